// Makes lines of what a recogniser hears in one run: each piece of speech is a line of its own, shown in the making and
// finished once. Invariant: what viewers have read of it is never taken away again when the run ends before it was final.
import type { Voice } from '../../../client/outgoing-interims.ts';
import { newId } from '../../../client/presenter.ts';
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

type Making = { readonly id: string; readonly at: number; text: string };

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

  return {
    hear({ resultIndex, results }) {
      let last = '';
      for (let place = resultIndex; place < results.length; place++) {
        const result = results[place];
        if (!result || finished.has(place)) continue;
        const text = cleanText(result[0]?.transcript ?? '').trim();
        const line = making.get(place) ?? { id: newId(), at: Date.now(), text };
        line.text = text;
        last = text || last;
        if (!hasVisibleText(text)) {
          if (making.delete(place)) machine.interim(line.id, '', {});
          continue;
        }
        making.set(place, line);
        if (result.isFinal) end(place, line);
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
