// Reads SubRip, which has no specification: a time begins a cue, and everything down to the next time belongs to it, but for
// the number above that time. Empty rows are not trusted, because tools put them in and leave them out.
import { decodeHTMLStrict } from 'entities/decode';

import { type CaptionFault, type ParsedCue, type ParsedFile, quoted, rowsOf } from './caption-file.ts';
import { type CueTimes, readLooseTimes } from './cue-times.ts';

/** Tags of players: their words count. Anything else between angle brackets is words. */
const playerTags = /<\/?(?:b|i|u|s|em|strong|font|span|c|ruby|rt|big|small|p|div)(?:[\s.][^<>]*)?\/?>/gi;
const lineBreaks = /<[Bb][Rr][ \t]{0,9}\/?>|\\N|\\n(?!\p{L})/gu;
/** Positions and styles of SubStation (`{\an8}`) and MicroDVD (`{y:i}`). */
const overrides = /\{(?:\\[^{}]*|[a-z]:[^{}]*)\}/gi;
/** What our own files put behind the beginning of such markup, so that players show it. */
const joiner = /(?<=[&<{\\–—-])\u2060/g;
/** Coordinates, and settings of WebVTT. */
const settings = /^(?:\s+[a-z]\w{0,19}:\S+)*\s*$/i;
/** Meant as a time, and not as words with an arrow in them. */
const brokenTime = /^\s*\d{1,9} ?[:.]\S*\s{0,9}-->/;
const isNumber = (row: string | undefined) => row !== undefined && /^\s*\d{1,9}\s*$/.test(row);

function readText(text: string): string {
  const shown = text.replace(overrides, '').replace(lineBreaks, '\n').replace(playerTags, '');
  return decodeHTMLStrict(shown).replace(joiner, '');
}

type Found = CueTimes & { readonly at: number };

/** The place of the number that belongs to a time, if there is one; without one, the time's own place. */
function beginOf(rows: readonly string[], at: number, isNumbered: boolean): number {
  const above = rows[at - 1];
  if (!isNumber(above)) return at;
  // Without an empty row above it, a number may be what somebody says.
  const standsAlone = at < 2 || rows[at - 2]?.trim() === '';
  return isNumbered || standsAlone ? at - 1 : at;
}

export function parseSubRip(content: string): ParsedFile {
  const rows = rowsOf(content);
  const faults: CaptionFault[] = [];
  const note = (row: number, reason: string) => void faults.push({ row, reason });
  const times = rows.flatMap((row, at): Found[] => {
    const found = readLooseTimes(row);
    if (found) return [{ ...found, at }];
    if (brokenTime.test(row)) {
      note(
        at + 1,
        `${quoted(row)} is not a time (00:00:00,000 --> 00:00:00,000); the words below it go with the cue above`,
      );
    }
    return [];
  });
  const [first] = times;
  const isNumbered = first !== undefined && isNumber(rows[first.at - 1]);
  const firstBegin = first ? beginOf(rows, first.at, isNumbered) : rows.length;
  const before = rows
    .slice(0, firstBegin)
    .findIndex((row) => row.trim() !== '' && !isNumber(row) && !brokenTime.test(row));
  if (before >= 0)
    note(before + 1, `${quoted(rows[before] ?? '')} has no time (FROM --> TO) above it and was left out`);

  const cues = times.map(({ at, startMs, endMs, rest }, place): ParsedCue => {
    const next = times[place + 1];
    const body = rows
      .slice(at + 1, next ? beginOf(rows, next.at, isNumbered) : rows.length)
      // A time that cannot be read, and the number above it, are not said.
      .filter(
        (row, n, all) => !brokenTime.test(row) && !(isNumber(row) && brokenTime.test(all[n + 1] ?? '')),
      );
    while (body.at(-1)?.trim() === '') body.pop();
    // The number of a cue that never came.
    if (!next && isNumbered && isNumber(body.at(-1)) && body.at(-2)?.trim() === '') body.pop();
    const text = readText((settings.test(rest) ? body : [rest, ...body]).join('\n'));
    if (endMs < startMs) note(at + 1, 'the cue ends before it starts; it ends when it starts');
    return { row: at + 1, startMs, endMs: Math.max(startMs, endMs), spoken: [{ text }] };
  });
  return { cues, faults: faults.sort((a, b) => a.row - b.row) };
}
