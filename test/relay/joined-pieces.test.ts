// The joining rule as a table, and its promise: whatever pieces words come in, none of them is lost or moved. Pure functions, no relay.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  finishedLine,
  joinPiece,
  type OpenLine,
  type Piece,
  textOf,
} from '../../relay/ingest/dialects/joined-pieces.ts';
import { scaled } from '../helpers/effort.ts';

type Given = string | Partial<Piece>;

function join(pieces: readonly Given[]) {
  const lines: { text: string; at: number }[] = [];
  let open: OpenLine | undefined;
  for (const [place, given] of pieces.entries()) {
    const piece = typeof given === 'string' ? { text: given } : given;
    const step = joinPiece(open, { text: '', at: place, ...piece });
    lines.push(...step.lines);
    // As it comes back from the log.
    open = step.open && JSON.parse(JSON.stringify(step.open));
  }
  return { lines, texts: lines.map(({ text }) => text), open: open && textOf(open), left: open };
}

const long = 'word '.repeat(40).trim();

describe('pieces', () => {
  it.each<[pieces: Given[], lines: string[], open: string | undefined]>([
    [['good', 'morning', 'all.'], ['good morning all.'], undefined],
    [
      ['I AM SENDING ', { text: 'SEVERAL CAPTIONS.', endsLine: true }],
      ['I AM SENDING SEVERAL CAPTIONS.'],
      undefined,
    ],
    [['no', { text: 'full stop', endsLine: true }, 'next'], ['no full stop'], 'next'],
    [['Whole. And whole.'], ['Whole. And whole.'], undefined],
    [['Whole. And'], ['Whole.'], 'And'],
    [['and', 'so. Then we', 'go'], ['and so.'], 'Then we go'],
    [['well', ',', 'yes', '!'], ['well, yes!'], undefined],
    [['Mr.', 'Smith', 'is here.'], ['Mr. Smith is here.'], undefined],
    [['今日は', '晴れ', 'です。'], ['今日は晴れです。'], undefined],
    [['هل أنت', 'بخير؟'], ['هل أنت بخير؟'], undefined],
    [['open', 'two\nrows', 'next'], ['open', 'two\nrows'], 'next'],
    [['open', long, 'next'], ['open', long], 'next'],
    [['open', '  '], [], 'open'],
    [['open', { text: '', endsLine: true }], ['open'], undefined],
    [
      [
        { text: 'Ann says', speaker: 'Ann' },
        { text: 'Bo says', speaker: 'Bo' },
      ],
      ['Ann says'],
      'Bo says',
    ],
    [
      [
        { text: 'one', lang: 'en' },
        { text: 'zwei', lang: 'de' },
      ],
      ['one'],
      'zwei',
    ],
    [
      [
        { text: 'one', number: 1 },
        { text: 'three', number: 3 },
        { text: 'two', number: 2, isLate: true },
        { text: 'four.', number: 4 },
      ],
      ['one two three four.'],
      undefined,
    ],
  ])('%j are %j, and then %j', (pieces, lines, open) => {
    const joined = join(pieces);
    expect([joined.texts, joined.open]).toEqual([lines, open]);
  });

  it('stand at the time of the first of their line', () => {
    const { lines, left } = join(['one', 'two', 'three. Four', 'five']);
    expect(lines).toMatchObject([{ text: 'one two three.', at: 0 }]);
    expect(left).toMatchObject({ at: 2 });
  });

  it('that never end a sentence become lines of about two rows', () => {
    const words = Array.from({ length: 400 }, (_, at) => `word${at}`);
    const { texts, left } = join(words);
    const all = [...texts, ...(left ? [finishedLine(left).text] : [])];
    expect(all.join(' ')).toBe(words.join(' '));
    for (const text of texts) expect(text.length).toBeGreaterThan(90);
    for (const text of all) expect(text.length).toBeLessThanOrEqual(180);
  });

  it('lose no word and change no order, however they are cut', () => {
    const word = fc.constantFrom(
      'a',
      'Bo',
      'end.',
      'wait…',
      'so,',
      '3.5',
      'e.g.',
      '今日は。',
      'x'.repeat(200),
    );
    const piece = fc.record({
      text: fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')),
      endsLine: fc.boolean(),
      speaker: fc.constantFrom('Ann', 'Bo'),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { texts, open = '' } = join(pieces);
        const bare = (text: string) => text.replace(/\s/g, '');
        expect(bare([...texts, open].join(''))).toBe(bare(pieces.map(({ text }) => text).join('')));
      }),
      { numRuns: scaled(1_000) },
    );
  });
});
