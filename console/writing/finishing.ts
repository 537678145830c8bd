// When a line is finished: by Enter, at the end of a sentence, by its length, as the captioner chose on this device. What
// is longer than one line can be is always finished, whatever was chosen.
import type { Signal } from '@preact/signals';

import { limits } from '../../protocol/limits.ts';
import { keptSignal, readBoolean } from '../desk/kept-signal.ts';
import { phraseEnd, splitText } from '../../protocol/line-splitter.ts';
import { sentenceEnd } from '../../protocol/sentence-end.ts';

export type Finishing = {
  readonly byEnter: Signal<boolean>;
  readonly bySentence: Signal<boolean>;
  readonly byLength: Signal<boolean>;
  /** The length, in code points. */
  readonly length: Signal<number>;
  /** Where the beginning of a text is to be finished, in UTF-16 units; undefined while it is not. */
  finishAt(text: string): number | undefined;
};

/** Lengths that can be chosen. */
export const finishingLengths = { least: 20, most: 500 };
const usualLength = 80;

export const isFinishingLength = (length: unknown): length is number =>
  Number.isInteger(length) &&
  (length as number) >= finishingLengths.least &&
  (length as number) <= finishingLengths.most;

export function createFinishing(): Finishing {
  const byEnter = keptSignal('finish.enter', true, readBoolean);
  const bySentence = keptSignal('finish.sentence', false, readBoolean);
  const byLength = keptSignal('finish.by-length', false, readBoolean);
  const length = keptSignal('finish.length', usualLength, (kept) =>
    isFinishingLength(kept) ? kept : undefined,
  );
  return {
    byEnter,
    bySentence,
    byLength,
    length,
    finishAt(whole) {
      // As much as decides, so that a book that is pasted is not read through for each of its lines.
      const text = whole.slice(0, 2 * limits.textCodePoints + 2);
      const [first, ...rest] = splitText(text, limits.textCodePoints);
      const sentence = bySentence.peek() ? sentenceEnd(text) : undefined;
      const phrase = byLength.peek() ? phraseEnd(text, length.peek()) : undefined;
      const ends = [sentence, phrase, rest.length > 0 ? first.length : undefined].filter(
        (end) => end !== undefined,
      );
      return ends.length > 0 ? Math.min(...ends) : undefined;
    },
  };
}
