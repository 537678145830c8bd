// What `replay` reads out of a caption file, and how it refuses one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { parseCaptionFile, readCaptionFile } from '../../cli/caption-file.ts';
import { temporaryFolder } from '../helpers/relay-process.ts';

const vtt = (body: string) => parseCaptionFile('talk.vtt', `WEBVTT\n\n${body}`);
const cue = (text: string, from = '00:01.000', to = '00:02.500') => `${from} --> ${to}\n${text}\n`;
const only = async (text: string) => (await vtt(cue(text))).cues;

describe('a WebVTT cue', () => {
  test('has its times in milliseconds, and its text with its line breaks', async () => {
    expect(await only('Good evening,\nand welcome.')).toEqual([
      { startMs: 1000, endMs: 2500, text: 'Good evening,\nand welcome.' },
    ]);
  });

  test('names its speaker, closed or not', async () => {
    expect(await only('<v Ana María>Hola')).toMatchObject([{ speaker: 'Ana María', text: 'Hola' }]);
    expect(await only('<v.loud Tom> Hi</v>')).toMatchObject([{ speaker: 'Tom', text: 'Hi' }]);
  });

  test('of two voices is two lines, in order', async () => {
    expect(await only('<v Ana>Ready?</v>\n<v Tom>Yes.</v>')).toMatchObject([
      { speaker: 'Ana', text: 'Ready?' },
      { speaker: 'Tom', text: 'Yes.' },
    ]);
  });

  test('keeps the words of tags and entities, and nothing else of them', async () => {
    expect(await only('<i>Salt</i> &amp; <b.x>pep</b>per &lt;3<00:00:02.000> now')).toMatchObject([
      { text: 'Salt & pepper <3 now' },
    ]);
  });

  test('in another language says so; words of two languages have none', async () => {
    expect(await only('<lang es>Buenas noches</lang>')).toMatchObject([{ lang: 'es' }]);
    expect((await only('Well, <lang es>hasta luego</lang>'))[0]).not.toHaveProperty('lang');
  });

  test.for([
    ['[Applause]', 'sound'],
    ['(door closes)', 'sound'],
    ['【拍手】', 'sound'],
    ['♪ Warm bells ♪', 'music'],
    ['[Laughs] That is right.', undefined],
    ['Rated [sic] by all', undefined],
  ])('%s is of kind %s', async ([text, kind]) => {
    expect((await only(text as string))[0]?.kind).toBe(kind);
  });
});

describe('a file', () => {
  test('may have ids, settings, notes, styles, a byte order mark and any line ends', async () => {
    const text =
      '\ufeffWEBVTT - title\r\nLanguage: fr\r\n\r\nNOTE a note\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n' +
      'first\r\n00:00:01.000 --> 00:00:02.000 line:0 align:start\r\nUn\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nDeux\r\n';
    const folder = temporaryFolder();
    const path = join(folder.path, 'talk.vtt');
    writeFileSync(path, text);
    const { cues, lang } = await readCaptionFile(path);
    folder.remove();
    expect(cues.map(({ text: words, startMs }) => [words, startMs])).toEqual([
      ['Un', 1000],
      ['Deux', 3_600_000],
    ]);
    expect(lang).toBe('fr');
  });

  test('with a setting that nobody knows is played all the same', async () => {
    const { cues } = await vtt('00:01.000 --> 00:02.000 glow:bright line:xyz\nHi\n');
    expect(cues).toMatchObject([{ text: 'Hi' }]);
  });

  test('in SubRip form is read too, without its tags and positions', async () => {
    const srt =
      '1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<i>Hello</i>\nthere\n\n2\n00:00:03,000 --> 00:00:04,000\nBye\n';
    expect((await parseCaptionFile('talk.srt', srt)).cues).toEqual([
      { startMs: 1000, endMs: 2500, text: 'Hello\nthere' },
      { startMs: 3000, endMs: 4000, text: 'Bye' },
    ]);
  });
});

describe('a file that cannot be played is refused with file, line and reason', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  test.for([
    ['talk.vtt', 'Hello\n', 'talk.vtt:1: missing WEBVTT file header'],
    ['talk.vtt', 'WEBVTT\n', 'talk.vtt:1: no cue in this file'],
    [
      'talk.vtt',
      `WEBVTT\n\n${cue('Hi', '00:0x.000')}`,
      'talk.vtt:3: cue start timestamp `00:0x.000` is invalid',
    ],
    ['talk.srt', '1\n00:00:01,000 --> nonsense\nHi\n', 'talk.srt:2: cue end timestamp `nonsense` is invalid'],
    ['talk.txt', 'Hello\n', 'talk.txt: give a WebVTT (.vtt) or SubRip (.srt) file'],
  ] as const)('%s: %j', async ([path, content, message]) => {
    await expect(parseCaptionFile(path, content)).rejects.toThrow(message);
  });

  test('a cue that ends before it starts', async () => {
    await expect(vtt(cue('Hi', '00:05.000', '00:03.000'))).rejects.toThrow(/^talk\.vtt:3: /);
  });

  test('a file that is not UTF-8, and one that is not there', async () => {
    const latin1 = join(folder.path, 'latin1.vtt');
    writeFileSync(latin1, Buffer.from(`WEBVTT\n\n${cue('Caf\u00e9')}`, 'latin1'));
    await expect(readCaptionFile(latin1)).rejects.toThrow('not UTF-8');
    await expect(readCaptionFile(join(folder.path, 'gone.vtt'))).rejects.toThrow('gone.vtt: no such file');
  });
});
