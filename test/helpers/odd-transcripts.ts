// Transcripts with whatever breaks readers of caption files, and those files.
import * as fc from 'fast-check';

import { createSubtitles, type SubtitleFormat } from '../../formats/subtitles.ts';
import type { Line } from '../../protocol/records.ts';
import { cleanName, cleanText, hasVisibleText } from '../../protocol/text.ts';

/** UTC milliseconds, 0 in the files. */
export const startMs = 1_700_000_000_000;
/** What breaks parsers, beside letters: times, arrows, numbers, tags, references, settings, headings, odd spaces. */
const oddWords = [
  String.raw`-->|->|—>|00:00:01.000 --> 00:00:02.000|00:00:01,000 -> 00:00:02,000|1|42|10:30|<|>|<b>|</i>|<v Ann>|<3|<laughs>`,
  String.raw`<00:01.000>|<br>|&|&amp;|&lt;|&#60;|NOTE|STYLE|REGION|WEBVTT|align:start|position: absolute|X1:10|{\an8}|{y:i}`,
  String.raw`\N|\n|C:\new|{|}|♪|#|[|]|Maya: hi|漢字|👩‍🦽|אב|X-TIMESTAMP-MAP=|::cue|…`,
  '\n|\n\n| |\u00a0|\u2028|\u200e|\u202e|e\u0301|\ufeff',
].flatMap((list) => list.split('|'));
const words = fc
  .array(fc.oneof(fc.constantFrom(...oddWords), fc.string({ unit: 'grapheme', maxLength: 8 })), {
    minLength: 1,
    maxLength: 9,
  })
  .map((parts) => cleanText(parts.join(' ')))
  .filter(hasVisibleText);
/** Transcripts of up to twelve lines, in order of time. */
export const oddTranscripts = fc
  .array(
    fc.record(
      {
        text: words,
        speaker: fc.constantFrom('Ann', 'B & <b> C', 'Dr. No.1', 'נועה', 'a: b').map(cleanName),
        lang: fc.constantFrom('fr', 'pt-BR', 'zh-Hant'),
        afterMs: fc.nat(400_000_000),
        lastsMs: fc.integer({ min: 1, max: 60_000 }),
      },
      { requiredKeys: ['text', 'afterMs', 'lastsMs'] },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all
      .toSorted((a, b) => a.afterMs - b.afterMs)
      .map(({ afterMs, lastsMs, ...said }, at): Line => {
        const saidAt = startMs + afterMs;
        const place = { id: `l${at}`, rev: 1, seq: at + 1, at: saidAt, until: saidAt + lastsMs };
        return Object.assign({ type: 'line' as const }, place, said);
      }),
  );

/** Rows without spaces around them, as every reader has them. */
export const tidy = (text: string) =>
  text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '')
    .join('\n');

export function exported(format: SubtitleFormat, all: readonly Line[]): string {
  const writer = createSubtitles(format, startMs);
  return all.map(writer.add).join('') + writer.end();
}
export const timesOf = ({ at, until = 0 }: Line) => ({ startMs: at - startMs, endMs: until - startMs });
