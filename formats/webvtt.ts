// Reads WebVTT as a browser does (W3C WebVTT, 6.1 and 6.2: the file parser and its blocks), and goes on where a browser
// gives up: a missing signature, times in another spelling, and words below an empty row are read, and reported.
import { languageOf } from '../protocol/language-tag.ts';
import { type CaptionFault, type ParsedCue, type ParsedFile, quoted, rowsOf } from './caption-file.ts';
import { type CueTimes, readLooseTimes, readStrictTimes } from './cue-times.ts';
import { type CueText, readCueText } from './webvtt-text.ts';

const signature = /^WEBVTT(?:[ \t]|$)/;
/** Blocks that say something about the file, and styles that an empty row has cut off from their heading. */
const aboutFile = /^(?:NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$|X-TIMESTAMP-MAP=|::cue|@|\/\*|\})/;

type RawCue = CueTimes & { readonly row: number; rows: string[] };

/** What may stand between two empty rows. */
type Block = {
  /** The place after it. */
  readonly next: number;
  readonly cue?: RawCue;
  /** Rows that no time belongs to, and the place of the first. */
  readonly loose: readonly string[];
  readonly from: number;
};

const isArrowRow = (row: string) => row.includes('-->') || readLooseTimes(row) !== undefined;

/** Collects a block (6.2): a time may be its first row, or its second below an id; another one begins a block of its own. */
function collectBlock(
  rows: readonly string[],
  from: number,
  note: (row: number, reason: string) => void,
): Block {
  let cue: RawCue | undefined;
  let buffer: string[] = [];
  let sawArrow = false;
  let at = from;
  for (; at < rows.length; at++) {
    const row = rows[at] as string;
    if (row === '') break;
    if (!isArrowRow(row)) {
      buffer.push(row);
      continue;
    }
    if (sawArrow || at - from > 1) break;
    sawArrow = true;
    const strict = readStrictTimes(row);
    const times = strict ?? readLooseTimes(row);
    if (!times) {
      note(
        at + 1,
        `${quoted(row)} is not a time (00:00:00.000 --> 00:00:00.000); the words below it were left out`,
      );
      continue;
    }
    if (!strict) note(at + 1, `${quoted(row)} is not a time of WebVTT; it was read all the same`);
    cue = { ...times, row: at + 1, rows: [] };
    buffer = [];
  }
  if (cue) cue.rows = buffer;
  return { next: at, from, loose: cue || sawArrow ? [] : buffer, ...(cue && { cue }) };
}

/** The header below the signature: `Language: en` and the like, up to an empty row or the first time. */
function readHeader(rows: readonly string[]): { next: number; lang?: string } {
  let next = 1;
  let lang: string | undefined;
  for (; next < rows.length; next++) {
    const row = rows[next] as string;
    if (row === '' || isArrowRow(row)) break;
    const [, value] = /^Language[ \t]*[:=](.*)$/i.exec(row) ?? [];
    lang ??= languageOf(value);
  }
  return { next, ...(lang && { lang }) };
}

function parsedCue({ row, rows, ...times }: RawCue, note: (row: number, reason: string) => void): ParsedCue {
  const { startMs, endMs } = times;
  const { spoken, hasWordTimes, unknownTags }: CueText = readCueText(rows.join('\n'));
  if (endMs < startMs) note(row, 'the cue ends before it starts; it ends when it starts');
  for (const name of unknownTags)
    note(row, `<${name}> is not a tag of WebVTT; browsers leave it out, and so did this`);
  return { row, startMs, endMs: Math.max(startMs, endMs), spoken, hasWordTimes };
}

export function parseWebVtt(content: string): ParsedFile {
  const rows = rowsOf(content.replaceAll('\0', '\ufffd'));
  const faults: CaptionFault[] = [];
  const note = (row: number, reason: string) => void faults.push({ row, reason });
  const hasSignature = signature.test(rows[0] ?? '');
  if (!hasSignature) note(1, 'the file does not begin with WEBVTT; it was read all the same');
  const { next, lang } = hasSignature ? readHeader(rows) : { next: 0 };

  const found: RawCue[] = [];
  for (let at = next; at < rows.length;) {
    if (rows[at] === '') {
      at++;
      continue;
    }
    const { cue, loose, from, next: after } = collectBlock(rows, at, note);
    at = after;
    if (cue) found.push(cue);
    const words = loose.join(' ').trim();
    if (words === '' || aboutFile.test(loose[0] ?? '')) continue;
    const above = found.at(-1);
    if (above?.rows.join('').trim() === '') {
      above.rows = [...loose];
      note(from + 1, `an empty row parts ${quoted(words)} from its time; the words were read all the same`);
    } else note(from + 1, `${quoted(words)} has no time (FROM --> TO) above it and was left out`);
  }
  const cues = found.map((cue) => parsedCue(cue, note));
  faults.sort((a, b) => a.row - b.row);
  return { cues, faults, ...(lang && { lang }) };
}
