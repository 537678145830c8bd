// People who are not who they say they are, or are the same under another name.
import { describe, expect, it } from 'vitest';

import { askRaw } from '../helpers/raw-request.ts';
import { key, post } from '../helpers/posting.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { upgradeStatus } from '../helpers/upgrade-status.ts';

describe('a token in another spelling', () => {
  /** The last character of a signature of 32 bytes has two bits that say nothing. */
  const nextLetter = (token: string) =>
    token.slice(0, -1) + String.fromCharCode(token.charCodeAt(token.length - 1) + 1);
  const spellings: [string, (token: string) => string][] = [
    ['white space behind it', (token) => `${token} `],
    ['white space in it', (token) => token.replace('.', ' .')],
    ['a line break in it', (token) => `${token.slice(0, 9)}\n${token.slice(9)}`],
    ['padding', (token) => `${token}=`],
    ['bits behind its last byte', nextLetter],
    ['a fourth part', (token) => `${token}.`],
  ];

  it.each(spellings)('with %s is no tool’s', async (_name, spell) => {
    const relay = await startRelay();
    const token = await relay.inviteTool({ session: 'talk' });
    const send = (text: string) =>
      fetch(`${relay.url}/ingest/webhook?token=${encodeURIComponent(text)}`, {
        method: 'POST',
        body: 'Hello',
      });
    expect((await send(token)).status).toBe(200);
    expect((await send(spell(token))).status).toBe(401);
  });

  it('does not make a presenter’s numbers forgotten', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'Hello');
    await ann.next('ack');
    const token = await relay.inviteTool({ session: 'talk' });
    for (let n = 1; n <= 20; n++) {
      const text = encodeURIComponent(token + ' '.repeat(n));
      await fetch(`${relay.url}/ingest/webhook?token=${text}`, { method: 'POST', body: 'x' });
    }
    expect((await relay.view('talk')).joined().lines).toHaveLength(1);
  });
});

it('the same Idempotency-Key with a renewed token of the same person publishes once', async () => {
  const relay = await startRelay();
  const send = async (name: string, ttlS: number) => {
    const token = await relay.invite({ session: 'talk', role: 'presenter', name, ttlS });
    return (await post(relay, 'captions', { text: 'Hello' }, { token, headers: key('one') })).body;
  };
  const first = await send('Ann', 600);
  expect(await send('Ann', 1_200)).toEqual({ ...first, repeated: true });
  // Somebody else may have come to the same key.
  expect(await send('Tom', 600)).not.toHaveProperty('repeated');
  expect((await relay.view('talk')).joined().lines).toHaveLength(2);
});

describe('a page under a name that leads to this machine (DNS rebinding)', () => {
  const statusOf = (relay: RunningRelay, host: string, origin = `http://${host}`) =>
    upgradeStatus(relay, { host, origin });

  it('is refused in words that name the option', async () => {
    const relay = await startRelay();
    expect(await statusOf(relay, 'evil.example:8080')).toBe(403);
    const origin = 'http://evil.example:8080';
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const { status, body } = await post(relay, 'captions', 'x', {
      token,
      headers: { origin, host: 'evil.example:8080' },
    });
    expect({ status, body }).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('--origin') },
    });
  });

  it.each(['192.0.2.7:8080', '[2001:db8::7]:8080', '192.0.2.7', 'localhost:8080'])(
    'is not meant by %s, which nobody can claim',
    async (host) => {
      const relay = await startRelay();
      expect(await statusOf(relay, host)).toBe(101);
    },
  );

  it.each([
    '192.0.2.7.evil.example',
    '1.2.3',
    '0x7f.1',
    'localhost.evil.example',
    '[evil.example]',
    '2130706433',
  ])('is not let in as %s', async (host) => {
    const relay = await startRelay();
    expect(await statusOf(relay, host)).toBe(403);
  });

  it('is told on the start page what is missing', async () => {
    const relay = await startRelay();
    const page = await askRaw(relay.url, '/', { host: 'captions.example.org' });
    expect(page).toContain('<code>--origin http://captions.example.org</code>');
    expect(await askRaw(relay.url, '/', {})).not.toContain('--origin');
  });

  it('may connect where the operator named it', async () => {
    const relay = await startRelay({ origins: ['https://captions.example.org'] });
    expect(await statusOf(relay, 'captions.example.org', 'https://captions.example.org')).toBe(101);
  });
});

it('a forged cursor is answered with everything, and is nobody’s damaged log', async () => {
  const relay = await startRelay();
  const ann = await relay.present('talk', 'ann');
  ann.say(1, 'Hello');
  await ann.next('ack');
  const { cursor } = (await relay.view('talk')).joined();
  const [epoch = ''] = cursor.split('.');
  for (const forged of ['a.0.0', '0.0.0', `${epoch}.0.0`, `${epoch}.1.0`, 'a.1.0', `${epoch}.999.0`]) {
    const viewer = await relay.view('talk', { cursor: forged });
    const { lines, reset } = viewer.joined();
    expect([forged, lines.length]).toEqual([forged, 1]);
    expect(['diverged', 'epoch']).toContain(reset);
  }
  expect(relay.failures).toEqual([]);
});
