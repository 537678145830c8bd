// Finds words in lines, whatever their case and accents (Unicode Annex 15: compared as decomposed, marks left out).
import type { ComponentChildren } from 'preact';

const marks = /\p{M}/gu;
/** The rest of a decomposed Korean syllable, so that a match ends with its syllable. */
const restOfSyllable = '[\\u1160-\\u11ff]*';

/** What finds a text; undefined for one without anything to find. */
export function patternOf(wanted: string): RegExp | undefined {
  const plain = wanted.trim().normalize('NFD').replace(marks, '');
  // By number: no character means anything to the expression.
  const spelled = [...plain].map((char) => `\\u{${char.codePointAt(0)?.toString(16)}}\\p{M}*`).join('');
  return plain ? new RegExp(`(${spelled}${restOfSyllable})`, 'iu') : undefined;
}

export const isFound = (text: string, pattern: RegExp) => pattern.test(text.normalize('NFD'));

/** The text with what was found in it marked. */
export const highlighted = (text: string, pattern: RegExp | undefined): ComponentChildren =>
  pattern
    ? text
        .normalize('NFD')
        .split(pattern)
        .map((part, at) => (at % 2 ? <mark>{part.normalize()}</mark> : part.normalize()))
    : text;
