// Keeps words that were typed off the record from being sent when the record resumes, whoever resumes it. The console sets them aside;
// only the captioner can put them back into the field.
import { type ReadonlySignal, signal } from '@preact/signals';

import { hasVisibleText } from '../../protocol/text.ts';
import type { Composer } from './composer.ts';

export type OffRecord = {
  /** The words that were set aside; '' if there are none. */
  readonly aside: ReadonlySignal<string>;
  /** The part of the field's text that was typed on the record; undefined while the session is on the record. */
  typedBefore(): string | undefined;
  /** Call it when the floor changes, before the composer sends its text again. */
  follow(isOff: boolean): void;
  /** Puts the words back behind the field's text. From then on they are sent like any other text. */
  putBack(): void;
  drop(): void;
};

export function createOffRecord(composer: Pick<Composer, 'making' | 'swap'>): OffRecord {
  const aside = signal('');
  let before: string | undefined;

  return {
    aside,
    typedBefore: () => before,
    follow(isOff) {
      if (isOff) {
        before ??= composer.making()?.text ?? '';
        return;
      }
      if (before === undefined) return;
      const typed = composer.making()?.text ?? '';
      if (typed !== before && hasVisibleText(typed)) {
        composer.swap(before);
        // What stood in the field before returns to it, and is not asked about.
        const own = typed.startsWith(before) ? typed.slice(before.length).trim() : typed;
        aside.value = aside.peek() ? `${aside.peek()}\n${own}` : own;
      }
      before = undefined;
    },
    putBack() {
      const text = aside.peek();
      aside.value = '';
      const now = composer.making()?.text;
      composer.swap(now ? `${now} ${text}` : text);
    },
    drop() {
      aside.value = '';
    },
  };
}
