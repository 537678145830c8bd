// How connections end: a beat that shows who is gone, and a relay that closes in good order.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { timing } from '../../protocol/limits.ts';
import { beatRounds, playClock } from '../helpers/heartbeats.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

afterEach(() => void vi.useRealTimers());

describe('the heartbeat', () => {
  it('comes to everyone at the interval that the snapshot names, with the place in the log', async () => {
    playClock();
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.say(1, 'one');
    await until(() => expect(viewer.texts()).toEqual(['one']));
    vi.advanceTimersByTime(viewer.joined().heartbeatMs);
    for (const wire of [viewer, presenter]) {
      const beat = await wire.next('beat');
      expect(beat).toEqual({ type: 'beat', cursor: viewer.cursor(), now: expect.any(Number) });
    }
  });

  it('ends a connection that answers none, and no other', async () => {
    playClock();
    const relay = await startRelay();
    const [deaf, alive] = [await relay.view('talk'), await relay.view('talk')];
    // Without reading, it sees no ping and answers none.
    deaf.socket.pause();
    const presenter = await relay.present('talk');
    await beatRounds(2, [alive, presenter]);
    deaf.socket.resume();
    expect((await deaf.closed()).code).toBe(4001);
    for (const wire of [alive, presenter]) expect(wire.isOpen()).toBe(true);
  });
});

describe('a relay that closes', () => {
  it('answers what is under way, tells everybody when to come back, and then closes with 1012', async () => {
    const data = testFolder();
    const relay = await startRelay({ data });
    const presenter = await relay.present('talk');
    const viewers = await Promise.all(Array.from({ length: 20 }, () => relay.view('talk')));
    for (let n = 1; n <= 50; n++) presenter.say(n, `t${n}`);
    await presenter.next('ack');
    await relay.close();

    const everybody = [presenter, ...viewers];
    for (const wire of everybody) {
      expect(await wire.closed()).toEqual({ code: 1012, reason: 'the relay restarts' });
      expect(wire.frames.at(-1)).toMatchObject({ type: 'bye', code: 1012 });
    }
    const slots = everybody.map((wire) => wire.all('bye')[0]?.afterMs ?? 0);
    expect(Math.min(...slots)).toBeGreaterThanOrEqual(timing.retryMinMs);
    expect(new Set(slots).size).toBe(everybody.length);

    const acknowledged = presenter.all('ack').at(-1)?.n ?? 0;
    const next = await startRelay({ data });
    const { lines } = (await next.view('talk')).joined();
    expect(lines.slice(0, acknowledged).map(({ text }) => text)).toEqual(
      Array.from({ length: acknowledged }, (_, at) => `t${at + 1}`),
    );
    const back = await next.join('talk', 'presenter');
    back.send({ type: 'hello', publisher: 'ann' });
    expect((await back.next('welcome')).next).toBe(lines.length + 1);
  });

  it('has sent every acknowledged line to every viewer first', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    for (const n of [1, 2, 3]) presenter.say(n, `t${n}`);
    await until(() => expect(presenter.all('ack')).toHaveLength(3));
    await relay.close();
    await viewer.closed();
    expect(viewer.texts()).toEqual(['t1', 't2', 't3']);
    expect(parseCursor(viewer.cursor())?.seq).toBe(3);
  });

  it('refuses who comes late, and closing it twice is closing it once', async () => {
    const relay = await startRelay();
    await relay.view('talk');
    const [first, second] = [relay.close(), relay.close()];
    const late = connectWire(relay.url, 'talk');
    await Promise.all([first, second]);
    expect(late.frames).toEqual([]);
    await expect(fetch(`${relay.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('does not wait for long for a peer that takes no part in closing', async () => {
    const relay = await startRelay();
    const stuck = await relay.view('talk');
    stuck.socket.pause();
    const refused = connectWire(relay.url, 'talk', { token: 'garbage' });
    refused.socket.on('open', () => refused.socket.pause());
    await until(() => expect(refused.socket.readyState).toBeGreaterThan(0));
    const startedMs = Date.now();
    await relay.close();
    expect(Date.now() - startedMs).toBeLessThan(timing.closeMs + 1_000);
  });

  it('frees its port, and a taken port is said to be taken', async () => {
    const relay = await startRelay();
    const port = Number(new URL(relay.url).port);
    await expect(startRelay({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await relay.close();
    const next = await startRelay({ port });
    expect((await next.view('talk')).joined().cursor).toBe(
      formatCursor({ epoch: '0', seq: 0, sum: 0x811c9dc5 }),
    );
  });
});
