// What operators ask a relay: readiness and counts.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pino } from 'pino';

import { limits, timing } from '../../protocol/limits.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { createApp } from '../../relay/http/app.ts';
import { createRequestTurns } from '../../relay/http/request-turns.ts';
import { resolveOptions } from '../../relay/options.ts';
import { beatRounds, playClock } from '../helpers/heartbeats.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

afterEach(() => void vi.useRealTimers());

/** The samples of `/metrics` by name and labels. */
async function samples(relay: RunningRelay): Promise<Record<string, number>> {
  const text = await (await fetch(`${relay.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
  );
}

describe('/readyz', () => {
  it('says that the relay is ready, and is never cached', async () => {
    const response = await fetch(`${(await startRelay()).url}/readyz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready' });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it(
    'is 503 while the relay closes and still lives',
    async () => {
      const relay = await startRelay();
      // Takes no part in closing, so that the relay waits for it.
      (await relay.view('talk')).socket.pause();
      const closing = relay.close();
      const response = await fetch(`${relay.url}/readyz`);
      expect(response.status).toBe(503);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ code: 'unavailable', detail: 'the relay is closing' });
      expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
      await closing;
    },
    timing.closeMs + 10_000,
  );

  it('is 503 for as long as there is a reason, and says which', async () => {
    const metrics = createMetrics();
    const logger = pino({ level: 'silent' });
    const watch = createWatch(logger, metrics);
    const onError = () => {};
    let reason: string | undefined = 'the log cannot be written';
    const unready = () => reason;
    const app = await createApp({
      ...resolveOptions({}),
      turns: createRequestTurns(),
      logger,
      watch,
      metrics,
      unready,
      onError,
    });
    const refused = await app.inject('/readyz');
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ code: 'unavailable', detail: 'the log cannot be written' });
    reason = undefined;
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    await app.close();
  });
});

describe('/metrics', () => {
  it('is Prometheus text with every series of the relay, and the process', async () => {
    const response = await fetch(`${(await startRelay()).url}/metrics`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await response.text();
    for (const name of [
      'captionwire_sessions 0',
      'captionwire_viewers 0',
      'captionwire_presenters 0',
      ...['appended', 'repeat', 'gap', 'failed'].map(
        (result) => `captionwire_publishes_total{result="${result}"} 0`,
      ),
      'captionwire_deliveries_total 0',
      'captionwire_flush_seconds_count 0',
      'captionwire_ack_seconds_count 0',
      'captionwire_slow_viewers_closed_total 0',
      ...['epoch', 'trimmed', 'diverged'].map((reason) => `captionwire_resets_total{reason="${reason}"} 0`),
      'captionwire_refusals_total{reason="origin"} 0',
      'process_resident_memory_bytes ',
      'nodejs_eventloop_lag_seconds ',
    ]) {
      expect(text).toContain(`\n${name}`);
    }
  });

  it('counts who is here, what was handed in, and what was handed out', async () => {
    const relay = await startRelay();
    const [one, two, presenter] = [
      await relay.view('talk'),
      await relay.view('talk'),
      await relay.present('talk'),
    ];
    for (const n of [1, 2, 2, 5]) presenter.say(n, `t${n}`);
    await until(() => expect([presenter.all('ack').length, presenter.all('expect').length]).toEqual([3, 1]));
    await until(() =>
      expect([one.texts(), two.texts()]).toEqual([
        ['t1', 't2'],
        ['t1', 't2'],
      ]),
    );
    const counted = await samples(relay);
    expect(counted).toMatchObject({
      captionwire_sessions: 1,
      captionwire_viewers: 2,
      captionwire_presenters: 1,
      'captionwire_publishes_total{result="appended"}': 2,
      'captionwire_publishes_total{result="repeat"}': 1,
      'captionwire_publishes_total{result="gap"}': 1,
      captionwire_ack_seconds_count: 3,
    });
    // Presence goes out by itself at times, to presenters only.
    const frames = [one, two, presenter].flatMap((wire) => wire.frames).length;
    expect(counted.captionwire_deliveries_total).toBeGreaterThanOrEqual(
      frames - presenter.all('presence').length,
    );
    expect(counted.captionwire_flush_seconds_count).toBeGreaterThanOrEqual(1);
    expect(counted['captionwire_flush_seconds_bucket{le="0.5"}']).toBe(
      counted.captionwire_flush_seconds_count,
    );

    one.cut();
    presenter.cut();
    await until(async () =>
      expect(await samples(relay)).toMatchObject({ captionwire_viewers: 1, captionwire_presenters: 0 }),
    );
  });

  it('counts what was refused, by reason', async () => {
    const relay = await startRelay({ limits: { connectionsPerSession: 1 } });
    const wire = (session: string, options = {}) => connectWire(relay.url, session, options);
    await wire('talk', { origin: 'https://evil.example' }).refusal();
    await wire('a%20b').refusal();
    await wire('talk', { protocols: ['graphql-ws'] }).refusal();
    await wire('talk', { tracks: '<' }).refusal();
    await wire('talk', { token: 'forged' }).closed();
    await wire('old', { token: await relay.invite({ session: 'old', role: 'viewer', ttlS: -60 }) }).closed();
    const viewer = await relay.view('full');
    await wire('full').refusal();
    viewer.raw('{');
    await viewer.next('error');
    viewer.raw('x'.repeat(5_000));
    await viewer.closed();
    const counted = await samples(relay);
    for (const reason of [
      'origin',
      'session-name',
      'subprotocol',
      'tracks',
      'token',
      'token-expired',
      'limit-session',
      'message',
      'frame',
    ]) {
      expect([reason, counted[`captionwire_refusals_total{reason="${reason}"}`]]).toEqual([reason, 1]);
    }
    // What peers do wrong is no failure of the relay.
    expect(relay.failures).toEqual([]);
  });

  it('counts cursors that could not be resumed', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk', { cursor: 'other.7.00000000' });
    expect(viewer.joined()).toMatchObject({ reset: expect.any(String) });
    const counted = await samples(relay);
    const resets = Object.entries(counted).filter(([name]) => name.startsWith('captionwire_resets_total'));
    expect(resets.reduce((sum, [, count]) => sum + count, 0)).toBe(1);
  });

  it('counts viewers that never read and were closed', async () => {
    playClock();
    const relay = await startRelay();
    const [presenter, stalled] = [await relay.present('talk'), await relay.view('talk')];
    stalled.socket.pause();
    // More than the network between two sockets of one machine takes by itself.
    const text = '😀'.repeat(limits.textCodePoints);
    for (let n = 1; n <= 1_500; n++) {
      presenter.say(n, text);
      if (n % 50 === 0) await until(() => expect(presenter.all('ack')).toHaveLength(n));
    }
    await beatRounds(3, [presenter]);
    await until(async () => expect((await samples(relay)).captionwire_slow_viewers_closed_total).toBe(1));
    expect(presenter.isOpen()).toBe(true);
  }, 60_000);

  it('counts two relays of one process apart', async () => {
    const [one, two] = [await startRelay(), await startRelay()];
    await one.view('talk');
    expect((await samples(one)).captionwire_viewers).toBe(1);
    expect((await samples(two)).captionwire_viewers).toBe(0);
  });

  it('can be left out', async () => {
    const relay = await startRelay({ metrics: false });
    expect((await fetch(`${relay.url}/metrics`)).status).toBe(404);
  });
});
