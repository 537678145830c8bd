// Tools that post words as they are heard, a word or half a sentence at a time: their pieces join one line. The rule, for all
// dialects alike: a piece that ends neither a line nor a sentence leaves the line open, and what comes next joins it. A line is
// finished at a sentence's end, a line end, about two rows, or when no piece has come for relayTiming.openLineIdleMs.
import { splitText } from '../../../protocol/line-splitter.ts';
import { sentenceEnd } from '../../../protocol/sentence-end.ts';
import { codePointLength } from '../../../protocol/text.ts';
import type { TimedCue, Voice } from './cues.ts';

/** A line is finished where it would get longer than this: about two rows. */
export const lineCodePoints = 180;

export type Piece = Voice &
  TimedCue & {
    /** The tool's own number of it. */
    readonly number?: number | undefined;
    /** One with a higher number came before it. */
    readonly isLate?: boolean | undefined;
  };

type Words = { readonly text: string; readonly number?: number | undefined };

/** A line that is still being said. */
export type OpenLine = Voice & { readonly at: number; readonly words: readonly Words[] };

export type FinishedLine = Voice & { readonly text: string; readonly at: number };

export type Joined = { readonly lines: readonly FinishedLine[]; readonly open: OpenLine | undefined };

/** Words that stand beside each other, with a space between them where their script has one. */
function joinWords(before: string, after: string): string {
  const isTight = before === '' || tightAfter.test(before) || tightBefore.test(after);
  return isTight ? before + after : `${before} ${after}`;
}

// Scripts that write no space between words, and what opens or closes what stands beside it.
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}';
const tightAfter = new RegExp(`[${unspaced}、。「（(“\\n-]$`, 'u');
const tightBefore = new RegExp(`^(?:[${unspaced}、。」）]|[,.;:!?…)”’]+(?:\\s|$))`, 'u');

/** What stands in an open line so far. */
export const textOf = ({ words }: OpenLine): string =>
  words.reduce((text, word) => joinWords(text, word.text), '');

export function finishedLine({ words, ...line }: OpenLine): FinishedLine {
  return { ...line, text: textOf({ ...line, words }) };
}

/** A late word goes before those with a higher number. */
function placed(words: readonly Words[], { text, number, isLate }: Piece): readonly Words[] {
  const before = isLate ? words.findIndex((word) => (word.number ?? 0) > (number ?? 0)) : -1;
  const at = before < 0 ? words.length : before;
  return [...words.slice(0, at), { text, number }, ...words.slice(at)];
}

/** The sentences that have ended, and what was begun after them. */
function sentencesOf(text: string): { readonly ended: readonly string[]; readonly rest: string } {
  const ended: string[] = [];
  // The end of a text is one of a sentence, as if a word came behind it.
  let rest = `${text} `;
  for (let end = sentenceEnd(rest); end !== undefined; end = sentenceEnd(rest)) {
    ended.push(rest.slice(0, end).trim());
    rest = rest.slice(end);
  }
  return { ended, rest: rest.trim() };
}

/**
 * Joins a piece to the line that is open, unless it has another voice, or is a caption of its own: it has several rows, or is long.
 * A caption that comes whole stays one line, however many sentences it has.
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
  // What was begun behind a finished line was said with this piece.
  const isUncut = ended.length === 0 && rows.length === 0;
  return { lines, open: isUncut ? { ...line, words } : { ...line, at, words: [{ text: last, number }] } };
}
