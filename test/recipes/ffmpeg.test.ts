// Our files as FFmpeg reads them: what a film is muxed with.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readCaptions } from '../../formats/read-captions.ts';
import { captionwire, temporaryFolder } from '../helpers/relay-process.ts';
import { openRelay, type RunningRelay } from '../helpers/running-relay.ts';
import { lacks } from '../helpers/system-programs.ts';

const run = promisify(execFile);

describe.skipIf(lacks('ffmpeg'))('FFmpeg', () => {
  const { path: folder, remove } = temporaryFolder();
  let relay: RunningRelay;

  beforeAll(async () => {
    relay = await openRelay({ data: folder });
    const where = ['--session', 'talk', '--relay', relay.url, '--data', folder];
    await captionwire(['replay', 'demo/talk.vtt', '--at-once', ...where]);
  });
  afterAll(async () => {
    await relay?.close();
    remove();
  });

  it.each(['vtt', 'srt'] as const)('reads our .%s: the same cues at the same times', async (format) => {
    const file = await (await fetch(`${relay.url}/v1/sessions/talk/transcript.${format}`)).text();
    const path = join(folder, `talk.${format}`);
    writeFileSync(path, file);
    // Through FFmpeg's own form of subtitles and out again as SubRip.
    const { stdout, stderr } = await run('ffmpeg', ['-v', 'warning', '-i', path, '-f', 'srt', '-']);
    expect(stderr).toBe('');
    const wanted = readCaptions(file, format);
    const read = readCaptions(stdout, 'srt');
    const words = ({ startMs, endMs, text }: (typeof read.cues)[number]) => ({ startMs, endMs, text });
    expect(wanted.cues.length).toBeGreaterThan(30);
    expect(read.cues.map(words)).toEqual(wanted.cues.map(words));
  });
});
