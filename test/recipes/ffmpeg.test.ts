// Our files as FFmpeg reads them: what a film is muxed with.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import { parseCaptions } from '../../protocol/caption-text.ts';
import { captionwire, useRelay } from '../helpers/relay-process.ts';

const run = promisify(execFile);

describe('FFmpeg', () => {
  const { relay, folder } = useRelay();

  beforeAll(async () => {
    const where = ['--session', 'talk', '--relay', relay().url, '--data', folder];
    await captionwire(['replay', 'demo/talk.vtt', '--at-once', ...where]);
  });

  it.each(['vtt', 'srt'] as const)('reads our .%s: the same cues at the same times', async (format) => {
    const { stdout: file } = await captionwire([
      'export',
      'talk',
      '--format',
      format,
      '--relay',
      relay().url,
    ]);
    const path = join(folder, `talk.${format}`);
    writeFileSync(path, file);
    // Through FFmpeg's own form of subtitles and out again as SubRip.
    const { stdout, stderr } = await run('ffmpeg', ['-v', 'warning', '-i', path, '-f', 'srt', '-']);
    expect(stderr).toBe('');
    const wanted = await parseCaptions(file, format);
    const read = await parseCaptions(stdout, 'srt');
    const words = ({ startMs, endMs, text }: (typeof read.cues)[number]) => ({ startMs, endMs, text });
    expect(wanted.cues.length).toBeGreaterThan(30);
    expect(read.cues.map(words)).toEqual(wanted.cues.map(words));
  });
});
