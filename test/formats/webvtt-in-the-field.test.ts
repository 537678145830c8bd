// WebVTT as tools in the field write it: every cue is read, and what could not be read is named with its row.
import { describe, expect, it } from 'vitest';

import { readCaptions } from '../../formats/read-captions.ts';
import { outcome, read, texts, vtt } from '../helpers/read-webvtt.ts';

const times = { startMs: 1_000, endMs: 2_500 };

describe('cues that are not parted as the standard has it', () => {
  it('are each read: no empty row, a row with one space, nothing below the signature', () => {
    const both = { texts: ['one', 'two'], rows: [] };
    const [first, second] = ['00:01.000 --> 00:02.000\none\n', '00:03.000 --> 00:04.000\ntwo\n'];
    expect(outcome(`\n\n${first}${second}`)).toEqual(both);
    expect(outcome(`\n${first}${second}`)).toEqual(both);
    expect(outcome(`\n\n${first} \n${second}`)).toEqual(both);
    expect(outcome(`\n\n${first}\t\n${second}`)).toEqual(both);
  });

  it('keep words that look like settings, and ids that look like headings', () => {
    expect(
      outcome(`

NOTE7
00:01.000 --> 00:02.000
align: left
the chairs

STYLE guide
00:03.000 --> 00:04.000
region: north

REGIONAL
00:05.000 --> 00:06.000
NOTE this is said
`),
    ).toEqual({ texts: ['align: left\nthe chairs', 'region: north', 'NOTE this is said'], rows: [] });
  });

  it('have their words read below an empty row too, and that is said', () => {
    expect(
      outcome(`

00:01.000 --> 00:02.000

late

00:03.000 --> 00:04.000
next
`),
    ).toEqual({
      texts: ['late', 'next'],
      rows: [5],
    });
  });
});

describe('what stands beside the cues', () => {
  it('is not said: maps of time, styles with empty rows in them, regions, notes', () => {
    expect(
      outcome(`

X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000

STYLE
::cue { color: lime }

::cue(.loud) {
  font-weight: bold;

}

REGION
id:fred

NOTE
not said

00:01.000 --> 00:02.000
said
`),
    ).toEqual({ texts: ['said'], rows: [] });
  });

  it('is named with its row where words have no time: what can be read is read', () => {
    expect(
      outcome(`

Some words

00:01.000 --> 00:02.000
said

2
`),
    ).toEqual({
      texts: ['said'],
      rows: [3, 8],
    });
  });

  it.each([
    ['en_US', 'en-US'],
    ['jp-JP', 'ja-JP'],
    ['pt-BR', 'pt-BR'],
    ['English (auto-generated)', undefined],
    ['English', undefined],
    ['', undefined],
  ])('a language %j is %s', (written, lang) => {
    const { lang: found, faults } = read(`
Kind: captions
Language: ${written}

00:01.000 --> 00:02.000
a`);
    expect({ found, faults }).toEqual({ found: lang, faults: [] });
  });

  it('marks words of a language with its tag, or with none', () => {
    expect(vtt('<lang en_GB>Hello</lang>')).toEqual([{ ...times, text: 'Hello', lang: 'en-GB' }]);
    expect(vtt('<lang English>Hello</lang>')).toEqual([{ ...times, text: 'Hello' }]);
  });
});

describe('times', () => {
  it('may count hundreds of hours, stand still, touch the arrow, or be out of order', () => {
    const { cues, faults } = read(`

123:00:01.000 --> 123:00:02.000
late

00:05.000 --> 00:05.000
blink

00:01.000-->00:02.000
first

`);
    expect(cues).toEqual([
      { startMs: 1_000, endMs: 2_000, text: 'first' },
      { startMs: 5_000, endMs: 5_000, text: 'blink' },
      { startMs: 442_801_000, endMs: 442_802_000, text: 'late' },
    ]);
    expect(faults).toEqual([]);
  });

  it.each([
    ['00:00:01,000 --> 00:00:02,500', times],
    ['0:01.000 --> 0:02.500', times],
    ['00:01.000 -> 00:02.500', times],
    ['00:00:01 --> 00:00:02.5', times],
    ['00:05.000 --> 00:02.000', { startMs: 5_000, endMs: 5_000 }],
  ])('are read and reported where a tool wrote %j', (row, wanted) => {
    const { cues, faults } = read(`\n\n00:00.000 --> 00:01.000\nbefore\n\n${row}\nsaid`);
    expect(cues[1]).toEqual({ ...wanted, text: 'said' });
    expect(faults).toMatchObject([{ row: 6 }]);
  });

  it('that cannot be read are reported, and so is each further fault', () => {
    expect(
      outcome(`

00:0x.000 --> 00:02.000
lost

00:01.000 --> 00:02.000
said

orphan
`),
    ).toEqual({ texts: ['said'], rows: [3, 9] });
  });

  it('of the day are words', () => {
    expect(texts(vtt('Doors open\n10:30 -> 11:00'))).toEqual(['Doors open\n10:30 -> 11:00']);
  });
});

it('a file without its signature is read, and that is said', () => {
  expect(readCaptions('1\n00:00:01.000 --> 00:00:02.500\nHello\n', 'vtt')).toMatchObject({
    cues: [{ ...times, text: 'Hello' }],
    faults: [{ row: 1 }],
  });
});

it('character references are those of HTML, by name too', () => {
  expect(texts(vtt('na&iuml;ve &hellip; &rsquo;tis &euro;5 &copy 2020 &lrm;x'))).toEqual([
    'naïve … ’tis €5 © 2020 \u200ex',
  ]);
  expect(texts(vtt('&lrm;'))).toEqual([]);
});

it('tags that converters leave in go, a line break breaks, and no word goes with them', () => {
  expect(vtt('<v Bea><font color="red">one</font><br>two <s>three</s></v>')).toEqual([
    { ...times, text: 'one\ntwo three', speaker: 'Bea' },
  ]);
  expect(texts(vtt('write to <info@example.org> now'))).toEqual(['write to <info@example.org> now']);
  expect(texts(vtt('while a <b do it'))).toEqual(['while a <b do it']);
});

it('a tag that is none is left out, as in a browser, and that is said', () => {
  expect(
    outcome(`

00:01.000 --> 00:02.000
<laughs> well
`),
  ).toEqual({ texts: ['well'], rows: [3] });
});
