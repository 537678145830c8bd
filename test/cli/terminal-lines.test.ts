import { expect, test } from 'vitest';

import { createTerminalLines, longestLineChars } from '../../cli/recognition/terminal-lines.ts';

function read(...pieces: string[]) {
  const lines = createTerminalLines();
  const ended = pieces.flatMap((piece) => lines.take(piece));
  return { ended, open: lines.open() };
}

test.for([
  ['LF', ['one\ntwo\n'], ['one', 'two'], ''],
  ['CR LF', ['one\r\ntwo\r\n'], ['one', 'two'], ''],
  ['CR alone', ['one\rtwo\rthree'], ['one', 'two'], 'three'],
  ['an empty line', ['one\n\ntwo\n'], ['one', '', 'two'], ''],
  ['CR LF torn apart', ['one\r', '\ntwo\r', 'three'], ['one', 'two'], 'three'],
  ['colours', ['\u001b[38;5;196mone\u001b[0m two\n'], ['one two'], ''],
  ['a colour torn apart', ['one\u001b', '[3', '1m two\n'], ['one two'], ''],
  ['a line erased and written anew', ['on\u001b[2K\rone\n'], ['one'], ''],
  ['a line erased after going back', ['on\r\u001b[Kone\u001b[2K\rone two\n'], ['one two'], ''],
  ['going back and erasing, torn apart', ['on\r', '\u001b[', 'Kone'], [], 'one'],
  ['erasing behind the words', ['hello\u001b[K\n'], ['hello'], ''],
  [
    'a line written over, its rest erased',
    ['\rhel\u001b[K\rhello\u001b[K\rhello you\u001b[K\n'],
    ['hello you'],
    '',
  ],
  [
    'marks of a search',
    ['good \u001b[01;31m\u001b[Kmorning\u001b[m\u001b[K all\n'],
    ['good morning all'],
    '',
  ],
  ['spaces over the old line', ['\u001b[2K\r      \u001b[2K\r one'], [], ' one'],
] as const)('%s', ([, pieces, ended, open]) => {
  expect(read(...pieces)).toEqual({ ended, open });
});

test('the last line needs no end', () => {
  const lines = createTerminalLines();
  expect(lines.take('one\ntwo')).toEqual(['one']);
  expect(lines.end()).toBe('two');
  expect(lines.end()).toBeUndefined();
});

test('a line without end is cut, and nothing of it is lost', () => {
  const text = 'x'.repeat(longestLineChars + 10);
  expect(read(text)).toEqual({ ended: ['x'.repeat(longestLineChars)], open: 'x'.repeat(10) });
});
