// What is exported comes back: the same lines at the same times, whatever the words are.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { Cue } from '../../formats/caption-file.ts';
import { readCaptions } from '../../formats/read-captions.ts';
import { srt, vtt } from '../../formats/subtitles.ts';
import { limits } from '../../protocol/limits.ts';
import type { Line } from '../../protocol/records.ts';
import { cleanText } from '../../protocol/text.ts';
import { scaled } from '../helpers/effort.ts';
import { exported, oddTranscripts, startMs, tidy, timesOf } from '../helpers/odd-transcripts.ts';

/** The kind follows from the words. */
function withoutKind(cue: Cue): Cue {
  const { kind: _, ...rest } = cue;
  return rest;
}

it('as WebVTT: words, names, languages and times', () => {
  fc.assert(
    fc.property(oddTranscripts, (all) => {
      const { cues, faults } = readCaptions(exported(vtt, all), 'vtt');
      expect(faults).toEqual([]);
      expect(cues.map(withoutKind)).toEqual(
        all.map(({ text, speaker, lang, ...line }) => ({
          ...timesOf(line as Line),
          text: tidy(text),
          ...(speaker && { speaker }),
          ...(lang && { lang }),
        })),
      );
    }),
    { numRuns: scaled(100) },
  );
});

it('as SubRip: words and times, with the names in front of the words', () => {
  fc.assert(
    fc.property(oddTranscripts, (all) => {
      const { cues, faults } = readCaptions(exported(srt, all), 'srt');
      expect(faults).toEqual([]);
      expect(cues.map(withoutKind)).toEqual(
        all.map(({ text, speaker, ...line }) => ({
          ...timesOf(line as Line),
          text: (speaker ? `${speaker}: ` : '') + tidy(text),
        })),
      );
    }),
    { numRuns: scaled(100) },
  );
});

it('also where words are as long as a line may be', () => {
  const text = cleanText('all of it, '.repeat(300)).slice(0, limits.textCodePoints).trim();
  const line: Line = { type: 'line', id: 'a', rev: 1, seq: 1, at: startMs, until: startMs + 5_000, text };
  for (const [format, name] of [
    [vtt, 'vtt'],
    [srt, 'srt'],
  ] as const) {
    expect(readCaptions(exported(format, [line]), name).cues).toEqual([{ startMs: 0, endMs: 5_000, text }]);
  }
});
