// `captionwire/tokens`: a site's server makes tokens that the relay takes, and hears at once what it asked for wrongly.
import { describe, expect, it } from 'vitest';

import { limits } from '../../protocol/limits.ts';
import { createTokens, type Role, type TokenRequest } from '../../relay/site-tokens.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { connectWire } from '../helpers/wire.ts';

const secret = 'a secret of more than thirty-two bytes';
const tokens = createTokens(`${secret}\n`);
const viewer: TokenRequest = { session: 'talk', role: 'viewer' };

/** What a token says of itself. */
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

describe('a token of the site’s server', () => {
  it.each<Role>(['viewer', 'presenter', 'owner'])('opens a private session to a %s', async (role) => {
    const relay = await startRelay({ secret, private: true });
    const wire = connectWire(relay.url, 'talk', { token: await tokens.sign({ session: 'talk', role }) });
    expect(await wire.first()).toMatchObject({ type: 'snapshot', role });
  });

  it('opens no other session', async () => {
    const relay = await startRelay({ secret, private: true });
    const wire = connectWire(relay.url, 'other', { token: await tokens.sign(viewer) });
    expect((await wire.closed()).code).toBe(4501);
  });

  it('opens no relay that has another secret', async () => {
    const relay = await startRelay({ secret: 'another secret of thirty-two bytes!!', private: true });
    const wire = connectWire(relay.url, 'talk', { token: await tokens.sign(viewer) });
    expect((await wire.closed()).code).toBe(4501);
  });

  it('lets its viewer reply where the relay takes no replies from everybody', async () => {
    const relay = await startRelay({ secret, private: true });
    const presenter = await relay.present('talk');
    const send = async (request: TokenRequest) => {
      const wire = await relay.view('talk', { token: await tokens.sign(request) });
      wire.send({ type: 'reply', id: 'r1', from: 'v1', text: 'Hello' });
      return wire;
    };
    expect(await (await send(viewer)).next('error')).toMatchObject({ code: 'role-forbidden' });
    await (await send({ ...viewer, replies: true })).next('reply-taken');
    expect((await presenter.next('replies')).replies).toMatchObject([{ text: 'Hello' }]);
  });

  it('is good for 12 hours by default, or as long as was asked for', async () => {
    const lifeS = async (request: TokenRequest) => {
      const { exp, iat } = claimsOf(await tokens.sign(request));
      return (exp as number) - (iat as number);
    };
    expect(await lifeS(viewer)).toBeCloseTo(43_200, -1);
    expect(await lifeS({ ...viewer, ttlS: 600 })).toBeCloseTo(600, -1);
  });

  it('carries a name as captioners see it, public only where that was asked for', async () => {
    const named = { session: 'talk', role: 'presenter', name: '  Maya \n Lindgren ' } as const;
    const claims = claimsOf(await tokens.sign(named));
    expect(claims).toMatchObject({ name: 'Maya Lindgren' });
    expect(claims).not.toHaveProperty('publicName');
    expect(claimsOf(await tokens.sign({ ...named, publicName: true }))).toMatchObject({ publicName: true });
    expect(claimsOf(await tokens.sign({ ...named, name: ' ' }))).not.toHaveProperty('name');
  });
});

describe('a wrong request is refused with what is allowed', () => {
  it.each<[string, object, RegExp]>([
    ['a session with a space', { session: 'my talk' }, /session "my talk": .*1 to 64/],
    ['no session', { session: undefined }, /session "undefined"/],
    ['an unknown role', { role: 'admin' }, /role "admin": give one of viewer, presenter, owner/],
    ['no time at all', { ttlS: 0 }, /ttlS 0: give a whole number of seconds/],
    ['half a second', { ttlS: 0.5 }, /ttlS 0\.5/],
    ['a time that is not a number', { ttlS: Number.NaN }, /ttlS NaN/],
    [
      'a long name',
      { name: 'x'.repeat(limits.nameCodePoints + 1) },
      /name has \d+ code points; give at most/,
    ],
  ])('%s', async (_, wrong, message) => {
    const signing = tokens.sign({ ...viewer, ...wrong });
    await expect(signing).rejects.toThrow(TypeError);
    await expect(signing).rejects.toThrow(message);
  });

  it('a missing or short secret, without the secret itself', () => {
    expect(() => createTokens(undefined)).toThrow(/CAPTIONWIRE_SECRET/);
    expect(() => createTokens('short')).toThrow(/^the secret has 5 bytes; give at least 32/);
  });
});
