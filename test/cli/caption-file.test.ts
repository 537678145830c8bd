// Caption files on this machine: what can be read is read, and what cannot is named by file and row.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { parseCaptionFile, readCaptionFile } from '../../cli/caption-file.ts';
import { packageFiles } from '../../relay/package-files.ts';
import { testFolder } from '../helpers/running-relay.ts';

describe('a file without a cue', () => {
  it.each([
    ['nothing in it', 'a.vtt', '', 'a.vtt:1: no cue'],
    ['a note in it', 'a.vtt', 'WEBVTT\n\nNOTE nothing yet\n', 'a.vtt: no cue'],
    ['nothing in it, SubRip', 'a.srt', '\n\n', 'a.srt: no cue'],
    ['words only', 'a.srt', '\nhello\n', 'a.srt:2: no cue in this file: “hello” has no time'],
    ['a time that is none', 'a.vtt', 'WEBVTT\n\n00:01.000 --> 00:xx.000\nA\n', 'a.vtt:3: no cue'],
    ['another format', 'a.txt', 'hello', 'a.txt: give a WebVTT'],
  ])('is refused in one line: %s', (_, path, content, says) => {
    const parse = () => parseCaptionFile(path, content);
    expect(parse).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringMatching(/^[^\n]+$/) }),
    );
    expect(parse).toThrow(says);
  });
});

const times = { startMs: 1_000, endMs: 2_500 };

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

  it.each([
    ['with its mark', '\ufeff', 'utf16le'],
    ['without one', '', 'utf16le'],
  ] as const)('takes UTF-16 %s for what it is', async (_, mark, encoding) => {
    const path = file('a.srt', Buffer.from(`${mark}1\n00:00:01,000 --> 00:00:02,500\nÀ 見\n`, encoding));
    expect(await readCaptionFile(path)).toEqual({ cues: [{ ...times, text: 'À 見' }], faults: [] });
    const swapped = file(
      'b.srt',
      Buffer.from(`${mark}1\n00:00:01,000 --> 00:00:02,500\nÀ 見\n`, encoding).swap16(),
    );
    expect(await readCaptionFile(swapped)).toEqual({ cues: [{ ...times, text: 'À 見' }], faults: [] });
  });

  it('refuses what is not text, and says what to do', async () => {
    const path = file('a.srt', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\ncaf\xe9\n', 'latin1'));
    await expect(readCaptionFile(path)).rejects.toThrow(`${path}: not UTF-8 or UTF-16; convert it`);
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
