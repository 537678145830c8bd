// Interim text as a delta: whatever the two revisions are, the reader ends up with the second one.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyDelta, textDelta } from '../../protocol/delta.ts';
import { codePointLength } from '../../protocol/text.ts';
import { scaled } from '../helpers/effort.ts';

/** Texts that share beginnings, with characters of one and of two code units that share halves. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', 'b', 'é', '😀', '😁', '𝒳', '中'),
    fc.string({ unit: 'binary', maxLength: 2 }),
  ),
});

describe('a delta', () => {
  it('keeps what is the same at the beginning and adds the rest', () => {
    expect(textDelta('Good mor', 'Good morning')).toEqual({ keep: 8, add: 'ning' });
    expect(textDelta('Good moaning', 'Good morning')).toEqual({ keep: 7, add: 'rning' });
    expect(textDelta('Good morning', 'Good')).toEqual({ keep: 4, add: '' });
    expect(textDelta('same', 'same')).toEqual({ keep: 4, add: '' });
    expect(textDelta('', 'new')).toEqual({ keep: 0, add: 'new' });
  });

  it('counts code points and never cuts one in two', () => {
    expect(textDelta('a😀', 'a😁')).toEqual({ keep: 1, add: '😁' });
    expect(textDelta('😀😀x', '😀😀y')).toEqual({ keep: 2, add: 'y' });
    expect(applyDelta('😀😀x', { keep: 2, add: 'y' })).toBe('😀😀y');
  });

  it('turns any text into any other', () => {
    fc.assert(
      fc.property(text, text, text, (same, one, other) => {
        const [previous, next] = [same + one, same + other];
        expect(applyDelta(previous, textDelta(previous, next))).toBe(next);
      }),
      { numRuns: scaled(1_000) },
    );
  });

  it('keeps as much as it can, in code points', () => {
    fc.assert(
      fc.property(text, text, (previous, next) => {
        const { keep, add } = textDelta(previous, next);
        const before = [...previous];
        const after = [...next];
        expect(keep + codePointLength(add)).toBe(after.length);
        expect(before.slice(0, keep)).toEqual(after.slice(0, keep));
        if (keep < Math.min(before.length, after.length)) expect(before[keep]).not.toBe(after[keep]);
      }),
      { numRuns: scaled(1_000) },
    );
  });

  it('cannot be applied to a text shorter than it needs', () => {
    expect(applyDelta('abc', { keep: 4, add: 'd' })).toBeUndefined();
    expect(applyDelta('😀', { keep: 2, add: '' })).toBeUndefined();
    expect(applyDelta('', { keep: 0, add: 'whole' })).toBe('whole');
  });
});
