#!/usr/bin/env node
// Plays every caption file of a folder into a relay, exports it in all four forms, and compares: the same cues, with the same
// words, in the same order, at the same times.
// Usage: node scripts/round-trip.mjs FOLDER. Exits with 1 when anything differs.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const command = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
const { readCaptions } = await import('../dist/formats/read-captions.js');
const run = promisify(execFile);
const toleratedMs = 50;

/** @typedef {{ startMs?: number, endMs?: number, text: string, speaker?: string, lang?: string }} Cue */

/** Names stand before the words where a form has no other place for them. @param {Cue} cue */
const namedText = ({ speaker, text }) => (speaker ? `${speaker}: ${text}` : text);

/** What each form keeps of a cue. @type {Record<string, (cue: Cue) => Cue>} */
const keptBy = {
  vtt: (cue) => cue,
  json: (cue) => cue,
  srt: ({ startMs, endMs, ...cue }) => ({ startMs, endMs, text: namedText(cue) }),
  txt: (cue) => ({ text: namedText(cue) }),
};

/** What a file says of a cue; the kind follows from its words. @param {any} cue @param {string} [fileLang] @returns {Cue} */
function cueOf({ startMs, endMs, text, speaker, lang: ownLang }, fileLang) {
  const lang = ownLang ?? fileLang;
  return { startMs, endMs, text, ...(speaker && { speaker }), ...(lang && { lang }) };
}

/** The cues of an exported file, as that form keeps them. @type {Record<string, (file: string, originMs: number) => Promise<Cue[]>>} */
const readers = {
  vtt: async (file) => readCaptions(file, 'vtt').cues.map((cue) => cueOf(cue)),
  srt: async (file) => readCaptions(file, 'srt').cues.map((cue) => cueOf(cue)),
  async json(file, originMs) {
    const { lines } = JSON.parse(file);
    return lines.map((/** @type {any} */ line) =>
      cueOf({ ...line, startMs: line.at - originMs, endMs: line.until - originMs }),
    );
  },
  txt: async (file) =>
    file
      .trimEnd()
      .split('\n')
      .map((text) => ({ text })),
};

/** @param {Cue} a @param {Cue} b */
function isSame(a, b) {
  const near = (/** @type {number | undefined} */ x, /** @type {number | undefined} */ y) =>
    x === y || (x !== undefined && y !== undefined && Math.abs(x - y) <= toleratedMs);
  const words = (/** @type {Cue} */ { text, speaker, lang }) => JSON.stringify([text, speaker, lang]);
  return near(a.startMs, b.startMs) && near(a.endMs, b.endMs) && words(a) === words(b);
}

/** @param {string[]} parameters */
const captionwire = async (...parameters) =>
  (await run(process.execPath, [command, ...parameters], { maxBuffer: 1 << 28 })).stdout;

/** @param {string} path @param {string} session @param {string[]} where */
async function roundTrip(path, session, where) {
  const type = extname(path) === '.srt' ? 'srt' : 'vtt';
  const { cues, lang: fileLang } = readCaptions(readFileSync(path, 'utf8'), type);
  const said = cues.map((cue) => cueOf(cue, fileLang));
  const played = await captionwire(
    'replay',
    path,
    '--session',
    session,
    '--at-once',
    '--keep-start',
    '--json',
    ...where,
  );
  const { originMs } = JSON.parse(played);
  const outcomes = [];
  for (const [format, kept] of Object.entries(keptBy)) {
    const origin = ['--origin', String(originMs)];
    const file = await captionwire('export', session, '--format', format, ...origin, ...where);
    const wanted =
      format === 'txt'
        ? said.flatMap((cue) =>
            kept(cue)
              .text.split('\n')
              .map((text) => ({ text })),
          )
        : said.map(kept);
    const found = await readers[format]?.(file, originMs);
    const at = wanted.findIndex((cue, place) => !found?.[place] || !isSame(cue, found[place]));
    const isWhole = at < 0 && found?.length === wanted.length;
    outcomes.push(`${format} ${isWhole ? 'same' : 'DIFFERS'}`);
    if (isWhole) continue;
    process.exitCode = 1;
    console.error(`${path}, ${format}: ${wanted.length} cues went in, ${found?.length} came out`);
    if (at >= 0) console.error(`  in  ${JSON.stringify(wanted[at])}\n  out ${JSON.stringify(found?.[at])}`);
  }
  console.log(`${path}: ${cues.length} cues; ${outcomes.join(', ')}`);
}

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('give a folder with WebVTT or SubRip files: node scripts/round-trip.mjs FOLDER');
  process.exit(2);
}
const files = readdirSync(folder).filter((name) => ['.vtt', '.srt'].includes(extname(name)));
if (files.length === 0) {
  console.error(`${folder}: no WebVTT or SubRip file`);
  process.exit(1);
}
const data = mkdtempSync(join(tmpdir(), 'captionwire-round-trip-'));
const relay = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise((resolve) => relay.once('exit', resolve));
try {
  const url = await new Promise((resolve, reject) => {
    let said = '';
    relay.once('exit', (code) => reject(new Error(`the relay ended with ${code}`)));
    relay.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const listening = /http:\/\/[\w.:]+/.exec(said)?.[0];
      if (listening) resolve(listening);
    });
  });
  for (const [at, name] of files.entries()) {
    await roundTrip(join(folder, name), `file-${at}`, ['--relay', url, '--data', data]);
  }
} finally {
  relay.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
}
