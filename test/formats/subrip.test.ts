// SubRip as it is out there: what belongs to no cue is not said, and what belongs to one is.
import { describe, expect, it } from 'vitest';

import { captionFormatOf } from '../../formats/caption-file.ts';
import { readCaptions } from '../../formats/read-captions.ts';

const times = { startMs: 1_000, endMs: 2_500 };
/** @param content begins with a line end, which is not counted */
const read = (content: string) => readCaptions(content.slice(1), 'srt');
const srt = (payload: string) => read(`\n1\n00:00:01,000 --> 00:00:02,500\n${payload}\n`).cues;
const text = (payload: string) => srt(payload).map((cue) => cue.text);
const outcome = (content: string) => {
  const { cues, faults } = read(content);
  return { texts: cues.map((cue) => cue.text), rows: faults.map(({ row }) => row) };
};

describe('a SubRip cue', () => {
  it('loses tags and positions, keeps words, also where SubRip needs no escape', () => {
    expect(text('{\\an8}<i>Hello</i>\n<font color="#fff">AT&T, 1 < 2</font>')).toEqual([
      'Hello\nAT&T, 1 < 2',
    ]);
    expect(srt('[door closes]')).toEqual([{ ...times, text: '[door closes]', kind: 'sound' }]);
  });

  it('keeps what only looks like a tag, and breaks where a tag says so', () => {
    expect(text('for i <n do\nit all')).toEqual(['for i <n do\nit all']);
    expect(text('<sighs> oh no')).toEqual(['<sighs> oh no']);
    expect(text('ask <help@example.org>')).toEqual(['ask <help@example.org>']);
    expect(text('up<br/>down<BR>left\\Nright')).toEqual(['up\ndown\nleft\nright']);
    expect(text('C:\\new folder')).toEqual(['C:\\new folder']);
    expect(text('Q&amp;A &lt;live&gt; caf&#233;')).toEqual(['Q&A <live> café']);
  });

  it('may be a number, and numbers of cues may be missing', () => {
    const content =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\nIn\r\n2019\r\n\r\n\r\n00:00:03,000 --> 00:00:04,000\r\n42\r\n\r\n7\r\n';
    expect(readCaptions(content, 'srt').cues.map((cue) => cue.text)).toEqual(['In\n2019', '42']);
  });
});

describe('empty rows', () => {
  it('may be missing between cues', () => {
    const rows = `
1
00:00:01,000 --> 00:00:02,000
one
2
00:00:03,000 --> 00:00:04,000
two
`;
    expect(outcome(rows)).toEqual({ texts: ['one', 'two'], rows: [] });
    expect(outcome(rows.replace(/^\d\n/gm, ''))).toEqual({ texts: ['one', 'two'], rows: [] });
  });

  it('may stand between a time and its words, and between the words', () => {
    expect(
      outcome(`
1
00:00:01,000 --> 00:00:02,000

one

and more

2
00:00:03,000 --> 00:00:04,000
 
two


`),
    ).toEqual({ texts: ['one\nand more', 'two'], rows: [] });
  });

  it('missing around a number that is said leave it said', () => {
    expect(
      outcome(`
00:00:01,000 --> 00:00:02,000
the year
1999
00:00:03,000 --> 00:00:04,000
x
`).texts,
    ).toEqual(['the year\n1999', 'x']);
  });
});

describe('a time', () => {
  it.each([
    '00:00:01,000 --> 00:00:02,500',
    '00:00:01.000 --> 00:00:02.500',
    '0:0:1,0 --> 0:0:2,5',
    '00:00:01:000 --> 00:00:02:500',
    '00: 00: 01, 000 --> 00: 00: 02, 500',
    '00:01,000 --> 00:02,500',
    '00:00:01,000 -> 00:00:02,500',
    '00:00:01,000 ---> 00:00:02,500',
    '00:00:01,000 —> 00:00:02,500',
    '00:00:01,000-->00:00:02,500',
    '  00:00:01,000 --> 00:00:02,500  ',
    '00:00:01,000 --> 00:00:02,500 X1:40 X2:600 Y1:20 Y2:50',
    '00:00:01,000 --> 00:00:02,500 align:start line:90%',
  ])('%j is read, and nothing of it is said', (row) => {
    expect(read(`\n1\n${row}\nsaid\n`)).toEqual({ cues: [{ ...times, text: 'said' }], faults: [] });
  });

  it('counts as it stands: sixty seconds, hundreds of hours, no time at all, out of order', () => {
    const { cues } = read(`
1
110:00:00,000 --> 110:00:01,000
last

2
00:00:59,500 --> 00:00:60,000
minute

3
00:00:01,000 --> 00:00:01,000
blink

4
00:00:09,000 --> 00:00:07,000
back
`);
    expect(cues).toEqual([
      { startMs: 1_000, endMs: 1_000, text: 'blink' },
      { startMs: 9_000, endMs: 9_000, text: 'back' },
      { startMs: 59_500, endMs: 60_000, text: 'minute' },
      { startMs: 396_000_000, endMs: 396_001_000, text: 'last' },
    ]);
  });

  it('with words behind it keeps the words', () => {
    expect(
      outcome(`
1
00:00:01,000 --> 00:00:02,000 Well: here we are
again
`),
    ).toEqual({
      texts: ['Well: here we are\nagain'],
      rows: [],
    });
  });

  it('that cannot be read is reported, and the rest is said', () => {
    expect(
      outcome(`
1
00:00:0x --> 00:00:02,000
lost

2
00:00:03,000 --> 00:00:04,000
said
`),
    ).toEqual({
      texts: ['said'],
      rows: [2, 3],
    });
  });
});

it('a time that cannot be read is not said, nor the number above it; words with an arrow are', () => {
  expect(
    outcome(`
1
00:00:01,000 --> 00:00:02,000
left --> right

2
00:00:0x,000 --> 00:00:04,000
goes with it
`),
  ).toEqual({ texts: ['left --> right\ngoes with it'], rows: [6] });
});

describe('the format', () => {
  it.each([
    ['a.srt', 'WEBVTT\n\n', 'vtt'],
    ['a.vtt', '1\n00:00:01.000 --> 00:00:02.000\na', 'vtt'],
    ['a.SRT', 'anything', 'srt'],
    ['', '\ufeff1\n00:00:01,000 --> 00:00:02,000\na', 'srt'],
    ['', '00:00:01,000 --> 00:00:02,000\na', 'srt'],
    ['talk.txt', 'Hello\n1\n', undefined],
    ['', 'WEBVTTs are files', undefined],
  ])('of %j with %j is %s', (name, content, format) => {
    expect(captionFormatOf(name, content)).toBe(format);
  });
});
