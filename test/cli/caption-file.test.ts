// Caption files as they are out there: every word of a good one is said, and a bad one is refused with file and line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseCaptionFile, readCaptionFile } from '../../cli/caption-file.ts';
import type { Cue } from '../../formats/caption-text.ts';
import { packageFiles } from '../../relay/package-files.ts';
import { testFolder } from '../helpers/running-relay.ts';

const times = { startMs: 1_000, endMs: 2_500 };
const vtt = async (payload: string) =>
  (await parseCaptionFile('a.vtt', `WEBVTT\n\n00:01.000 --> 00:02.500\n${payload}\n`)).cues;
const srt = async (payload: string) =>
  (await parseCaptionFile('a.srt', `1\n00:00:01,000 --> 00:00:02,500\n${payload}\n`)).cues;
const texts = (cues: readonly Cue[]) => cues.map(({ text }) => text);

describe('a WebVTT cue', () => {
  it('keeps its line breaks and the time it was said', async () => {
    expect(await vtt('Good evening,\nand welcome.')).toEqual([
      { ...times, text: 'Good evening,\nand welcome.' },
    ]);
  });

  it('names who speaks', async () => {
    expect(await vtt('<v Ann Øre>Hello\nthere</v>')).toEqual([
      { ...times, text: 'Hello\nthere', speaker: 'Ann Øre' },
    ]);
    expect(await vtt('<v.loud Ann>Hello')).toEqual([{ ...times, text: 'Hello', speaker: 'Ann' }]);
    expect(await vtt('<v>Hello')).toEqual([{ ...times, text: 'Hello' }]);
  });

  it('in which two speak is two', async () => {
    expect(await vtt('<v Ann>Really?</v>\n<v Bob>Yes.</v>')).toEqual([
      { ...times, text: 'Really?', speaker: 'Ann' },
      { ...times, text: 'Yes.', speaker: 'Bob' },
    ]);
  });

  it('loses its tags and none of its words', async () => {
    const marked =
      '<b>bold</b> <i>and <u>under</u></i> <c.yellow.bg>color</c> <00:01.500>timed <font size=3>big</font>';
    expect(texts(await vtt(marked))).toEqual(['bold and under color timed big']);
    expect(texts(await vtt('<ruby>漢<rt>kan</rt></ruby> 字'))).toEqual(['漢kan 字']);
  });

  it('marks its language when all its words are in it', async () => {
    expect(await vtt('<lang fr>Bonjour</lang>')).toEqual([{ ...times, text: 'Bonjour', lang: 'fr' }]);
    expect(await vtt('He said <lang fr>bonjour</lang>')).toEqual([{ ...times, text: 'He said bonjour' }]);
  });

  it('has its character references read', async () => {
    expect(texts(await vtt('Q&amp;A: 1 &lt; 2 &gt; 0 &quot;x&quot;'))).toEqual(['Q&A: 1 < 2 > 0 "x"']);
    expect(texts(await vtt('caf&#233; &#x1F600; &#60;b&#62; &#38;lt; &#99999999;'))).toEqual([
      'café 😀 <b> &lt; &#99999999;',
    ]);
  });

  it('keeps a < that begins no tag', async () => {
    expect(texts(await vtt('I <3 you, a < b and c > d'))).toEqual(['I <3 you, a < b and c > d']);
  });

  it('without words is left out', async () => {
    const { cues } = await parseCaptionFile(
      'a.vtt',
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n\n00:03.000 --> 00:04.000\nB\n',
    );
    expect(texts(cues)).toEqual(['B']);
  });
});

describe('what a cue is', () => {
  it.each([
    ['[Applause]', 'sound'],
    ['(laughs)', 'sound'],
    ['（笑い）', 'sound'],
    ['【音楽】', 'sound'],
    ['♪ La la ♪', 'music'],
    ['♪ La\nla ♫', 'music'],
    ['♪', 'music'],
    ['♪♪', 'music'],
    ['# La la #', 'music'],
    ['Hello [sighs]', undefined],
    ['(no', undefined],
    ['#1', undefined],
    ['[a] and [b]', undefined],
  ])('%j: %s', async (text, kind) => {
    expect(await vtt(text)).toEqual([{ ...times, text, ...(kind && { kind }) }]);
  });
});

