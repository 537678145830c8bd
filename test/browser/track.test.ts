// WebVTT is read as a browser's own <track> reads it: the same words at the same times. Where more words are kept than a
// browser keeps (docs/exports.md), test/formats says so.
import { readdirSync, readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { readCaptions } from '../../formats/read-captions.ts';
import { vtt } from '../../formats/subtitles.ts';
import { cleanText } from '../../protocol/text.ts';
import { scaled } from '../helpers/effort.ts';
import { exported, oddTranscripts, tidy, timesOf } from '../helpers/odd-transcripts.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest({ demo: false });
type Shown = { readonly startMs: number; readonly endMs: number; readonly text: string };

/** What the browser's track has after reading each file. */
function readByBrowser(page: Page, files: readonly string[]): Promise<Shown[][]> {
  return page.evaluate(
    (contents) =>
      Promise.all(
        contents.map(
          (content) =>
            new Promise<Shown[]>((resolve) => {
              const track = document.createElement('track');
              const video = document.createElement('video');
              const end = () => {
                const cues = Array.from(track.track.cues ?? [], (cue) => ({
                  startMs: Math.round(cue.startTime * 1000),
                  endMs: Math.round(cue.endTime * 1000),
                  text: (cue as VTTCue).getCueAsHTML().textContent ?? '',
                }));
                video.remove();
                URL.revokeObjectURL(track.src);
                resolve(cues);
              };
              track.addEventListener('load', end);
              track.addEventListener('error', end);
              track.src = URL.createObjectURL(new Blob([content], { type: 'text/vtt' }));
              video.append(track);
              document.body.append(video);
              track.track.mode = 'hidden';
            }),
        ),
      ),
    files,
  );
}

/** Words without spaces, and what is said at one time as one: a cue with two speakers is two of ours. */
function compared(cues: readonly Shown[]): Shown[] {
  const merged = new Map<string, Shown>();
  for (const { startMs, endMs, text } of cues) {
    const words = cleanText(text).replace(/[\s\u200e\u200f]/gu, '');
    const key = `${startMs} ${endMs}`;
    const text0 = (merged.get(key)?.text ?? '') + words;
    if (words) merged.set(key, { startMs, endMs, text: text0 });
  }
  return [...merged.values()].toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

async function expectSame(page: Page, files: readonly string[]): Promise<void> {
  const shown = await readByBrowser(page, files);
  for (const [at, content] of files.entries()) {
    expect(compared(readCaptions(content, 'vtt').cues), content).toEqual(compared(shown[at] ?? []));
  }
}

test('every WebVTT file of the tests and the demo', async ({ newPage }) => {
  const files = ['test/captions', 'demo'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.vtt'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
  );
  expect(files.length).toBeGreaterThan(1);
  await expectSame(await newPage(), files);
});

const time = fc
  .tuple(fc.nat(120), fc.nat(59), fc.nat(59), fc.nat(999), fc.boolean())
  .map(([hours, minutes, seconds, ms, short]) => {
    const [h, m, s, f] = [hours, minutes, seconds]
      .map((value) => `${value}`.padStart(2, '0'))
      .concat(`${ms}`.padStart(3, '0'));
    return {
      ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms,
      text: short && hours === 0 ? `${m}:${s}.${f}` : `${h}:${m}:${s}.${f}`,
    };
  });
const times = fc
  .tuple(
    time,
    time,
    fc.constantFrom(' --> ', '-->', '\t-->  '),
    fc.constantFrom('', ' align:start position:0%', ' nonsense', '\tline:-1'),
  )
  .map(([a, b, arrow, settings]) => {
    const [from, to] = a.ms <= b.ms ? [a, b] : [b, a];
    return `${from.text}${arrow}${to.text}${settings}`;
  });
const words = [
  String.raw`one|two|trois|漢字|שלום|😀| |  |	|♪|NOTE|42|a > b|align:start|{\an8}|&|;|&amp;|&lt;|&gt;|&nbsp;|&lrm;|&eacute;|&hellip;`,
  '&copy 1|&#233;|&#x1F600;|&unknown;|&notin;|<b>|</b>|<i>|</i>|<u>|</u>|<c>|</c>|<c.yellow.loud>|<v Ann>|<v.loud Ann B>|</v>',
  '<lang fr>|<lang en-GB>|</lang>|<ruby>|<rt>|</rt>|</ruby>|<00:00:01.000>|<font size=3>|</font>|</x>',
].flatMap((list) => list.split('|'));
const word = fc.constantFrom(...words);
const row = fc.array(word, { minLength: 1, maxLength: 7 }).map((words) => words.join(' '));
const payload = fc
  .array(row, { minLength: 1, maxLength: 3 })
  .map((rows) => rows.filter((text) => text !== '').join('\n'));
const block = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom('', '7\n', 'NOTE1\n', 'intro - a\n'), times, payload)
      .map(([id, at, text]) => `${id}${at}\n${text}`),
  },
  fc.constantFrom(
    'NOTE',
    'NOTE a\nb',
    'STYLE\n::cue { color: red }',
    'REGION\nid:x',
    'X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00.000',
  ),
);
const file = fc
  .tuple(
    fc.constantFrom(
      'WEBVTT',
      '\ufeffWEBVTT',
      'WEBVTT - title',
      'WEBVTT\nKind: captions\nLanguage: en',
      'WEBVTT\ttalk',
    ),
    fc.array(fc.tuple(fc.constantFrom('\n\n', '\n\n\n', '\n', '\n \n'), block), { maxLength: 8 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom('', '\n', '\n\n'),
  )
  .map(([head, blocks, end, last]) => (head + blocks.flat().join('') + last).replaceAll('\n', end));

test('files with whatever WebVTT may have in it', async ({ newPage }) => {
  const page = await newPage();
  const files = fc.sample(file, scaled(100));
  await expectSame(page, files);
});

test('transcripts with odd words, exported', async ({ newPage }) => {
  const page = await newPage();
  const transcripts = fc.sample(oddTranscripts, scaled(100));
  const shown = await readByBrowser(
    page,
    transcripts.map((lines) => exported(vtt, lines)),
  );
  for (const [at, lines] of transcripts.entries()) {
    const wanted = lines.map((line) => Object.assign(timesOf(line), { text: tidy(line.text) }));
    expect(compared(shown[at] ?? [])).toEqual(compared(wanted));
  }
});
