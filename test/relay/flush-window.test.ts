// The flush window: the first event after quiet leaves at once, what follows leaves together; and where telling viewers
// takes too much of the core, interim text is held longer, but never a finished line.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { genesis, nextSum } from '../../protocol/cursor.ts';
import { relayShares, relayTiming } from '../../protocol/limits.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import type { Logged } from '../../relay/engines/contract.ts';
import { createFlushPace, type FlushPace } from '../../relay/sessions/flush-pace.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import { createHub } from '../../relay/sessions/hub.ts';
import { createInterimStore } from '../../relay/sessions/interim-store.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { textOf } from '../helpers/frame-text.ts';

const { flushWindowMs, widestWindowMs, fanOutLookMs } = relayTiming;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A hub with one viewer. */
function open(pace: FlushPace = createFlushPace()) {
  const said: { atMs: number; lines: string[]; text: string | undefined }[] = [];
  const beganMs = performance.now();
  const interims = createInterimStore();
  const hub = createHub({
    cursor: genesis,
    interims,
    typing: () => [],
    pace,
    onGap: () => {},
    onStalled: () => {},
  });
  let text = '';
  const peer: Peer = {
    role: 'viewer',
    name: undefined,
    beatSlot: 0,
    expiresAtMs: () => undefined,
    open: () => true,
    backlogBytes: () => 0,
    close: () => {},
    deliver: async (frame) => peer.push(frame),
    push(frame: Frame) {
      const event = readServerFrame(textOf(frame)) as {
        records?: { text: string }[];
        interims?: { keep: number; add: string }[];
      };
      for (const { keep, add } of event.interims ?? []) text = text.slice(0, keep) + add;
      said.push({
        atMs: performance.now() - beganMs,
        lines: (event.records ?? []).map((record) => record.text),
        text: event.interims ? text : undefined,
      });
    },
  };
  hub.attach(peer, undefined);

  let rev = 0;
  let typed = '';
  const type = (add: string) => {
    interims.put('ann', { id: 'i', rev: ++rev, keep: typed.length, add });
    typed += add;
    hub.interimsChanged();
  };
  let logged: Logged = { record: { type: 'end', seq: 0, at: 0 }, json: '', cursor: genesis };
  const say = (words: string) => {
    const seq = logged.cursor.seq + 1;
    const record = { type: 'line' as const, id: `l${seq}`, rev: 1, text: words, seq, at: 0 };
    const json = JSON.stringify(record);
    logged = { record, json, cursor: { epoch: 'e', seq, sum: nextSum(logged.cursor.sum, json) } };
    hub.add(logged);
  };
  return { said, type, say, hub };
}

/** A pace that has widened the window of interim text as far as it goes. */
function widest(): FlushPace {
  const pace = createFlushPace();
  for (let at = 1; at <= 4; at++) pace.spent(fanOutLookMs * 2, fanOutLookMs * 2 * at);
  return pace;
}

describe('the flush window', () => {
  it('lets the first event out at once, and what follows together when it closes', () => {
    const { said, type, say } = open();
    type('a');
    expect(said).toMatchObject([{ atMs: 0, text: 'a' }]);
    type('b');
    say('one');
    type('c');
    say('two');
    vi.advanceTimersByTime(flushWindowMs - 1);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(said.slice(1)).toMatchObject([{ atMs: flushWindowMs, lines: ['one', 'two'], text: 'abc' }]);
    vi.advanceTimersByTime(flushWindowMs);
    type('d');
    expect(said).toHaveLength(3);
  });

  it('is held open for interim text alone where telling it takes too much of the core', () => {
    const { said, type } = open(widest());
    type('a');
    type('b');
    vi.advanceTimersByTime(widestWindowMs - 1);
    type('c');
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(said[1]).toMatchObject({ atMs: widestWindowMs, text: 'abc' });
  });

  it('never holds a finished line longer, and takes the interim text along', () => {
    const { said, type, say } = open(widest());
    type('a');
    type('b');
    vi.advanceTimersByTime(flushWindowMs + 50);
    say('one');
    expect(said.slice(1)).toMatchObject([{ atMs: flushWindowMs + 50, lines: ['one'], text: 'ab' }]);
    say('two');
    vi.advanceTimersByTime(flushWindowMs);
    expect(said.slice(2)).toMatchObject([{ atMs: flushWindowMs * 2 + 50, lines: ['two'] }]);
  });

  it('does nothing any more once the hub is put away', () => {
    const { said, type, hub } = open(widest());
    type('a');
    type('b');
    hub.dispose();
    vi.advanceTimersByTime(widestWindowMs * 2);
    expect(said).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the pace of interim text', () => {
  /** Flushes that cost so much each, at the pace they lead to; returns fan-out's share of the core in the end. */
  function share(costMs: number): { share: number; windowMs: number } {
    const pace = createFlushPace();
    let nowMs = 0;
    for (let flush = 0; flush < 500; flush++) {
      nowMs += Math.max(costMs, pace.interimWindowMs());
      pace.spent(costMs, nowMs);
    }
    const windowMs = pace.interimWindowMs();
    return { share: costMs / Math.max(costMs, windowMs), windowMs };
  }

  it('is the flush window while telling takes less than its share', () => {
    expect(share(1).windowMs).toBeCloseTo(flushWindowMs);
    expect(share(flushWindowMs * relayShares.fanOut).windowMs).toBeCloseTo(flushWindowMs);
  });

  it.each([20, 40, 60, 100, 120])(
    'settles where telling takes its share of the core: %s ms a flush',
    (costMs) => {
      expect(share(costMs).share).toBeCloseTo(relayShares.fanOut, 1);
    },
  );

  it('never gets wider than its limit, and narrow again after quiet', () => {
    expect(share(1_000).windowMs).toBeCloseTo(widestWindowMs);
    const pace = widest();
    expect(pace.interimWindowMs()).toBeCloseTo(widestWindowMs);
    pace.spent(1, 60_000);
    expect(pace.interimWindowMs()).toBeCloseTo(flushWindowMs);
  });
});
