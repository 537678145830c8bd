// Prepared texts as phrases: by line and by sentence, with who speaks, and never a word less.
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitSentences } from '../../protocol/line-splitter.ts';
import { readScript } from '../../console/panels/script/script-text.ts';

const phrases = async (text: string, withNames = true) =>
  (await readScript('', text, withNames)).phrases.map(({ text, speaker }) =>
    speaker ? [speaker, text] : text,
  );

describe('a text', () => {
  it('is a phrase for each line and each sentence', async () => {
    expect(await phrases('Good evening. How are you?\r\n\r\nfine, thanks\n今日は。明日も')).toEqual([
      'Good evening.',
      'How are you?',
      'fine, thanks',
      '今日は。',
      '明日も',
    ]);
  });

  it('is not cut after an initial or a title', async () => {
    expect(await phrases('Dr. Smith met J. R. Jones. They spoke.')).toEqual([
      'Dr. Smith met J. R. Jones.',
      'They spoke.',
    ]);
  });

  it('with a very long sentence is cut between words', async () => {
    const long = Array.from({ length: 100 }, (_, at) => `word${at}`).join(' ');
    const cut = await phrases(long);
    expect(cut.length).toBeGreaterThan(2);
    expect(cut.join(' ')).toBe(long);
  });

  it('continues the last speaker in rows without a name where that is chosen, but for sounds', async () => {
    const text = 'Nobody yet\nMAYA: Hello.\nCome in!\n[door]\nSit down.';
    const { phrases: all } = await readScript('', text, true, true);
    expect(all.map(({ speaker, text: said }) => [speaker, said])).toEqual([
      [undefined, 'Nobody yet'],
      ['MAYA', 'Hello.'],
      ['MAYA', 'Come in!'],
      [undefined, '[door]'],
      ['MAYA', 'Sit down.'],
    ]);
  });

  it('names who speaks, in every sentence of the line, and not where that is not wanted', async () => {
    expect(await phrases('MAYA: Hello. Come in!\nDr. Ann Øre: Yes.\nIt is 10: sharp\nat 10:30')).toEqual([
      ['MAYA', 'Hello.'],
      ['MAYA', 'Come in!'],
      ['Dr. Ann Øre', 'Yes.'],
      'It is 10: sharp',
      'at 10:30',
    ]);
    expect(await phrases('Note: bring water', false)).toEqual(['Note: bring water']);
  });

  it('that was copied from a SubRip file is read as one', async () => {
    expect(await phrases('1\n00:00:01,000 --> 00:00:02,000\nMaya: Hello.\nCome in!\n')).toEqual([
      ['Maya', 'Hello.\nCome in!'],
    ]);
  });
});

it('sentences joined are the text', () => {
  assert(
    property(
      string({ unit: constantFrom('a', ' ', '.', '!', '。', '”', '😀', '\n'), maxLength: 60 }),
      (text) => {
        expect(splitSentences(text).join('')).toBe(text);
      },
    ),
  );
});
