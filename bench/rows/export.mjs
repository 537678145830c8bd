// What a transcript of 100,000 lines costs who serves it: how long each form takes, and how much memory, against one of 1,000
// lines. A file that is streamed costs the same whatever its length, but for what the garbage collector lets stand meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createEmbeddedEngine } from '../../dist/relay/engines/embedded.js';
import { startRelay } from '../measure/broadcasters.mjs';
import { nowMs } from '../measure/clock.mjs';
import { end, residentKib } from '../measure/processes.mjs';
import { rounded } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const text = 'It was the last thing that anybody said before the light went out.';
const formats = ['vtt', 'srt', 'txt', 'json'];
const batchLines = 200;
const rounds = 3;

/** A log with so many lines in it, each hundredth corrected. @param {string} data @param {string} session @param {number} lines */
async function fill(data, session, lines) {
  const engine = createEmbeddedEngine(data, { ageMs: Infinity, recordsPerSession: lines * 2 });
  const nowAtMs = Date.now();
  for (let from = 0; from < lines; from += batchLines) {
    const drafts = Array.from({ length: Math.min(batchLines, lines - from) }, (_, at) => ({
      type: /** @type {const} */ ('line'),
      id: `l${from + at}`,
      rev: 1,
      text: `${from + at} ${text}`,
      speaker: 'Ana',
      at: nowAtMs - (lines - from - at) * 1000,
    }));
    const [first] = drafts;
    if (first) drafts.push({ ...first, rev: 2, text: `${from} ${text} Indeed.` });
    const request = {
      session,
      publisher: 'p',
      numbering: /** @type {const} */ ('rising'),
      number: /** @type {const} */ ('next'),
    };
    await engine.appendBatch({ ...request, drafts, nowMs: nowAtMs });
  }
  await engine.close();
}

/** Reads a transcript and keeps nothing of it. @param {string} url */
async function read(url) {
  const beganMs = nowMs();
  const response = await fetch(url);
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
  let bytes = 0;
  for await (const piece of response.body) bytes += piece.length;
  return { tookMs: nowMs() - beganMs, bytes };
}

/** @param {number} lines @param {(text: string) => void} progress */
async function measure(lines, progress) {
  const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
  try {
    progress(`${lines} lines are written`);
    await fill(data, 'long', lines);
    await fill(data, 'short', 100);
    const relay = await startRelay({ data });
    const urlOf = (/** @type {string} */ session, /** @type {string} */ format) =>
      `${relay.url}/v1/sessions/${session}/transcript.${format}`;
    // What a first answer needs, whatever its length.
    for (const format of formats) await read(urlOf('short', format));
    // Without the store's pages, which are the disk's.
    const residentNow = () => residentKib(relay.child, 'RssAnon');
    const beforeKib = residentNow();
    let highestKib = beforeKib;
    const watch = setInterval(() => (highestKib = Math.max(highestKib, residentNow())), 20);
    const rows = [];
    for (const format of formats) {
      progress(`${lines} lines are read as .${format}`);
      const runs = [];
      for (let round = 0; round < rounds; round++) runs.push(await read(urlOf('long', format)));
      runs.sort((a, b) => a.tookMs - b.tookMs);
      const { tookMs, bytes } = /** @type {{ tookMs: number, bytes: number }} */ (
        runs[Math.floor(rounds / 2)]
      );
      rows.push({
        form: `.${format}`,
        lines: lines.toLocaleString('en'),
        'file, MB': rounded(bytes / 1e6, 1),
        'took, s': rounded(tookMs / 1000),
        'lines a second': Math.round(lines / (tookMs / 1000)).toLocaleString('en'),
      });
    }
    clearInterval(watch);
    const grewMib = (highestKib - beforeKib) / 1024;
    await end(relay.child);
    return { rows, grewMib };
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** @type {Row} */
export const exported = {
  name: 'export',
  about: 'a transcript of 100,000 lines (short: 20,000) in each form: time, and memory against one of 1,000',
  async run({ full, progress }) {
    const lines = full ? 100_000 : 20_000;
    const [short, long] = [await measure(1_000, progress), await measure(lines, progress)];
    const many = `${lines.toLocaleString('en')} lines`;
    return {
      tables: [
        { title: `transcripts of ${many}, the middle of ${rounds} runs`, rows: long.rows },
        {
          title: "the relay's memory, grown at its highest",
          rows: [
            { lines: '1,000 (control)', 'MiB more': rounded(short.grewMib, 1) },
            { lines: many, 'MiB more': rounded(long.grewMib, 1) },
          ],
        },
      ],
      bars: [
        {
          what: `memory for ${many} beyond that for 1,000`,
          figure: long.grewMib - short.grewMib,
          atMost: 40,
          unit: 'MiB',
        },
      ],
    };
  },
};
