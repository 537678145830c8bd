// Joins pieces into lines, for tools that post a word or half a sentence at a time. One rule for all dialects: a piece that ends
// neither a line nor a sentence leaves the line open, and the next piece joins it. A line is finished at the end of a sentence, at a
// line end, after about two rows, or after relayTiming.openLineIdleMs without a piece.
import { splitText } from '../../../protocol/line-splitter.ts';
import { sentenceEnd } from '../../../protocol/sentence-end.ts';
import { codePointLength } from '../../../protocol/text.ts';
import type { TimedCue, Voice } from './cues.ts';

/** A longer line is split: about two rows. */
export const lineCodePoints = 180;

export type Piece = Voice &
  TimedCue & {
    /** The tool's own number. */
    readonly number?: number | undefined;
    /** A piece with a higher number arrived earlier. */
    readonly isLate?: boolean | undefined;
  };

type Words = { readonly text: string; readonly number?: number | undefined };

/** A line that more pieces may join. */
export type OpenLine = Voice & { readonly at: number; readonly words: readonly Words[] };

export type FinishedLine = Voice & { readonly text: string; readonly at: number };

export type Joined = { readonly lines: readonly FinishedLine[]; readonly open: OpenLine | undefined };

/** Joins words, with a space if their script uses spaces. */
function joinWords(before: string, after: string): string {
  const isTight = before === '' || tightAfter.test(before) || tightBefore.test(after);
  return isTight ? before + after : `${before} ${after}`;
}

// Scripts without spaces between words; opening and closing punctuation.
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}';
const tightAfter = new RegExp(`[${unspaced}、。「（(“\\n-]$`, 'u');
const tightBefore = new RegExp(`^(?:[${unspaced}、。」）]|[,.;:!?…)”’]+(?:\\s|$))`, 'u');

/** The text of an open line so far. */
export const textOf = ({ words }: OpenLine): string =>
  words.reduce((text, word) => joinWords(text, word.text), '');

export function finishedLine({ words, ...line }: OpenLine): FinishedLine {
  return { ...line, text: textOf({ ...line, words }) };
}

/** Inserts a late piece before those with a higher number. */
function placed(words: readonly Words[], { text, number, isLate }: Piece): readonly Words[] {
  const before = isLate ? words.findIndex((word) => (word.number ?? 0) > (number ?? 0)) : -1;
  const at = before < 0 ? words.length : before;
  return [...words.slice(0, at), { text, number }, ...words.slice(at)];
}

/** Splits off the finished sentences. */
function sentencesOf(text: string): { readonly ended: readonly string[]; readonly rest: string } {
  const ended: string[] = [];
  // A full stop ends the sentence even at the end of the text.
  let rest = `${text} `;
  for (let end = sentenceEnd(rest); end !== undefined; end = sentenceEnd(rest)) {
    ended.push(rest.slice(0, end).trim());
    rest = rest.slice(end);
  }
  return { ended, rest: rest.trim() };
}

/**
 * Joins a piece to the open line. A piece in another language or by another speaker finishes that line first, and so does a piece of
 * several rows or of more than lineCodePoints. A whole caption stays one line, however many sentences it has.
 */
export function joinPiece(open: OpenLine | undefined, given: Piece): Joined {
  const piece = { ...given, text: given.text.trim() };
  const { text, at, lang, speaker, number } = piece;
  if (text === '') {
    const isOver = open !== undefined && piece.endsLine === true;
    return isOver ? { lines: [finishedLine(open)], open: undefined } : { lines: [], open };
  }
  const standsAlone = text.includes('\n') || codePointLength(text) > lineCodePoints;
  const joins = open !== undefined && !standsAlone && open.lang === lang && open.speaker === speaker;
  const before = open && !joins ? [finishedLine(open)] : [];
  const line = { at: joins ? open.at : at, lang, speaker };
  if (standsAlone) return { lines: [...before, { ...line, text }], open: undefined };

  const words = placed(joins ? open.words : [], piece);
  const said = textOf({ ...line, words });
  const { ended, rest } = sentencesOf(said);
  if (words.length === 1 && (piece.endsLine === true || rest === '')) {
    return { lines: [...before, { ...line, text: said }], open: undefined };
  }
  const rows = splitText(rest, lineCodePoints).map((row) => row.trim());
  const last = piece.endsLine === true ? '' : (rows.pop() as string);
  const lines = [...before];
  for (const row of [...ended, ...rows]) if (row !== '') lines.push({ ...line, text: row });
  if (last === '') return { lines, open: undefined };
  // A remainder started with this piece.
  const isUncut = ended.length === 0 && rows.length === 0;
  return { lines, open: isUncut ? { ...line, words } : { ...line, at, words: [{ text: last, number }] } };
}
