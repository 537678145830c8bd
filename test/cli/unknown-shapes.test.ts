// What stands beside a recogniser's words never loses them, and words under a sign that is not known are never finished.
import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { heardIn, shapes } from '../../cli/recognition/shapes.ts';

describe('what stands beside the words never loses them', () => {
  test.for([
    [
      { text: 'a', speaker: null, lang: null, final: null },
      { text: 'a', final: true },
    ],
    [
      { text: 'a', speaker: 3 },
      { text: 'a', final: true, speaker: 'Speaker 3' },
    ],
    [
      { text: 'a', speaker: { name: 'Ana' } },
      { text: 'a', final: true, speaker: 'Ana' },
    ],
    [
      { text: 'a', lang: 5, confidence: 'high', words: null },
      { text: 'a', final: true, lang: '5' },
    ],
  ])('%j', ([value, heard]) => expect(heardIn(value)).toEqual([heard]));
});

describe('a shape that is not known is refused by name', () => {
  test.for([
    [{ text: 'a', final: 'no' }, /has "final": "no", which must be true or false/],
    [{ text: 'a', type: 'speculation' }, /unknown shape: "type": "speculation"/],
    [{ text: 'a', stable: false }, /unknown shape: "stable"/],
    [{ words: ['a'], level: 3 }, /unknown shape \(words, level\)/],
    [{ text: 5 }, /unknown shape \(text\)/],
    [{ partial: null }, /unknown shape \(partial\)/],
    [{}, /unknown shape \(no fields\)/],
    [{ alternatives: [] }, /unknown shape/],
    [{ channel: {} }, /unknown shape/],
    ['words', /JSON without words/],
    [[['words']], /JSON without words/],
  ] as const)('%j', ([value, reason]) => expect(() => heardIn(value)).toThrow(reason));
});

test.for(shapes.map(({ name }) => name).filter((name) => name !== 'plain'))(
  '%s is in the documentation',
  (name) => {
    expect(readFileSync('docs/recognisers.md', 'utf8')).toContain(name);
  },
);
