// What was said leaves as files: played from a file, exported again, the same; printed and kept by the command; read by
// the browser's own text track.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, describe, expect } from 'vitest';

import { isWhole } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire, temporaryFolder } from '../helpers/relay-process.ts';

const run = promisify(execFile);
// The command signs with the secret in the relay's data folder.
const { path: folder, remove: removeFolder } = temporaryFolder();
afterAll(removeFolder);

/** Runs `captionwire export` on a session of a private relay into which a file was played. */
const test = pageTest({ demo: false, private: true, data: folder }).extend(
  'exported',
  { scope: 'file' },
  async ({ relay }) => {
    const where = ['--relay', relay.url, '--data', folder];
    const talk = ['test/captions/voices.vtt', '--session', 'talk', '--at-once'];
    expect((await captionwire(['replay', ...talk, ...where])).code).toBe(0);
    return (...parameters: string[]) => captionwire(['export', 'talk', ...where, ...parameters]);
  },
);

test.each(isWhole() ? ['test/captions', 'demo'] : ['test/captions'])(
  'the files of %s come out as they went in, in all four forms',
  async (folder) => {
    const { stdout } = await run(process.execPath, ['scripts/round-trip.mjs', folder]);
    const outcomes = stdout.trim().split('\n');
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes)
      expect(outcome).toMatch(/: \d+ cues; vtt same, json same, srt same, txt same$/);
  },
  // Each file takes the command five times.
  180_000,
);

describe('captionwire export', () => {
  test('prints the transcript of a private session with the relay’s secret, WebVTT by default', async ({
    exported,
  }) => {
    const { code, stdout, stderr } = await exported();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^WEBVTT\n\n00:00:00.000 --> 00:00:01.850\n<v Ana Alves><lang en>Good morning &amp; welcome/,
    );
    expect((await exported('--format', 'srt')).stdout).toMatch(/^1\n00:00:00,000 --> /);
    expect((await exported('--format', 'txt')).stdout).toContain('\n[ laughter ]\n');
  });

  test('counts from an origin, and leaves out what one has already', async ({ exported }) => {
    const { lines, cursor } = JSON.parse((await exported('--format', 'json')).stdout) as {
      lines: { at: number }[];
      cursor: string;
    };
    const beforeMs = (lines[0]?.at as number) - 5_000;
    const fromOrigin = await exported('--origin', new Date(beforeMs).toISOString());
    expect(fromOrigin.stdout).toContain('\n00:00:05.000 --> 00:00:06.850\n');
    const since = await exported('--format', 'txt', '--since', `${cursor.split('.')[0]}.8.00000000`);
    expect(since.stdout.split('\n')).toEqual(['字幕は一時間後も正しい。', 'Short.', '']);
    const ofAnotherLog = await exported('--format', 'json', '--since', 'another.8.00000000');
    expect((JSON.parse(ofAnotherLog.stdout) as { lines: unknown[] }).lines).toHaveLength(lines.length);
  });

  test('keeps a file that is whole', async ({ exported }) => {
    const path = join(folder, 'talk.vtt');
    expect(await exported('--output', path)).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(path, 'utf8')).toBe((await exported()).stdout);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  test.for([
    [['--session-that-is-none'], 2, 'unknown option'],
    [['--format', 'doc'], 2, 'vtt, srt, txt, json'],
    [['--origin', 'yesterday'], 2, 'Give a time'],
    [['--since', 'x'], 1, 'since is not a cursor'],
    [['--token', 'x'], 1, 'the relay gives no transcript'],
    [['--relay', 'http://127.0.0.1:1'], 1, 'cannot reach the relay at http://127.0.0.1:1'],
    [['--output', '/nowhere/talk.vtt'], 1, 'did not come whole'],
  ] as const)('%j is refused with what to do', async ([parameters, code, words], { exported }) => {
    expect(await exported(...parameters)).toMatchObject({ code, stderr: expect.stringContaining(words) });
  });

  test('gives a WebVTT that the browser’s own text track reads, with voices and languages', async ({
    exported,
    newPage,
  }) => {
    const { stdout } = await exported();
    const page = await newPage();
    const cues = await page.evaluate(async (vtt) => {
      const video = document.createElement('video');
      const track = document.createElement('track');
      document.body.append(video);
      video.append(track);
      track.track.mode = 'showing';
      await new Promise((resolve, reject) => {
        track.addEventListener('load', resolve);
        track.addEventListener('error', reject);
        track.src = URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
      });
      return Array.from(track.track.cues as TextTrackCueList, (cue) => {
        const { startTime, endTime } = cue;
        return { startTime, endTime, text: (cue as VTTCue).getCueAsHTML().textContent };
      });
    }, stdout);
    expect(cues).toHaveLength(10);
    expect(cues[0]).toEqual({ startTime: 0, endTime: 1.85, text: 'Good morning & welcome, <everybody>!' });
    expect(cues.at(-1)).toEqual({ startTime: 3_722.75, endTime: 3_722.95, text: 'Short.' });
    expect(cues.map(({ text }) => text)).toContain('أهلا وسهلا بكم في المدينة');
  });
});
