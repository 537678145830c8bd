// What a relay would not take because of its length, told before it is sent: it counts what would be stored, and a
// frame beyond its limit would end the connection with everything behind it unsent.
import { limits } from '../protocol/limits.ts';
import type { Draft } from '../protocol/records.ts';
import { cleanName, cleanText, codePointLength } from '../protocol/text.ts';

/** Twice the code points is the most that a schema lets through, whatever cleaning would leave of it. */
const isLonger = (raw: string, clean: (text: string) => string, most: number) =>
  raw.length > most * 2 || codePointLength(clean(raw)) > most;

/** Why this record is too long; undefined when it is not. */
export function tooLong(draft: Draft): string | undefined {
  const { textCodePoints, nameCodePoints } = limits;
  if ('text' in draft && isLonger(draft.text, (text) => cleanText(text).trim(), textCodePoints)) {
    return `${draft.type}: text has more than ${textCodePoints} code points`;
  }
  if ('speaker' in draft && isLonger(draft.speaker ?? '', cleanName, nameCodePoints)) {
    return `${draft.type}: speaker has more than ${nameCodePoints} code points`;
  }
  return undefined;
}

/** As much of the beginning of a text as fits. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return [...text.substring(0, most * 2)].slice(0, most).join('');
}
