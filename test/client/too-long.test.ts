// What is too long is what the relay would not take, counted as it counts.
import { describe, expect, it } from 'vitest';

import { cut, tooLong } from '../../client/too-long.ts';
import { limits } from '../../protocol/limits.ts';
import { draft } from '../helpers/records.ts';

const { textCodePoints, nameCodePoints } = limits;

describe('a record', () => {
  it('may have a text as long as a line can be, whatever surrounds it or how it is composed', () => {
    for (const text of ['x', '😀'].map((point) => point.repeat(textCodePoints))) {
      expect(tooLong(draft('l', text))).toBeUndefined();
      expect(tooLong({ type: 'status', level: 'info', text })).toBeUndefined();
    }
    expect(tooLong(draft('l', ` ${'e\u0301'.repeat(textCodePoints / 2 + 1)}\n`))).toBeUndefined();
    expect(tooLong({ type: 'end' })).toBeUndefined();
  });

  it('is too long with one character more in its text or its speaker', () => {
    expect(tooLong(draft('l', '😀'.repeat(textCodePoints) + 'x'))).toMatch(/^line: text/);
    expect(tooLong({ type: 'status', level: 'info', text: 'x'.repeat(textCodePoints + 1) })).toMatch(
      /^status: text/,
    );
    const speaker = 'n'.repeat(nameCodePoints);
    const said = { type: 'line', id: 'l', rev: 1, text: 'x' } as const;
    expect(tooLong({ ...said, speaker })).toBeUndefined();
    expect(tooLong({ ...said, speaker: `${speaker}n` })).toMatch(/^line: speaker/);
  });

  it('is too long as well when only cleaning would make it short: its frame would be too large', () => {
    expect(tooLong(draft('l', `x${' '.repeat(100_000)}`))).toMatch(/^line: text/);
  });

  it('is too long when composing makes it longer', () => {
    expect(tooLong(draft('l', '\u0958'.repeat(textCodePoints)))).toMatch(/^line: text/);
  });
});

it('a cut leaves whole characters of two code units', () => {
  expect(cut('abc', 3)).toBe('abc');
  expect(cut('a😀b😀', 3)).toBe('a😀b');
  expect(cut('a😀😀😀', 2)).toBe('a😀');
});
