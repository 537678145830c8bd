// A presenter whose token runs out brings a fresh one in time, and the connection never breaks for it.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { createPresenter } from '../../client/index.ts';
import { publisherTiming, timing } from '../../protocol/limits.ts';
import { startPresenter } from '../helpers/client-peers.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const { renewAheadMs, renewRetryMs } = publisherTiming;

describe('a presenter whose token runs out', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const relay = createFakeRelay();
    const holder = { token: 'first' };
    const presenter = createPresenter({
      relay: 'https://relay',
      session: 'talk',
      token: () => holder.token,
      transport: relay.transport,
    });
    onTestFinished(presenter.close);
    const inMs = (ms: number) => Date.now() + ms;
    return {
      holder,
      relay,
      inMs,
      join: (expiresAt?: number) => relay.snapshot(expiresAt === undefined ? {} : { expiresAt }),
      /** Time goes on; the relay beats. */
      pass(ms: number) {
        for (let leftMs = ms; leftMs > 0; leftMs -= timing.heartbeatMs) {
          vi.advanceTimersByTime(Math.min(leftMs, timing.heartbeatMs));
          relay.beat();
        }
      },
      auths: () => relay.sent('auth'),
    };
  }

  it('brings a fresh one a minute before, once', () => {
    const { holder, inMs, join, pass, auths, relay } = start();
    join(inMs(600_000));
    holder.token = 'second';
    pass(600_000 - renewAheadMs - 1);
    expect(auths()).toEqual([]);
    pass(1);
    expect(auths()).toEqual([{ type: 'auth', token: 'second' }]);
    relay.say({ type: 'auth', expiresAt: inMs(600_000) });
    pass(600_000 - renewAheadMs - 1);
    expect(auths()).toHaveLength(1);
  });

  it('asks again for one until there is one', () => {
    const { holder, inMs, join, pass, auths } = start();
    join(inMs(renewAheadMs));
    pass(renewRetryMs * 2);
    expect(auths()).toEqual([]);
    holder.token = 'second';
    pass(renewRetryMs);
    expect(auths()).toEqual([{ type: 'auth', token: 'second' }]);
  });

  it('tries the next one when the relay refuses one', () => {
    const { holder, inMs, join, pass, auths, relay } = start();
    join(inMs(renewAheadMs));
    holder.token = 'wrong';
    pass(renewRetryMs);
    relay.say({ type: 'error', code: 'token', message: 'auth: another role' });
    holder.token = 'right';
    pass(renewRetryMs);
    expect(auths()).toMatchObject([{ token: 'wrong' }, { token: 'right' }]);
  });

  it('sends nothing for one that never runs out, lasts for months, or has ended', () => {
    const { holder, inMs, join, pass, auths, relay } = start();
    join();
    holder.token = 'second';
    pass(timing.heartbeatMs * 3);
    relay.drop();
    vi.advanceTimersByTime(timing.retryMaxMs);
    join(inMs(100 * 86_400_000));
    holder.token = 'third';
    pass(timing.heartbeatMs * 3);
    expect(relay.links).toHaveLength(2);
    expect(auths()).toEqual([]);
  });
});

it('goes on over its expiry on one connection, against a real relay', async () => {
  const relay = await startRelay();
  const invite = (ttlS: number) => relay.invite({ session: 'talk', role: 'presenter', ttlS });
  const holder = { token: await invite(20) };
  const states: string[] = [];
  const messages: string[] = [];
  startPresenter({
    relay: relay.url,
    session: 'talk',
    token: () => holder.token,
    onConnection: ({ phase }) => void states.push(phase),
    onMessage: ({ type }) => void messages.push(type),
  });
  holder.token = await invite(3_600);
  await until(() => expect(states).toEqual(['live']));
  // Less than a minute is left of the first, so the second is brought at once.
  await until(() => expect(messages).toContain('auth'));
});
