// Makes lines of what a recogniser hears in one run: each piece of speech is a line of its own, shown in the making and
// finished once. Invariant: what viewers have read of it is never taken away again when the run ends before it was final.
// Chrome on Android calls results final that are not, with a confidence of 0, and begins a new result for each word, which
// holds all words so far.
import type { Voice } from '../../../client/outgoing-interims.ts';
import { newId } from '../../../client/new-id.ts';
import { limits } from '../../../protocol/limits.ts';
import { cleanText, hasVisibleText } from '../../../protocol/text.ts';
import type { Machine } from '../../desk/locks.ts';
import type { Heard } from '../../desk/recogniser.ts';
import { splitText } from '../../../protocol/line-splitter.ts';

export type HeardLines = {
  /** Returns the words that were heard last. */
  hear(heard: Pick<Heard, 'resultIndex' | 'results'>): string;
  /** The run is over: what is in the making is finished as it stands. */
  finish(): void;
  /** What is in the making is taken away. */
  drop(): void;
};

type Making = { readonly id: string; readonly at: number; text: string; isCalledFinal: boolean };

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]+/gu, '');

/** Whether a text begins with all words of another, however they are spelled. */
const isSaidIn = (words: string, text: string) => plain(words) !== '' && plain(text).startsWith(plain(words));

/** @param voice whose words they are, asked for each time. */
export function createHeardLines(machine: Machine, voice: () => Voice): HeardLines {
  /** By the place of the result in the run. */
  const making = new Map<number, Making>();
  /** Browsers on phones tell the same final result again. */
  const finished = new Set<number>();

  function end(place: number, { id, at, text }: Making): void {
    making.delete(place);
    finished.add(place);
    const pieces = splitText(text, limits.textCodePoints).map((piece) => piece.trim());
    for (const [part, piece] of pieces.filter(hasVisibleText).entries()) {
      const draft = { type: 'line', id: part === 0 ? id : newId(), rev: 1, text: piece, at } as const;
      if (!machine.publish({ ...draft, ...voice() })) return;
    }
  }

  /** The line that a new result goes on with: the one before it, whose words it holds. */
  function goesOn(place: number, text: string): Making | undefined {
    const before = making.get(place - 1);
    if (!before || !isSaidIn(before.text, text)) return undefined;
    making.delete(place - 1);
    finished.add(place - 1);
    return before;
  }

  /** A result that nothing went on with was final, whatever its confidence. */
  function endBefore(place: number): void {
    const before = making.get(place - 1);
    if (before?.isCalledFinal) end(place - 1, before);
  }

  return {
    hear({ resultIndex, results }) {
      let last = '';
      for (let place = resultIndex; place < results.length; place++) {
        const result = results[place];
        if (!result || finished.has(place)) continue;
        const { transcript = '', confidence } = result[0] ?? {};
        const text = cleanText(transcript).trim();
        const line = making.get(place) ??
          goesOn(place, text) ?? { id: newId(), at: Date.now(), text, isCalledFinal: false };
        line.isCalledFinal = result.isFinal;
        line.text = text;
        last = text || last;
        if (!hasVisibleText(text)) {
          if (making.delete(place)) machine.interim(line.id, '', {});
          continue;
        }
        making.set(place, line);
        endBefore(place);
        if (result.isFinal && confidence !== 0) end(place, line);
        else if (!machine.interim(line.id, splitText(text, limits.textCodePoints)[0], voice())) {
          making.delete(place);
          finished.add(place);
        }
      }
      return last;
    },
    finish() {
      for (const [place, line] of making) end(place, line);
    },
    drop() {
      for (const { id } of making.values()) machine.interim(id, '', {});
      making.clear();
    },
  };
}
