// Whatever text a peer sends, each step that meets it takes time in proportion to its length: the worst that is known for
// each step, 64 KiB of it, and four times as much. A step that took the square of the length would take sixteen times as long.
import { describe, expect, test } from 'vitest';

import { phraseEnd, splitSentences, splitText } from '../../protocol/line-splitter.ts';
import { kindOf, marksOf } from '../../protocol/marks.ts';
import type { Line } from '../../protocol/records.ts';
import { readCaptions } from '../../formats/read-captions.ts';
import { createSubtitles, json, plainText, srt, vtt } from '../../formats/subtitles.ts';
import { cleanName, cleanText, codePointLength, hasVisibleText } from '../../protocol/text.ts';

const worst: Record<string, (length: number) => string> = {
  'spaces between letters': (length) => `a${' '.repeat(length)}b`,
  'spaces before line ends': (length) => `a${' \n'.repeat(length / 2)}b`,
  'marks on one letter': (length) => `a${'\u0301\u0327'.repeat(length / 2)}`,
  'marks that a control keeps apart': (length) => `a${'\u0301\u0000'.repeat(length / 2)}`,
  'directions that open and never close': (length) => '\u202a'.repeat(length),
  'isolates inside embeddings': (length) => '\u202a'.repeat(length / 2) + '\u2069'.repeat(length / 2),
  'isolates that close': (length) => '\u2067'.repeat(length / 2) + '\u2069'.repeat(length / 2),
  'format characters': (length) => '\u200b'.repeat(length),
  'closing quotes': (length) => `a${')'.repeat(length)} b`,
  'full stops': (length) => `${'. '.repeat(length / 2)}a`,
  brackets: (length) => '['.repeat(length),
  notes: (length) => `♪${' '.repeat(length)}`,
  'beginnings of tags': (length) => '<'.repeat(length),
  'ends of arrows': (length) => '-->'.repeat(length / 3),
};

/** The worst for readers of caption files, besides. */
const worstFiles: Record<string, (length: number) => string> = {
  'tags that nothing closes': (length) => '<b <v '.repeat(length / 6),
  'tags with many classes': (length) => `<c${'.a'.repeat(length / 2)}<`,
  'tags that open and never close': (length) => '<v a>'.repeat(length / 5),
  'words between tags that never close': (length) => '<b>x<lang fr>y'.repeat(length / 14),
  'words of two languages': (length) => '<lang fr>x</lang>y'.repeat(length / 18),
  'positions that nothing closes': (length) => '{\\an8'.repeat(length / 6),
  'character references': (length) => '&amp&#6'.repeat(length / 7),
  'rows of times': (length) => '00:00:01,000 --> 00:00:02,000\n'.repeat(length / 30),
  'times that nothing ends': (length) => `00:00:01,000 --> ${'0'.repeat(length)}`,
  'settings behind a time': (length) => `00:00:01,000 --> 00:00:02,000${' a:b'.repeat(length / 4)} c`,
};

const line = (text: string): Line => ({ type: 'line', id: 'a', rev: 1, seq: 1, at: 0, text, speaker: text });
const written = (format: typeof vtt) => (text: string) => {
  const writer = createSubtitles(format);
  writer.add(line(text));
  return writer.end();
};

const steps: Record<string, (text: string) => unknown> = {
  cleanText,
  cleanName,
  codePointLength,
  hasVisibleText,
  kindOf,
  marksOf: (text) => marksOf({ kind: 'music', text }),
  'marksOf a sound': (text) => marksOf({ kind: 'sound', text }),
  splitText: (text) => splitText(text, 2_000),
  splitSentences,
  phraseEnd: (text) => phraseEnd(text, 200),
  WebVTT: written(vtt),
  SubRip: written(srt),
  'plain text': written(plainText),
  JSON: written(json({ session: 'talk' })),
};

const readers: typeof steps = {
  'a WebVTT file': (text) => readCaptions(`WEBVTT\n\n00:00.000 --> 00:01.000\n${text}`, 'vtt'),
  'a SubRip file': (text) => readCaptions(text, 'srt'),
};

const lengthOnce = 64 * 1024;
/** Between four times and sixteen times as long; a step that is quicker than this is not measured by its ratio. */
const mostRatio = 10;
const quickMs = 6;

/** The processor time of a run, in milliseconds: other work of the machine is not in it. */
function costMs(step: (text: string) => unknown, text: string): number {
  const before = process.cpuUsage();
  step(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe.for([
  ...Object.entries(worst).map(([name, make]) => ({ name, make, used: { ...steps, ...readers } })),
  ...Object.entries(worstFiles).map(([name, make]) => ({ name, make, used: readers })),
])('$name', ({ make, used }) => {
  const [once, fourTimes] = [make(lengthOnce), make(lengthOnce * 4)];

  test.for(Object.entries(used))('cost %s no more than in proportion', ([, step]) => {
    // Once more where it looks worse: compiling and collecting are not the step's.
    let ratio = Infinity;
    for (let run = 0; run < 3 && ratio > mostRatio; run++) {
      ratio = costMs(step, fourTimes) / Math.max(quickMs, costMs(step, once));
    }
    expect(ratio).toBeLessThan(mostRatio);
  });
});
