// What is refused when something is posted: the documented answer each, and nothing half published.
import { describe, expect, it } from 'vitest';

import { relayLimits, relayRates, relayTiming } from '../../protocol/limits.ts';
import { type Answer, post } from '../helpers/posting.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';

shorten(relayRates.publisherMessages, { burst: 400 });
shorten(relayTiming, { postedWaitMs: 500 });

describe('nothing is published, and the answer says what is wrong, when', () => {
  const notUtf8 = new Uint8Array([0x48, 0xff, 0x48]);
  it.each<[what: string, path: string, body: unknown, status: number, code: string, detail: RegExp]>([
    ['a field is missing', 'captions', {}, 400, 'invalid', /^text is missing/],
    [
      'a field is unknown',
      'captions',
      { text: 'a', colour: 'red' },
      400,
      'invalid',
      /^colour is not a field/,
    ],
    ['one of several does not fit', 'captions', [{ text: 'a' }, { text: 7 }], 400, 'invalid', /^1\.text /],
    ['there is none', 'captions', [], 400, 'invalid', /^the body /],
    [
      'there are too many',
      'captions',
      Array.from({ length: relayLimits.captionsPerPost + 1 }, () => ({ text: 'a' })),
      400,
      'invalid',
      /^the body /,
    ],
    ['a text is too long', 'captions', { text: 'a'.repeat(2_001) }, 400, 'text-too-long', /2000 code points/],
    [
      'an unfinished one is',
      'captions',
      { text: 'é'.repeat(2_001), final: false },
      400,
      'text-too-long',
      /2000/,
    ],
    ['a text is empty', 'captions', [{ text: 'a' }, { text: ' ' }], 400, 'text-empty', /needs text/],
    ['the body is empty', 'captions', ' \n', 400, 'text-empty', /no words/],
    ['the body is no UTF-8', 'captions', notUtf8, 400, 'malformed', /not UTF-8/],
    ['the body is too large', 'captions', 'a '.repeat(40_000), 413, 'too-large', /large/],
    ['a level is unknown', 'status', { text: 'a', level: 'loud' }, 400, 'invalid', /^level /],
    ['the body is no JSON', 'status', '{"text":', 400, 'malformed', /not JSON/],
    ['who types is missing', 'typing', {}, 400, 'invalid', /^typing is missing/],
  ])('%s', async (_, path, body, status, code, detail) => {
    const relay = await startRelay();
    const answer = await post(relay, path, body);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.body.detail).toMatch(detail);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`)).status).toBe(404);
  });

  it.each<[what: string, make: (relay: RunningRelay) => Promise<string>, status: number, code: string]>([
    [
      'the token is a viewer’s',
      (relay) => relay.invite({ session: 'talk', role: 'viewer' }),
      403,
      'role-forbidden',
    ],
    [
      'it is another session’s',
      (relay) => relay.invite({ session: 'other', role: 'presenter' }),
      401,
      'token',
    ],
    [
      'it has expired',
      (relay) => relay.invite({ session: 'talk', role: 'presenter', ttlS: -60 }),
      401,
      'token-expired',
    ],
    ['it is forged', async () => 'forged', 401, 'token'],
  ])('%s', async (_, make, status, code) => {
    const relay = await startRelay();
    const answer = await post(relay, 'captions', 'a', { token: await make(relay) });
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`)).status).toBe(404);
  });

  it('there is no token, or the page is not allowed', async () => {
    const relay = await startRelay();
    const url = `${relay.url}/v1/sessions/talk/captions`;
    expect((await fetch(url, { method: 'POST', body: 'a' })).status).toBe(401);
    const foreign = await post(relay, 'captions', 'a', { headers: { origin: 'https://evil.example' } });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'origin-forbidden' } });
  });
});

it('a page whose origin is allowed may post with a key', async () => {
  const relay = await startRelay({ origins: ['https://site.example'] });
  const answer = await fetch(`${relay.url}/v1/sessions/talk/captions`, {
    method: 'OPTIONS',
    headers: { origin: 'https://site.example' },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
});

it('a publisher that is too fast is answered later, then refused with the time to wait', async () => {
  const relay = await startRelay();
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const many = Array.from({ length: 200 }, (_, at) => ({ text: `line ${at}` }));
  let refused: Answer | undefined;
  for (let at = 0; at < 20 && !refused; at++) {
    const answers = await Promise.all([1, 2, 3].map(() => post(relay, 'captions', many, { token })));
    refused = answers.find(({ status }) => status !== 200);
  }
  expect(refused).toMatchObject({ status: 429, body: { code: 'too-fast' } });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
});
