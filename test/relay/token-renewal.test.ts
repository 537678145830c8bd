// A token that runs out while its connection is open: it ends the connection, unless a fresh one comes in time.
import { once } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { timing } from '../../protocol/limits.ts';
import { playClock } from '../helpers/heartbeats.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { connectWire, type Wire } from '../helpers/wire.ts';

beforeEach(() => playClock('Date'));
afterEach(() => void vi.useRealTimers());

/** Time goes on, and the relay has the peer's answer to each heartbeat before the next. */
async function passBeats(wire: Wire, beats: number): Promise<void> {
  for (let beat = 1; beat <= beats; beat++) {
    const pinged = once(wire.socket, 'ping');
    vi.advanceTimersByTime(timing.heartbeatMs);
    await pinged;
    await wire.next('beat');
    // What is sent after the answer is answered after it was read.
    await wire.roundTrip();
  }
}

describe.each(['viewer', 'presenter', 'owner'] as const)('the token of a %s', (role) => {
  it('says when it runs out, and ends the connection with 4010 at the beat after', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role, ttlS: 15 });
    const wire = connectWire(relay.url, 'talk', { token });
    await wire.first();
    const leftMs = (wire.joined().expiresAt ?? 0) - Date.now();
    expect(leftMs).toBeGreaterThan(13_000);
    expect(leftMs).toBeLessThanOrEqual(15_000);
    await passBeats(wire, 1);
    expect(wire.isOpen()).toBe(true);
    await passBeats(wire, 1);
    vi.advanceTimersByTime(timing.heartbeatMs);
    expect(await wire.closed()).toEqual({ code: 4010, reason: 'the token has expired' });
  });

  it('can be renewed on the connection, which then goes on', async () => {
    const relay = await startRelay();
    const wire = connectWire(relay.url, 'talk', {
      token: await relay.invite({ session: 'talk', role, ttlS: 15 }),
    });
    await wire.first();
    wire.send({ type: 'auth', token: await relay.invite({ session: 'talk', role, ttlS: 3600 }) });
    const { expiresAt } = await wire.next('auth');
    expect(expiresAt - Date.now()).toBeGreaterThan(3_500_000);
    await passBeats(wire, 5);
    expect(wire.isOpen()).toBe(true);
  });
});

it('a stream without a token never runs out', async () => {
  const relay = await startRelay();
  const wire = await relay.view('talk');
  expect(wire.joined().expiresAt).toBeUndefined();
  await passBeats(wire, 10);
  expect(wire.isOpen()).toBe(true);
});

it.each([
  ['is forged', 'token', async () => 'forged'],
  [
    'has expired',
    'token-expired',
    (invite: Invite) => invite({ session: 'talk', role: 'viewer', ttlS: -60 }),
  ],
  ['is for another session', 'token', (invite: Invite) => invite({ session: 'other', role: 'viewer' })],
  ['has another role', 'token', (invite: Invite) => invite({ session: 'talk', role: 'presenter' })],
] as const)('a fresh token that %s is refused, and the old one still counts', async (_, code, make) => {
  const relay = await startRelay();
  const wire = connectWire(relay.url, 'talk', {
    token: await relay.invite({ session: 'talk', role: 'viewer', ttlS: 15 }),
  });
  await wire.first();
  wire.send({ type: 'auth', token: await make(relay.invite) });
  expect(await wire.next('error')).toMatchObject({ code });
  expect(wire.isOpen()).toBe(true);
  await passBeats(wire, 2);
  vi.advanceTimersByTime(timing.heartbeatMs);
  expect((await wire.closed()).code).toBe(4010);
});

type Invite = (invitation: {
  session: string;
  role: 'viewer' | 'presenter';
  ttlS?: number;
}) => Promise<string>;
