// A relay whose event loop is busy, as with a flood or a machine that stood still: nobody who lives is sent away.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { relayTiming, timing } from '../../protocol/limits.ts';
import { startHeartbeat } from '../../relay/streams/heartbeat.ts';
import { until } from '../helpers/until.ts';
import { shorten } from '../helpers/shorten.ts';
import { startRelay } from '../helpers/running-relay.ts';

shorten(timing, { heartbeatMs: 1_000 });
const slotMs = timing.heartbeatMs / relayTiming.heartbeatSlots;

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Holds up the event loop. */
function stall(ms: number): void {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
}

describe('the heartbeat', () => {
  it('of a busy event loop is beaten by the clock, not by the times that its timer got a turn', () => {
    vi.useFakeTimers();
    const beganMs = performance.now();
    let nowMs = beganMs;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    let beats = 0;
    const stop = startHeartbeat(() => beats++);
    for (let turn = 0; turn < 20; turn++) {
      nowMs += slotMs * 2.5;
      vi.advanceTimersByTime(slotMs);
    }
    stop();
    expect(beats).toBe(50);
  });

  it('that is late asks nobody for a sign of life whose answer was not read yet', () => {
    vi.useFakeTimers();
    const beats: boolean[] = [];
    const stop = startHeartbeat((isLate) => beats.push(isLate));
    vi.advanceTimersByTime(slotMs * 3);
    expect(beats).toEqual([false, false, false]);
    beats.length = 0;
    // The clock went on, the timer did not fire.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + timing.heartbeatMs * 3);
    vi.advanceTimersByTime(slotMs);
    expect(beats).toHaveLength(relayTiming.heartbeatSlots);
    expect(beats.every(Boolean)).toBe(true);
    stop();
  });
});

it('viewers stay when the relay stood still for longer than they have to answer', async () => {
  const relay = await startRelay();
  const viewers = [await relay.view('talk'), await relay.view('talk')];
  const beat = viewers.map((viewer) => viewer.next('beat'));
  stall(timing.heartbeatMs * 1.2);
  await Promise.all(beat);
  await until(() => expect(viewers.every((viewer) => viewer.isOpen())).toBe(true));
}, 60_000);
