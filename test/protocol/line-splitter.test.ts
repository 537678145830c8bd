// Long texts: pieces that fit, at places a reader would choose.
// Checked with random texts too: whatever the text, the pieces joined are the text.
import { assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitText } from '../../protocol/line-splitter.ts';

const lengthOf = (text: string) => Array.from(text).length;

describe('a text that is split', () => {
  it('stays whole when it fits', () => {
    expect(splitText('', 5)).toEqual(['']);
    expect(splitText('12345', 5)).toEqual(['12345']);
    // Five characters in ten code units.
    expect(splitText('😀😀😀😀😀', 5)).toEqual(['😀😀😀😀😀']);
  });

  it('breaks after a sentence rather than after a word', () => {
    expect(splitText('One two. Three four five six', 20)).toEqual(['One two. Three four ', 'five six']);
    expect(splitText('One two three. Four five six', 20)).toEqual(['One two three. ', 'Four five six']);
    expect(splitText('He said “no more.” Then left us', 24)).toEqual(['He said “no more.” ', 'Then left us']);
  });

  it('breaks after a paragraph rather than after a sentence', () => {
    expect(splitText('One two three\nfour. Five six', 22)).toEqual(['One two three\n', 'four. Five six']);
  });

  it('breaks after a sentence of a script without spaces', () => {
    expect(splitText('今日は良い天気です。明日も晴れるでしょう', 14)).toEqual([
      '今日は良い天気です。',
      '明日も晴れるでしょう',
    ]);
  });

  it('breaks after a word where no sentence ends', () => {
    expect(splitText('one two three four', 10)).toEqual(['one two ', 'three four']);
  });

  it('breaks within a word only where there is no space', () => {
    expect(splitText('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('never tears what a reader sees as one character', () => {
    expect(splitText('abe\u0301x', 3)).toEqual(['ab', 'e\u0301x']);
    expect(splitText('ab👍🏽c', 3)).toEqual(['ab', '👍🏽c']);
    expect(splitText('a👩\u200d💻bc', 3)).toEqual(['a', '👩\u200d💻', 'bc']);
  });

  it('is the same text when its pieces are joined, and no piece is too long or empty', () => {
    const texts = oneof(
      string({ unit: 'binary', maxLength: 300 }),
      string({
        unit: constantFrom('a', ' ', '.', '\n', '。', '😀', '\u0301', '\u200d', '”'),
        maxLength: 300,
      }),
    );
    assert(
      property(texts, integer({ min: 1, max: 40 }), (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join('')).toBe(text);
        if (text !== '') expect(pieces).not.toContain('');
        expect(pieces.filter((piece) => lengthOf(piece) > max)).toEqual([]);
      }),
    );
  });
});
