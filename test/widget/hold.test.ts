import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { SessionView, ViewChange } from '../../client/follow.ts';
import { line } from '../helpers/records.ts';
import { empty, hold } from './hold-alone.ts';

const relayMs = 1_700_000_000_000;
const wait = (ms: number) => vi.advanceTimersByTime(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what is held back', () => {
  it('is nothing by default: a change is delivered before receive returns', () => {
    const { say, texts } = hold();
    say('Now');
    expect(texts()).toEqual(['Now']);
  });

  it('comes after the delay, each change as much later as it came', () => {
    const { say, texts } = hold(10_000);
    say('One');
    wait(4_000);
    say('Two');
    wait(5_999);
    expect(texts()).toEqual([]);
    wait(1);
    expect(texts()).toEqual(['One']);
    wait(4_000);
    expect(texts()).toEqual(['One', 'Two']);
  });

  it('follows a delay that is changed while words wait', async () => {
    const { say, texts, asked, retime } = hold(60_000);
    say('One');
    wait(5_000);
    asked.delayMs = 5_000;
    retime();
    await Promise.resolve();
    expect(texts()).toEqual(['One']);
    asked.delayMs = 20_000;
    say('Two');
    wait(19_999);
    expect(texts()).toEqual(['One']);
    wait(1);
    expect(texts()).toEqual(['One', 'Two']);
  });

  it('waits while paused, and is counted', () => {
    const { say, texts, pause, waiting } = hold();
    pause();
    say('One');
    say('Two');
    wait(3_600_000);
    expect(texts()).toEqual([]);
    expect(waiting.peek()).toBe(2);
  });

  it('goes on where it stopped, as much later as the pause was long, until nothing waits', () => {
    const { say, texts, pause, resume, behindMs } = hold();
    pause();
    wait(2_000);
    say('One');
    wait(3_000);
    say('Two');
    wait(5_000);
    resume();
    expect(behindMs.peek()).toBe(10_000);
    expect(texts()).toEqual([]);
    wait(2_000);
    expect(texts()).toEqual(['One']);
    wait(3_000);
    expect(texts()).toEqual(['One', 'Two']);
    expect(behindMs.peek()).toBe(0);
    say('Three');
    expect(texts()).toEqual(['One', 'Two', 'Three']);
  });

  it('is all there after a jump to live', () => {
    const { say, texts, pause, jumpToLive, waiting, paused } = hold();
    pause();
    say('One');
    say('Two');
    jumpToLive();
    expect(texts()).toEqual(['One', 'Two']);
    expect([waiting.peek(), paused.peek()]).toEqual([0, false]);
  });

  it('stays behind by the delay after a jump: what the film has not come to is not live yet', () => {
    const { say, texts, pause, jumpToLive } = hold(10_000);
    say('One');
    pause();
    wait(9_000);
    say('Two');
    wait(2_000);
    jumpToLive();
    expect(texts()).toEqual(['One']);
    wait(8_000);
    expect(texts()).toEqual(['One', 'Two']);
  });

  it('comes no faster than the reader reads, in scripts without spaces too', () => {
    const { say, texts } = hold(0, 60);
    say('one two three four');
    say('five six');
    expect(texts()).toHaveLength(1);
    wait(3_999);
    expect(texts()).toHaveLength(1);
    wait(1);
    expect(texts()).toHaveLength(2);
    wait(2_000);
    say('今日は世界');
    say('End');
    wait(2_999);
    expect(texts()).toHaveLength(3);
    wait(1);
    expect(texts()).toHaveLength(4);
  });

  it('is bounded: interim texts go first, then the oldest line is shown', () => {
    const { say, pause, receive, texts, waiting } = hold();
    pause();
    for (let count = 0; count < 6_000; count++) {
      receive({ type: 'interim' }, empty);
      say();
    }
    expect(texts()).toEqual([]);
    for (let count = 0; count < 5_000; count++) say();
    expect(waiting.peek()).toBe(10_000);
    expect(texts().slice(0, 2)).toEqual(['Line 1', 'Line 2']);
    expect(texts()).toHaveLength(1_000);
  });

  it('comes at once when a tab whose timers slept is looked at again', () => {
    const { say, texts } = hold(10_000);
    say('One');
    // The clock has gone on, and no timer was called.
    vi.setSystemTime(Date.now() + 3_600_000);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 60_000);
    say('Two');
    expect(texts()).toEqual(['One']);
    vi.restoreAllMocks();
  });
});

describe('whatever the reader does', () => {
  it('delivers exactly what was received, once and in order', async () => {
    const action = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('added', 'interim', 'status-cleared', 'snapshot') },
      fc.constantFrom('pause', 'resume', 'jumpToLive', 'retime'),
      fc.record({ waitMs: fc.integer({ min: 0, max: 60_000 }) }),
      fc.record({ delayMs: fc.constantFrom(0, 500, 30_000, 180_000) }),
      fc.record({ wordsPerMinute: fc.constantFrom(0, 60, 400) }),
    );
    // A first snapshot with a delay is followed by what was said after it, which is one more interim change here.
    const lasting = (changes: ViewChange[]) => changes.filter(({ type }) => type !== 'interim');
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 60 }), async (actions) => {
        const held = hold();
        const received: ViewChange[] = [];
        const views: SessionView[] = [];
        for (const one of actions) {
          if (one === 'pause' || one === 'resume' || one === 'jumpToLive' || one === 'retime') held[one]();
          else if (typeof one === 'object') {
            if ('waitMs' in one) wait(one.waitMs);
            else Object.assign(held.asked, one);
          } else {
            const at = line(received.length + 1, 'some words');
            const change = (one === 'added' ? { type: one, line: at } : { type: one }) as ViewChange;
            const view = { ...empty };
            held.receive(change, view);
            if (one === 'snapshot') held.onMessage({ type: 'beat', cursor: 'e.0.1', now: relayMs });
            received.push(change);
            views.push(view);
          }
          await Promise.resolve();
          expect(lasting(held.delivered)).toEqual(lasting(received).slice(0, lasting(held.delivered).length));
        }
        held.resume();
        wait(24 * 3_600_000);
        expect(lasting(held.delivered)).toEqual(lasting(received));
        const order = held.views.map((view) => views.indexOf(view)).filter((index) => index >= 0);
        expect(order).toEqual([...views.keys()]);
        expect(held.waiting.peek()).toBe(0);
        held.stop();
      }),
    );
  });
});
