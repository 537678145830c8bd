// No token opens anything that nobody signed it for.
import { describe, expect, it } from 'vitest';

import { createTokens } from '../../relay/auth/tokens.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { forgeries, good, secret } from './forgeries.ts';

const key = new TextEncoder().encode(secret);
const all = [...forgeries()];

describe(`${all.length} forged tokens`, () => {
  it('are 200 at least, and the one they are made from is good', async () => {
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(await createTokens(key).verify(good, 'talk')).toMatchObject({ type: 'accepted', role: 'owner' });
  });

  it('are refused, each, as a person’s and as a tool’s', async () => {
    const tokens = createTokens(key);
    const accepted: string[] = [];
    for (const [what, token] of all) {
      const verdicts = [await tokens.verify(token, 'talk'), await tokens.verifyIngest(token)];
      if (verdicts.some(({ type }) => type === 'accepted')) accepted.push(what);
    }
    expect(accepted).toEqual(['signed claims for a tool']);
  });

  it('open no route of a relay', async () => {
    const relay = await startRelay({ secret, private: true });
    const opened: string[] = [];
    const ask = async (what: string, token: string, path: string, method: string) => {
      const body = method === 'POST' ? '{"text":"x","role":"viewer"}' : null;
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
      };
      const { status } = await fetch(`${relay.url}/v1/sessions/talk/${path}`, { method, headers, body });
      if (status !== 401) opened.push(`${what}: ${path} ${status}`);
    };
    for (const [what, token] of all) {
      // No header can carry the others as they are: white space at their ends is cut off.
      if (!/^[\x21-\x7e]+$/.test(token)) continue;
      await ask(what, token, 'captions', 'POST');
      await ask(what, token, 'tokens', 'POST');
      await ask(what, token, 'transcript.txt', 'GET');
    }
    expect(opened).toEqual([]);
    const headers = { authorization: `Bearer ${good}`, 'content-type': 'application/json' };
    const url = `${relay.url}/v1/sessions/talk/captions`;
    expect((await fetch(url, { method: 'POST', headers, body: '{"text":"x"}' })).status).toBe(200);
    expect(relay.failures).toEqual([]);
  });
});
