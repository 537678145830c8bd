import { describe, expect, it } from 'vitest';

import { readCaptions } from '../../formats/read-captions.ts';
import type { Line } from '../../protocol/records.ts';
import { createSubtitles, json, plainText, srt, type SubtitleFormat, vtt } from '../../formats/subtitles.ts';

const startMs = 1_700_000_000_000;
let seq = 0;
const line = (afterMs: number, text: string, more: Partial<Line> = {}): Line => ({
  type: 'line',
  id: `l${++seq}`,
  rev: 1,
  seq,
  at: startMs + afterMs,
  text,
  ...more,
});

function write(format: SubtitleFormat, lines: Line[], originMs?: number): string {
  const writer = createSubtitles(format, originMs);
  return lines.map(writer.add).join('') + writer.end();
}

const times = (lines: Line[], originMs?: number) =>
  [...write(vtt, lines, originMs).matchAll(/(\S+) --> (\S+)/g)].map(([, from, to]) => `${from} ${to}`);

describe('WebVTT', () => {
  it('has a header, and a cue for each line with its speaker and language', () => {
    const lines = [
      line(0, 'Hello', { speaker: 'Maya', lang: 'en' }),
      line(2_000, 'Bonjour', { lang: 'fr' }),
      line(3_661_001, 'Bye', { speaker: 'Tom' }),
    ];
    expect(write(vtt, lines)).toBe(
      'WEBVTT\n' +
        '\n00:00:00.000 --> 00:00:01.000\n<v Maya><lang en>Hello</lang>\n' +
        '\n00:00:02.000 --> 00:00:03.000\n<lang fr>Bonjour</lang>\n' +
        '\n01:01:01.001 --> 01:01:02.001\n<v Tom>Bye\n',
    );
  });

  it('is valid without any line', () => {
    expect(write(vtt, [])).toBe('WEBVTT\n');
  });

  it('puts sounds in brackets and music between notes, unless the captioner did', () => {
    const lines = [
      line(0, 'applause', { kind: 'sound' }),
      line(1, '(laughter)', { kind: 'sound' }),
      line(2, 'piano', { kind: 'music' }),
    ];
    const file = write(vtt, lines);
    expect(file).toContain('\n[applause]\n');
    expect(file).toContain('\n(laughter)\n');
    expect(file).toContain('\n♪ piano ♪\n');
  });

  it('cannot be broken out of by words or names', () => {
    const evil = 'a --> b\n\n00:00.000 --> 00:09.000\r\n\r\nWEBVTT & <i>not markup</i> &lt;';
    const lines = [
      line(0, evil, { speaker: 'A & B > C\n<d>' }),
      line(1, 'NOTE this is said', { speaker: '  ' }),
    ];
    const file = write(vtt, lines);
    expect(file.match(/-->/g)).toHaveLength(2);
    expect(file).toContain('<v A &amp; B &gt; C &lt;d&gt;>');
    const { cues, faults } = readCaptions(file, 'vtt');
    expect(faults).toEqual([]);
    expect(cues).toHaveLength(2);
    expect(cues[1]?.text).toBe('NOTE this is said');
  });

  it('keeps line breaks, without blank lines', () => {
    expect(write(vtt, [line(0, '\nOne\n\n \nTwo\n')])).toContain('\nOne\nTwo\n');
  });
});

describe('a cue', () => {
  it('stands until the next one, as long as reading takes, from 1 s to 7 s', () => {
    const lines = [
      line(0, 'x'.repeat(60)),
      line(3_000, 'x'.repeat(60)),
      line(20_000, 'x'.repeat(600)),
      line(60_000, 'x'),
    ];
    expect(times(lines)).toEqual([
      '00:00:00.000 00:00:03.000',
      '00:00:03.000 00:00:07.000',
      '00:00:20.000 00:00:27.000',
      '00:01:00.000 00:01:01.000',
    ]);
  });

  it('stands as long as it was said, where the line tells that', () => {
    const said = (afterMs: number, untilMs: number) => line(afterMs, 'Hello', { until: startMs + untilMs });
    expect(times([said(0, 12_500), said(12_600, 12_700), said(13_000, 13_000)])).toEqual([
      '00:00:00.000 00:00:12.500',
      '00:00:12.600 00:00:12.700',
      '00:00:13.000 00:00:14.000',
    ]);
  });

  it('never ends before it began, nor begins before the one above it', () => {
    const lines = [line(5_000, 'x'.repeat(60)), line(2_000, 'Began earlier'), line(5_000, 'Same moment')];
    expect(times(lines, startMs)).toEqual([
      '00:00:05.000 00:00:06.000',
      '00:00:05.000 00:00:06.000',
      '00:00:05.000 00:00:06.000',
    ]);
  });

  it('counts from the first line, or from an origin', () => {
    expect(times([line(7_000, 'One')])).toEqual(['00:00:00.000 00:00:01.000']);
    expect(times([line(7_000, 'One')], startMs)).toEqual(['00:00:07.000 00:00:08.000']);
    expect(times([line(7_000, 'One')], startMs + 8_000)).toEqual(['00:00:00.000 00:00:01.000']);
  });
});

describe('the other forms', () => {
  const lines = [line(0, 'Hello\n\nyou', { speaker: 'Maya' }), line(1_500, 'a --> b', { kind: 'sound' })];

  it('are SubRip, numbered', () => {
    expect(write(srt, lines)).toBe(
      '1\n00:00:00,000 --> 00:00:01,000\nMaya: Hello\nyou\n\n' +
        '2\n00:00:01,500 --> 00:00:02,500\n[a --\u2060> b]\n\n',
    );
  });

  it('lose no words of SubRip to what players take for a time or a tag', () => {
    const file = write(srt, [line(0, '1 --> 2, <b, 3 < 4')]);
    expect(file).toContain('\n1 --\u2060> 2, <\u2060b, 3 < 4\n');
  });

  it('as SubRip do not have in them what players take for positions, styles or line breaks', () => {
    const text = String.raw`{\an8}up {b} {y:i}slanted C:\new \N`;
    const file = write(srt, [{ ...(lines[0] as Line), text }]);
    expect(file).toContain('{\u2060\\an8}up {b} {\u2060y:i}slanted C:\\\u2060new \\\u2060N');
    expect(file.replaceAll('\u2060', '')).toContain(text);
  });

  it('are plain text', () => {
    expect(write(plainText, lines)).toBe('Maya: Hello\nyou\n[a --> b]\n');
  });

  it('are JSON with the lines as they are in the log', () => {
    const about = { session: 'talk', cursor: 'e.2.1' };
    expect(JSON.parse(write(json(about), lines))).toEqual({ ...about, lines });
    expect(JSON.parse(write(json(about), []))).toEqual({ ...about, lines: [] });
  });
});
