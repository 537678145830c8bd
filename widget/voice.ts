// How a line reads as plain text, the same for eyes, ears and fingers: sounds in brackets, music between notes.
import { marksOf } from '../protocol/marks.ts';
import type { Line } from '../protocol/records.ts';

type Spoken = Pick<Line, 'kind' | 'speaker' | 'text'>;

/** The whole line as one sentence, with its speaker's name when that is wanted. */
export function spokenLine(line: Spoken, named: boolean): string {
  const [before, after] = marksOf(line);
  return (named && line.speaker ? `${line.speaker}: ` : '') + before + line.text + after;
}

const rightToLeft =
  /^(?:ar|arc|ckb|dv|fa|he|iw|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)(?!.*\bLatn\b)|-(?:Arab|Hebr|Nkoo|Syrc|Thaa)(?:-|$)/i;

/**
 * The attributes of an element with a line's words. The language says which way they run, whatever letter they begin with; words of no
 * language run as their letters do, and are taken for the page's language rather than the widget's own.
 */
export const languageAttributes = (lang: string | undefined) =>
  ({
    lang: lang ?? document.documentElement.lang,
    dir: lang ? (rightToLeft.test(lang) ? 'rtl' : 'ltr') : 'auto',
  }) as const;
