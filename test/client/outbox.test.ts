// The outbox: every record is sent until it is acknowledged, once, in order, under numbers without gaps.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createOutbox, type Publication } from '../../client/outbox.ts';
import { clientLimits as limits, timing } from '../../protocol/limits.ts';
import { draft } from '../helpers/records.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const told: Publication[] = [];
  let sent: [n: number, id: string][] = [];
  let asked = 0;
  const outbox = createOutbox({
    send: (n, record) => sent.push([n, 'id' in record ? record.id : '']) > 0,
    ask: () => void asked++,
    onPublication: (publication) => told.push(publication),
  });
  return {
    ...outbox,
    told,
    add: (...ids: string[]) => ids.map((id) => outbox.add(draft(id, id))),
    /** What was sent since the last call. */
    sent() {
      const since = sent;
      sent = [];
      return since;
    },
    asked: () => asked,
    /** How far a record has come. */
    state: (id: string) => told.findLast((one) => 'id' in one.draft && one.draft.id === id)?.state,
  };
}

describe('records', () => {
  it('wait while there is no line, and are numbered on from what the relay owes', () => {
    const { add, owe, sent, pending, state } = start();
    add('a', 'b');
    expect(sent()).toEqual([]);
    expect([state('a'), pending()]).toEqual(['waiting', 2]);
    owe(1);
    expect(sent()).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    add('c');
    expect(sent()).toEqual([[3, 'c']]);
    expect(state('c')).toBe('sent');
  });

  it('are done when acknowledged, also several by one acknowledgement', () => {
    const { add, owe, acked, told, pending } = start();
    owe(1);
    add('a', 'b', 'c');
    acked(1, 10);
    acked(3, 12);
    expect(pending()).toBe(0);
    expect(told.filter(({ state }) => state === 'acked').map(({ key, seq }) => [key, seq])).toEqual([
      [1, 10],
      [2, undefined],
      [3, 12],
    ]);
  });

  it('of a new outbox are all sent, whatever number an earlier one of this publisher had reached', () => {
    const { add, owe, sent, state } = start();
    add('a', 'b');
    owe(51);
    expect(sent()).toEqual([
      [51, 'a'],
      [52, 'b'],
    ]);
    expect(state('a')).toBe('sent');
  });

  it('are refused to the caller when too many wait', () => {
    const { add } = start();
    for (let n = 0; n < limits.outboxMessages; n++) add(`m${n}`);
    expect(() => add('one more')).toThrow(RangeError);
  });

  it('are sent ahead of their acknowledgements up to a limit', () => {
    const { add, owe, sent, acked } = start();
    owe(1);
    for (let n = 1; n <= limits.outboxInFlight + 3; n++) add(`m${n}`);
    expect(sent()).toHaveLength(limits.outboxInFlight);
    acked(2, 2);
    expect(sent().map(([n]) => n)).toEqual([limits.outboxInFlight + 1, limits.outboxInFlight + 2]);
  });
});

describe('after a loss', () => {
  it('everything not acknowledged goes again under its number', () => {
    const { add, owe, acked, offline, sent } = start();
    owe(1);
    add('a', 'b', 'c');
    acked(1, 1);
    sent();
    offline();
    add('d');
    expect(sent()).toEqual([]);
    owe(2);
    expect(sent()).toEqual([
      [2, 'b'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });

  it('what the relay has although its acknowledgement was lost is done, and not sent again', () => {
    const { add, owe, offline, sent, state, pending } = start();
    owe(1);
    add('a', 'b', 'c');
    offline();
    sent();
    owe(3);
    expect(sent()).toEqual([[3, 'c']]);
    expect([state('a'), state('b'), pending()]).toEqual(['acked', 'acked', 1]);
  });

  it('a relay with a new log gets what is left under the numbers that it expects', () => {
    const { add, owe, acked, offline, sent } = start();
    owe(8);
    add('a', 'b');
    acked(8, 1);
    offline();
    sent();
    owe(1);
    expect(sent()).toEqual([[1, 'b']]);
  });

  it('an acknowledgement of what is done, or was never sent, changes nothing', () => {
    const { add, owe, acked, pending, told } = start();
    owe(1);
    add('a', 'b');
    acked(1, 1);
    const before = told.length;
    acked(1, 1);
    acked(7, 7);
    expect([pending(), told.length]).toEqual([1, before]);
  });

  it('a gap is filled from the number expected', () => {
    const { add, owe, expected, sent } = start();
    owe(1);
    add('a', 'b', 'c');
    sent();
    expected(2);
    expect(sent()).toEqual([
      [2, 'b'],
      [3, 'c'],
    ]);
  });
});

describe('a refusal', () => {
  it('frees the number for the next record', () => {
    const { add, owe, refused, sent, told, asked } = start();
    owe(1);
    add('bad');
    sent();
    refused(1, 'text-too-long', 'why');
    expect(told.at(-1)).toMatchObject({
      key: 1,
      state: 'refused',
      error: { code: 'text-too-long', message: 'why' },
    });
    add('good');
    expect([sent(), asked()]).toEqual([[[1, 'good']], 0]);
  });

  it('with others in flight behind it asks where the relay stands before it numbers them anew', () => {
    const { add, owe, expected, refused, sent, asked, state } = start();
    owe(1);
    add('a', 'bad', 'c');
    sent();
    refused(2, 'invalid', 'no');
    add('d');
    expected(2);
    expect([sent(), asked()]).toEqual([[], 1]);
    owe(2);
    expect(sent()).toEqual([
      [2, 'c'],
      [3, 'd'],
    ]);
    expect([state('a'), state('bad'), state('c')]).toEqual(['acked', 'refused', 'sent']);
  });

  it('of several at once hits those that it names and no other', () => {
    const { add, owe, acked, refused, sent, state, asked } = start();
    owe(1);
    add('a', 'bad1', 'bad2', 'd', 'bad3', 'f');
    sent();
    for (const n of [2, 3, 5]) refused(n, 'invalid', 'no');
    acked(1, 1);
    owe(2);
    expect(sent()).toEqual([
      [2, 'd'],
      [3, 'f'],
    ]);
    expect(['a', 'bad1', 'bad2', 'd', 'bad3', 'f'].map(state)).toEqual([
      'acked',
      'refused',
      'refused',
      'sent',
      'refused',
      'sent',
    ]);
    expect(asked()).toBe(1);
  });

  it('of a number that is not in flight concerns nobody', () => {
    const { add, owe, refused, pending, offline } = start();
    owe(5);
    add('a');
    for (const n of [1, 4, 6]) refused(n, 'invalid', 'no');
    offline();
    refused(5, 'invalid', 'no');
    expect(pending()).toBe(1);
  });
});

describe('a store that failed', () => {
  it('gets everything from the failed record on again, after a while', () => {
    const { add, owe, acked, refused, sent, state } = start();
    owe(1);
    add('a', 'b', 'c');
    sent();
    acked(1, 1);
    refused(2, 'store-failed', 'disk full');
    expect([sent(), state('b')]).toEqual([[], 'sent']);
    vi.advanceTimersByTime(timing.retryMinMs);
    expect(sent()).toEqual([
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('is left alone once the line is gone', () => {
    const { add, owe, refused, offline, sent } = start();
    owe(1);
    add('a');
    refused(1, 'store-failed', 'disk full');
    offline();
    sent();
    expect(vi.getTimerCount()).toBe(0);
    expect(sent()).toEqual([]);
  });
});
