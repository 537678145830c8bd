// Glossaries as files: what spreadsheets write is read, what is wrong is told row by row, and what is saved comes back the same.
import { screen, waitFor } from '@testing-library/preact';
import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { readEntry } from '../../console/panels/glossary/entries.ts';
import { readGlossaryFile, writeGlossaryFile } from '../../console/panels/glossary/glossary-file.ts';
import { openBox, openConsole } from './open-console.tsx';

const read = (text: string) => {
  const { entries, faults } = readGlossaryFile(text);
  return { entries: entries.map(({ short, long }) => [short, long]), faults };
};
const both = [
  ['cw', 'captionwire'],
  ['us', 'United States, of America'],
];

describe('a glossary file', () => {
  it.each([
    ['a header', 'short,long\r\ncw,captionwire\r\nus,"United States, of America"\r\n'],
    ['no header', 'cw,captionwire\nus,"United States, of America"'],
    ['a byte order mark', '\ufeffshort,long\ncw,captionwire\nus,"United States, of America"'],
    ['semicolons', 'short;long\ncw;captionwire\nus;United States, of America\n'],
    ['semicolons, and no header', 'cw;captionwire\nus;United States, of America'],
    ['tabs', 'cw\tcaptionwire\nus\tUnited States, of America'],
    [
      'columns in another order, and more of them',
      'Long,Short,Note\ncaptionwire,cw,x\n"United States, of America",us,',
    ],
    ['blank rows', '\n\ncw,captionwire\n,\nus,"United States, of America"\n\n'],
  ])('with %s is read', (_, text) => {
    expect(read(text)).toEqual({ entries: both, faults: [] });
  });

  it('with quotation marks and line breaks in its words is read', () => {
    expect(read('q,"say ""yes"""\nb,"two\nlines"')).toEqual({
      entries: [
        ['q', 'say "yes"'],
        ['b', 'two lines'],
      ],
      faults: [],
    });
  });

  it('with faults gives the good rows, and tells each bad one by its number', () => {
    expect(
      read(
        'short,long\ncw,captionwire\n\ntwo words,x\nlonely\nus,United States, of America\ncw,other\ncw,captionwire\nok,good',
      ),
    ).toEqual({
      entries: [
        ['cw', 'captionwire'],
        ['ok', 'good'],
      ],
      faults: [
        'Row 4: two words: a short form is one word of letters and digits.',
        'Row 5: lonely: the words that it stands for are missing.',
        'Row 6: 3 columns, and there can be 2; put words with the separator in them into quotation marks.',
        'Row 7: cw stands in row 2 for other words.',
      ],
    });
  });

  it('in which a quotation mark is not closed says where', () => {
    expect(read('a,one\nb,"two\nc,three')).toEqual({
      entries: [['a', 'one']],
      faults: ['Row 2: a quotation mark is opened here and not closed; nothing from here on was read.'],
    });
    expect(read('a,one\nb,"two" x\nc,three').faults).toEqual([
      expect.stringMatching(/^Row 2: a quotation mark/),
    ]);
  });

  it('comes back as it was saved, formula-like words too', () => {
    const long = string({
      unit: constantFrom('a', ',', ';', '"', '=', '+', '@', "'", '\t', 'é', ' '),
      maxLength: 12,
    });
    assert(
      property(
        array(tuple(constantFrom('a', 'b', 'c', 'short', 'long'), long), { maxLength: 5 }),
        (pairs) => {
          const entries = [...new Map(pairs)]
            .map(([short, words]) => readEntry(short, words))
            .filter((entry) => typeof entry !== 'string');
          expect(readGlossaryFile(writeGlossaryFile(entries))).toEqual({ entries, faults: [] });
        },
      ),
    );
  });
});

describe('the glossary’s file buttons', () => {
  const choose = (content: BlobPart, name = 'words.csv') =>
    userEvent.upload(screen.getByLabelText('Add from a CSV file'), new File([content], name));
  const note = (text: string | RegExp) => waitFor(() => screen.getByText(text, { selector: '.note' }));

  it('merge a file with what is there, and say what came of it', async () => {
    localStorage.setItem(
      'captionwire.console.glossary',
      JSON.stringify([
        { short: 'cw', long: 'old' },
        { short: 'ok', long: 'good' },
      ]),
    );
    openConsole();
    await openBox('Glossary');
    await choose('cw,captionwire\nok,good\nnew,words\nbad row,x\n');
    await note('words.csv: 1 added, 1 changed, 1 the same, 1 not taken.');
    screen.getByText('Row 4: bad row: a short form is one word of letters and digits.');
  });

  it('read UTF-16, and refuse what is no text in words that help', async () => {
    openConsole();
    await openBox('Glossary');
    await choose(new Uint16Array([0xfeff, ...Array.from('é1\tété', (char) => char.charCodeAt(0))]));
    await note(/1 added/);
    await choose(new Uint8Array([0x63, 0x2c, 0xe9, 0xff]), 'old.csv');
    await note(/^old.csv is not UTF-8 text/);
    await choose('x'.repeat(5 * 1024 * 1024 + 1), 'huge.csv');
    await note('huge.csv is larger than 5 MB.');
  });

  it('take no more than there is room for, and name the rest', async () => {
    openConsole();
    await openBox('Glossary');
    await choose(Array.from({ length: 2_030 }, (_, at) => `s${at},word`).join('\n'));
    await note('words.csv: 2000 added, 0 changed, 0 the same, 30 not taken.');
    screen.getByText('s2000: no room, 2000 short forms at most.');
    screen.getByText('And 10 more.');
  });

  it('save a file', async () => {
    localStorage.setItem('captionwire.console.glossary', JSON.stringify([{ short: 'cw', long: '=1+1' }]));
    openConsole();
    await openBox('Glossary');
    const saved = new Promise<HTMLAnchorElement>((resolve) => {
      const create = URL.createObjectURL;
      URL.createObjectURL = (blob) => {
        URL.createObjectURL = create;
        const href = create.call(URL, blob);
        resolve(Object.assign(document.createElement('a'), { href }));
        return href;
      };
    });
    await userEvent.click(screen.getByRole('button', { name: 'Save as CSV file' }));
    const text = await (await fetch((await saved).href)).text();
    expect(text).toBe('short,long\r\ncw,=1+1\r\n');
  });
});
