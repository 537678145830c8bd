// What other presenters write at this moment, line by line. A keystroke changes one text signal; the list changes only when
// a line begins or ends. The captioner's own text comes back from the relay too, and is left out.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { InterimTexts } from '../../client/interim-texts.ts';

export type Writing = {
  readonly id: string;
  /** The name they write under. */
  readonly speaker: string | undefined;
  readonly text: ReadonlySignal<string>;
};

export type OthersWriting = {
  readonly now: ReadonlySignal<readonly Writing[]>;
  /** A text of this page's own begins, goes on, or is over. */
  own(id: string, isActive: boolean): void;
  follow(interims: InterimTexts): void;
};

export function createOthersWriting(): OthersWriting {
  const now = signal<readonly Writing[]>([]);
  let known = new Map<string, Writing & { readonly text: Signal<string> }>();
  /** Own texts, and whether they still go on; one that is over is forgotten when the relay has said so too. */
  const own = new Map<string, boolean>();

  return {
    now,
    own: (id, isActive) => void own.set(id, isActive),
    follow(interims) {
      for (const [id, isActive] of own) if (!isActive && !interims.has(id)) own.delete(id);
      const next: typeof known = new Map();
      let isSame = true;
      for (const [id, { text, speaker }] of interims) {
        if (own.has(id)) continue;
        const before = known.get(id);
        const same = before?.speaker === speaker ? before : undefined;
        if (same) same.text.value = text;
        else isSame = false;
        next.set(id, same ?? { id, speaker, text: signal(text) });
      }
      isSame &&= next.size === known.size;
      known = next;
      if (!isSame) now.value = [...next.values()];
    },
  };
}
