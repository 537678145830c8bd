import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createFollow } from '../../client/follow.ts';
import type { Line } from '../../protocol/records.ts';
import type { Snapshot } from '../../protocol/server-messages.ts';
import { snapshotOf } from '../helpers/fake-relay.ts';
import { line } from '../helpers/records.ts';
import { hold } from './hold-alone.ts';

const relayMs = 1_700_000_000_000;
const wait = (ms: number) => vi.advanceTimersByTime(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('with a delay, one who joins', () => {
  const join = (lines: Line[], more: Partial<Snapshot> = {}) => {
    const held = hold(30_000);
    const follow = createFollow({ onChange: held.receive, onGap() {} });
    const message = snapshotOf({ cursor: 'e.9.1', now: relayMs, lines, ...more });
    const receive = (given: Parameters<typeof follow.receive>[0]) => {
      follow.receive(given);
      held.onMessage(given);
    };
    receive(message);
    return { ...held, message, receiveMessage: receive };
  };
  const said = (seq: number, agoMs: number) => line(seq, `Line ${seq}`, { at: relayMs - agoMs });

  it('sees at once what was said longer ago, and the rest when it is due', () => {
    const { texts, views } = join([said(1, 40_000), said(2, 20_000), said(3, 5_000)], {
      interims: [{ id: 'l4', rev: 1, keep: 0, add: 'Still be' }],
    });
    expect(texts()).toEqual(['snapshot']);
    expect(views[0]?.transcript.lines.map(({ seq }) => seq)).toEqual([1]);
    expect(views[0]?.interims.size).toBe(0);
    wait(10_000);
    expect(texts()).toEqual(['snapshot', 'Line 2']);
    expect(views[1]?.transcript.lines.map(({ seq }) => seq)).toEqual([1, 2]);
    wait(15_000);
    expect(texts()).toEqual(['snapshot', 'Line 2', 'Line 3']);
    expect(views.at(-1)?.interims.size).toBe(0);
    wait(5_000);
    expect(texts()).toEqual(['snapshot', 'Line 2', 'Line 3', 'interim']);
    expect(views.at(-1)?.interims.size).toBe(1);
  });

  it('is told of the end after the last line', () => {
    const { texts, views } = join([said(1, 10_000)], { ended: true });
    expect(views[0]?.transcript.ended).toBe(false);
    wait(30_000);
    expect(texts()).toEqual(['snapshot', 'Line 1', 'ended']);
  });

  it('sees a second snapshot in its turn, behind what waits', () => {
    const { texts, receiveMessage, message } = join([said(1, 10_000)]);
    wait(5_000);
    receiveMessage({ ...message, lines: [said(1, 10_000), said(2, 0)], reset: 'epoch' });
    expect(texts()).toEqual(['snapshot']);
    wait(15_000);
    expect(texts()).toEqual(['snapshot', 'Line 1']);
    wait(15_000);
    expect(texts()).toEqual(['snapshot', 'Line 1', 'interim', 'snapshot']);
  });
});
