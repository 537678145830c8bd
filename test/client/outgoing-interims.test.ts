// A publisher's interim texts on their way out: as little as possible on the wire, and never less than the newest.
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createOutgoingInterims } from '../../client/outgoing-interims.ts';
import { applyInterim, type InterimTexts } from '../../client/interim-texts.ts';
import { limits } from '../../protocol/limits.ts';
import type { Interim } from '../../protocol/live.ts';
import { cleanText } from '../../protocol/text.ts';
import { scaled } from '../helpers/effort.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  let sent: Interim[] = [];
  const network = { up: true, buffered: 0 };
  /** What the other end holds: whatever came over this connection. */
  let shown: InterimTexts = new Map();
  const interims = createOutgoingInterims({
    send(interim) {
      if (!network.up) return false;
      sent.push(interim);
      shown = applyInterim(shown, interim);
      return true;
    },
    bufferedBytes: () => network.buffered,
  });
  return {
    ...interims,
    network,
    sent() {
      const since = sent;
      sent = [];
      return since;
    },
    shown: () => [...shown.values()].map(({ text }) => text),
    forget: () => {
      shown = new Map();
    },
  };
}

describe('an interim text', () => {
  it('is whole at first, then what was added, counted in code points', () => {
    const { set, sent } = start();
    set('i', 'Hi 😀', { speaker: 'Ann' });
    set('i', 'Hi 😀 there', { speaker: 'Ann' });
    set('i', 'Hi 😀 the', { speaker: 'Ann' });
    expect(sent()).toEqual([
      { id: 'i', rev: 1, keep: 0, add: 'Hi 😀', speaker: 'Ann' },
      { id: 'i', rev: 2, keep: 4, add: ' there' },
      { id: 'i', rev: 3, keep: 8, add: '' },
    ]);
  });

  it('is not sent again when nothing changed, nor when there is nothing yet', () => {
    const { set, sent } = start();
    set('i', '', {});
    set('i', 'same', {});
    set('i', 'same', {});
    expect(sent()).toHaveLength(1);
  });

  it('is whole again when its voice changes, and when it begins anew', () => {
    const { set, sent } = start();
    set('i', 'one', { speaker: 'Ann' });
    set('i', 'one two', { speaker: 'Bob', lang: 'en' });
    set('i', 'three', { speaker: 'Bob', lang: 'en' });
    expect(sent().slice(1)).toEqual([
      { id: 'i', rev: 2, keep: 0, add: 'one two', speaker: 'Bob', lang: 'en' },
      { id: 'i', rev: 3, keep: 0, add: 'three', speaker: 'Bob', lang: 'en' },
    ]);
  });

  it('is whole again, the newest, after a new connection', () => {
    const { set, sent, restart, network } = start();
    set('a', 'one', { speaker: 'Ann' });
    set('b', 'two', {});
    network.up = false;
    set('a', 'one and', { speaker: 'Ann' });
    sent();
    network.up = true;
    restart();
    expect(sent()).toEqual([
      { id: 'a', rev: 1, keep: 0, add: 'one and', speaker: 'Ann' },
      { id: 'b', rev: 1, keep: 0, add: 'two' },
    ]);
    set('a', 'one and on', { speaker: 'Ann' });
    expect(sent()).toEqual([{ id: 'a', rev: 2, keep: 7, add: ' on' }]);
  });

  it('that is longer than a line can be is cut, and so is its speaker', () => {
    const { set, sent } = start();
    set('i', '😀'.repeat(limits.textCodePoints + 1), { speaker: 'n'.repeat(limits.nameCodePoints + 1) });
    expect(sent()).toEqual([
      {
        id: 'i',
        rev: 1,
        keep: 0,
        add: '😀'.repeat(limits.textCodePoints),
        speaker: 'n'.repeat(limits.nameCodePoints),
      },
    ]);
  });

  it('that is finished or taken away is not sent again', () => {
    const { set, end, sent, restart } = start();
    set('a', 'one', {});
    set('b', 'two', {});
    end('a');
    set('b', '', {});
    sent();
    restart();
    expect(sent()).toEqual([]);
  });
});

describe('while the network is behind', () => {
  it('revisions are skipped, and the next one covers them', () => {
    const { set, sent, network, shown } = start();
    set('i', 'a', {});
    network.buffered = 1_000_000;
    set('i', 'ab', {});
    set('i', 'abc', {});
    expect(sent()).toHaveLength(1);
    network.buffered = 0;
    set('i', 'abcd', {});
    expect(sent()).toEqual([{ id: 'i', rev: 2, keep: 1, add: 'bcd' }]);
    expect(shown()).toEqual(['abcd']);
  });

  it('the newest is sent as soon as there is room, though nobody types on', () => {
    const { set, sent, network, shown } = start();
    set('i', 'a', {});
    set('j', 'x', {});
    network.buffered = 1_000_000;
    set('i', 'ab', {});
    set('i', 'abc', {});
    set('j', 'xy', {});
    vi.advanceTimersByTime(1_000);
    expect(sent()).toHaveLength(2);
    network.buffered = 0;
    vi.advanceTimersByTime(100);
    expect(shown()).toEqual(['abc', 'xy']);
    expect(sent()).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['end', 'offline', 'set'] as const)('nothing is left to wait for after %s', (how) => {
    const { network, ...interims } = start();
    network.buffered = 1_000_000;
    interims.set('i', 'ab', {});
    expect(vi.getTimerCount()).toBe(1);
    interims[how]('i', '', {});
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a text that is taken away is taken away all the same', () => {
    const { set, network, shown } = start();
    set('i', 'half a', {});
    network.buffered = 1_000_000;
    set('i', '', {});
    expect(shown()).toEqual([]);
  });
});

it('the other end shows the newest text, whatever was typed and however often the connection broke', () => {
  const step = fc.oneof(
    fc.record({
      id: fc.constantFrom('a', 'b'),
      text: fc.string({ unit: fc.constantFrom('x', '😀', 'e', '\u0301', '\u202e') }),
    }),
    fc.constantFrom('cut', 'connect', 'slow', 'fast'),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { set, network, restart, shown, forget } = start();
      const newest = new Map<string, string>();
      for (const one of [...steps, 'connect', 'fast'] as typeof steps) {
        if (typeof one === 'object') {
          set(one.id, one.text, {});
          newest.set(one.id, cleanText(one.text));
        } else if (one === 'cut') {
          network.up = false;
        } else if (one === 'connect') {
          network.up = true;
          forget();
          restart();
        } else {
          network.buffered = one === 'slow' ? 1_000_000 : 0;
        }
      }
      vi.advanceTimersByTime(100);
      expect(shown().sort()).toEqual([...newest.values()].filter(Boolean).sort());
    }),
    { numRuns: scaled(1_000) },
  );
});
