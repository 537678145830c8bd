// Who may connect and do what: origins, tokens, roles. Every refusal has its documented code, and the relay goes on.
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { startRelay, testFolder, type RunningRelay } from '../helpers/running-relay.ts';
import { connectWire, type WireOptions } from '../helpers/wire.ts';

const secret = 'a secret of more than thirty-two bytes';
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const nowS = () => Math.floor(Date.now() / 1000);
const claims = (more: object = {}) => ({
  session: 'talk',
  role: 'presenter',
  iss: 'captionwire',
  aud: 'captionwire-relay',
  iat: nowS(),
  exp: nowS() + 3600,
  ...more,
});

/** A token made by hand, also with what our own never has. */
function token(
  payload: object,
  header: object = { alg: 'HS256', typ: 'JWT' },
  key = secret,
  hash = 'sha256',
): string {
  const text = `${base64(header)}.${base64(payload)}`;
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`;
}

async function goesOn(relay: RunningRelay): Promise<void> {
  const presenter = await relay.present('goes-on');
  presenter.say(1, 'still here');
  await presenter.next('ack');
  expect(relay.failures).toEqual([]);
}

describe('a token', () => {
  it('lets its holder present in its session', async () => {
    const relay = await startRelay({ secret });
    const presenter = connectWire(relay.url, 'talk', { token: token(claims({ name: 'Ann' })) });
    expect(await presenter.first()).toMatchObject({ type: 'snapshot', role: 'presenter' });
    expect(presenter.socket.protocol).toBe('captionwire.v1');
  });

  const [header, payload, signature] = token(claims()).split('.') as [string, string, string];
  it.each<[string, string]>([
    ['is forged with another secret', token(claims(), undefined, 'another secret of thirty-two bytes!!')],
    ['was changed after it was signed', `${header}.${base64(claims({ role: 'owner' }))}.${signature}`],
    ['has its signature cut', `${header}.${payload}.`],
    ['says that it needs no signature', `${base64({ alg: 'none', typ: 'JWT' })}.${payload}.`],
    ['says so and is signed', token(claims(), { alg: 'none' })],
    ['says so in other letters', token(claims(), { alg: 'nOnE' })],
    ['is signed with another algorithm', token(claims(), { alg: 'HS512' }, secret, 'sha512')],
    ['takes the secret for a public key', token(claims(), { alg: 'RS256' })],
    ['brings its own key', token(claims(), { alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } }, 'AAAA')],
    ['names a key by a path', token(claims(), { alg: 'HS256', kid: '../../dev/null' }, '')],
    ['has extensions that must be understood', token(claims(), { alg: 'HS256', crit: ['x'], x: 1 })],
    ['is for another session', token(claims({ session: 'other' }))],
    ['is for another audience', token(claims({ aud: 'bank' }))],
    ['is from another issuer', token(claims({ iss: 'somebody' }))],
    ['never expires', token(claims({ exp: undefined }))],
    ['has a role that there is not', token(claims({ role: 'admin' }))],
    ['has no role', token(claims({ role: undefined }))],
    ['is garbage', 'garbage'],
    ['is empty', ''],
    [
      'is forged and expired',
      token(claims({ exp: nowS() - 99 }), undefined, 'another secret of thirty-two bytes!!'),
    ],
  ])('that %s is refused with 4501', async (_, forged) => {
    const relay = await startRelay({ secret });
    const wire = connectWire(relay.url, 'talk', { protocols: ['captionwire.v1', `bearer.${forged}`] });
    const { code, reason } = await wire.closed();
    expect(code).toBe(4501);
    expect(reason).toMatch(/^token refused: /);
    expect(wire.frames).toEqual([]);
    await goesOn(relay);
  });

  it('that has expired is closed with 4010, which asks for a fresh one', async () => {
    const relay = await startRelay();
    const old = await relay.invite({ session: 'talk', role: 'presenter', ttlS: -60 });
    expect((await connectWire(relay.url, 'talk', { token: old }).closed()).code).toBe(4010);
  });

  it('outlives the relay when the relay has a data folder, and ends with it otherwise', async () => {
    const data = testFolder();
    const [first, gone] = [await startRelay({ data }), await startRelay()];
    const kept = await first.invite({ session: 'talk', role: 'presenter' });
    const lost = await gone.invite({ session: 'talk', role: 'presenter' });
    await first.close();
    const second = await startRelay({ data });
    expect(await connectWire(second.url, 'talk', { token: kept }).first()).toMatchObject({
      role: 'presenter',
    });
    expect((await connectWire(second.url, 'talk', { token: lost }).closed()).code).toBe(4501);
  });
});

describe('a viewer', () => {
  it.each([
    { type: 'hello', publisher: 'p' },
    { type: 'publish', n: 1, record: { type: 'line', id: 'a', rev: 1, text: 'x' } },
    { type: 'interim', id: 'a', rev: 1, keep: 0, add: 'x' },
    { type: 'typing', typing: true, name: 'x' },
    { type: 'clock', sentAt: 1 },
  ])('may not send what presenters send: $type', async (message) => {
    const relay = await startRelay();
    const witness = await relay.view('talk');
    for (const viewer of [await relay.view('talk'), await relay.join('talk', 'viewer')]) {
      viewer.send(message);
      expect(await viewer.next('error')).toMatchObject({ code: 'role-forbidden', field: 'type' });
      expect(viewer.isOpen()).toBe(true);
    }
    await goesOn(relay);
    expect(witness.all('events')).toEqual([]);
    expect((await relay.view('talk')).joined()).toMatchObject({ lines: [], interims: [], typing: [] });
  });

  it('needs a token where sessions are private', async () => {
    const relay = await startRelay({ private: true });
    expect(await connectWire(relay.url, 'talk').closed()).toEqual({
      code: 4501,
      reason: 'this session needs a token',
    });
    const viewer = await relay.join('talk', 'viewer');
    expect(viewer.joined().role).toBe('viewer');
    const other = await relay.invite({ session: 'other', role: 'viewer' });
    expect((await connectWire(relay.url, 'talk', { token: other }).closed()).code).toBe(4501);
  });
});

describe('a page', () => {
  const from = (relay: RunningRelay, options: WireOptions) => connectWire(relay.url, 'talk', options);

  it.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://pages.example:8443',
    'http://pages.example',
  ])('from %s is refused with 403', async (origin) => {
    const relay = await startRelay({ origins: ['https://pages.example'] });
    const { status, type, problem } = await from(relay, { origin }).refusal();
    expect({ status, type }).toEqual({ status: 403, type: 'application/problem+json' });
    expect(problem).toMatchObject({
      type: '/problems/origin-forbidden',
      status: 403,
      code: 'origin-forbidden',
    });
    expect(problem.detail).toContain(origin);
    await goesOn(relay);
  });

  it('on the list, of the relay itself, on localhost, or none at all may connect', async () => {
    const relay = await startRelay({ origins: ['https://pages.example/'] });
    for (const origin of [
      'https://pages.example',
      relay.url,
      'http://localhost:3000',
      'http://[::1]',
      undefined,
    ]) {
      const wire = from(relay, origin === undefined ? {} : { origin });
      expect((await wire.first()).type).toBe('snapshot');
    }
  });

  it('in a sandbox, which has no origin of its own, may connect where that is on the list', async () => {
    const relay = await startRelay({ origins: ['null'] });
    expect((await from(relay, { origin: 'null' }).first()).type).toBe('snapshot');
  });

  it.each(['pages.example', 'https://pages.example/path', 'ftp://pages.example', 'https://x/?q', '*'])(
    'is named by its origin; %s is none and is said to be none',
    async (origin) => {
      await expect(startRelay({ origins: [origin] })).rejects.toThrow(`origin "${origin}"`);
    },
  );
});

describe('options', () => {
  it('that are wrong are named', async () => {
    await expect(startRelay({ port: -1 })).rejects.toThrow('port -1');
    await expect(startRelay({ secret: 'short' })).rejects.toThrow('at least 32');
    const relay = await startRelay();
    await expect(relay.invite({ session: 'a b', role: 'viewer' })).rejects.toThrow('session "a b"');
  });

  it('that name a folder which cannot be used give an Error naming it', async () => {
    const path = `${testFolder()}/taken`;
    writeFileSync(path, '');
    await expect(startRelay({ data: path })).rejects.toThrow(path);
  });
});