describe('a WebVTT file', () => {
  it('may have a title, a language, notes, styles, regions, ids and settings', async () => {
    const file = await parseCaptionFile(
      'a.vtt',
      'WEBVTT - A talk\nKind: captions\nLanguage: pt-BR\n\nNOTE not said\nnor this\n\nSTYLE\n::cue { color: red }\n\n' +
        'REGION\nid:x\n\nintro 1\n00:00:01.000 --> 00:00:02.500 align:start position:10%,line-left\nOlá\n\n\n\n' +
        '01:00:00.000 --> 01:00:01.000\nTchau',
    );
    expect(file).toEqual({
      lang: 'pt-BR',
      cues: [
        { ...times, text: 'Olá' },
        { startMs: 3_600_000, endMs: 3_601_000, text: 'Tchau' },
      ],
    });
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('may end its lines with %s', async (_, end) => {
    const content = [
      'WEBVTT',
      '',
      '00:01.000 --> 00:02.500',
      'A',
      'B',
      '',
      '00:03.000 --> 00:04.000',
      'C',
      '',
    ];
    expect(texts((await parseCaptionFile('a.vtt', content.join(end))).cues)).toEqual(['A\nB', 'C']);
  });
});

describe('a SubRip cue', () => {
  it('loses tags and positions, keeps words, also where SubRip needs no escape', async () => {
    expect(texts(await srt('{\\an8}<i>Hello</i>\n<font color="#fff">AT&T, 1 < 2</font>'))).toEqual([
      'Hello\nAT&T, 1 < 2',
    ]);
    expect(await srt('[door closes]')).toEqual([{ ...times, text: '[door closes]', kind: 'sound' }]);
  });

  it('may be a number, and numbers of cues may be missing', async () => {
    const content =
      '1\r\n00:00:01,000 --> 00:00:02,500\r\nIn\r\n2019\r\n\r\n\r\n00:00:03,000 --> 00:00:04,000\r\n42\r\n\r\n7\r\n';
    expect(texts((await parseCaptionFile('a.srt', content)).cues)).toEqual(['In\n2019', '42']);
  });
});

describe('a file with a fault', () => {
  it.each([
    ['a time that is none', 'a.vtt', 'WEBVTT\n\n00:01.000 --> 00:xx.000\nA\n', 'a.vtt:3: '],
    ['a time that is none, in SubRip', 'a.srt', '1\n00:00:01,000 --> 00:00:0x,000\nA\n', 'a.srt:2: '],
    [
      'an arrow that is none',
      'a.vtt',
      'WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:03.000 -> 00:04.000\nB\n',
      'a.vtt:6: ',
    ],
    ['an arrow that is none, in SubRip', 'a.srt', '1\n00:00:01,000 -> 00:00:02,000\nA\n', 'a.srt:1: '],
    ['words without a time', 'a.vtt', 'WEBVTT\n\nSome words\n\n00:01.000 --> 00:02.000\nA\n', 'a.vtt:3: '],
    ['words after an empty line', 'a.srt', '1\n00:00:01,000 --> 00:00:02,000\nA\n\nB\n', 'a.srt:5: '],
    ['a cue that ends before it starts', 'a.vtt', 'WEBVTT\n\n00:05.000 --> 00:02.000\nA\n', 'a.vtt:3: '],
    ['a cue that ends when it starts', 'a.srt', '1\n00:00:05,000 --> 00:00:05,000\nA\n', 'a.srt:2: '],
    ['nothing in it', 'a.vtt', '', 'a.vtt:1: no cue'],
    ['no cue in it', 'a.vtt', 'WEBVTT\n\nNOTE nothing yet\n', 'a.vtt:1: no cue'],
    ['nothing in it, SubRip', 'a.srt', '\n\n', 'a.srt:1: no cue'],
    ['another format', 'a.txt', 'hello', 'a.txt: give a WebVTT'],
  ])('is refused as a whole, by file and line: %s', async (_, path, content, says) => {
    const failing = parseCaptionFile(path, content);
    await expect(failing).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/^[^\n]+$/) });
    await expect(failing).rejects.toThrow(says);
  });
});

describe('reading', () => {
  const file = (name: string, bytes: string | Buffer) => {
    const path = join(testFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };

  it('takes a byte order mark for what it is', async () => {
    const path = file('a', '\ufeffWEBVTT\n\n00:01.000 --> 00:02.500\nÀ 見\n');
    expect((await readCaptionFile(path)).cues).toEqual([{ ...times, text: 'À 見' }]);
  });

  it('refuses what is not UTF-8, and says what to do', async () => {
    const path = file('a.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\ncaf\xe9\n', 'latin1'));
    await expect(readCaptionFile(path)).rejects.toThrow(`${path}: not UTF-8; convert it`);
  });

  it('names the file that is not there, or is none', async () => {
    const folder = testFolder();
    await expect(readCaptionFile(join(folder, 'none.vtt'))).rejects.toThrow('none.vtt: no such file');
    await expect(readCaptionFile(folder)).rejects.toThrow(folder);
  });

  it('takes the sample talk, whole', async () => {
    const { cues } = await readCaptionFile(join(packageFiles.demo, 'talk.vtt'));
    expect(cues.length).toBeGreaterThan(10);
    expect(new Set(cues.map(({ kind }) => kind))).toEqual(new Set(['music', 'sound', undefined]));
    expect(new Set(cues.map(({ speaker }) => speaker)).size).toBeGreaterThan(2);
  });
});
