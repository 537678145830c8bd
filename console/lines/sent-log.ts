// How much of what this page handed in is still on its way, and what came back: sums over the presenter's publications.
import { type ReadonlySignal, signal } from '@preact/signals';

import type { Publication } from '../../client/outbox.ts';

export type SentLog = {
  /** Records neither acknowledged nor refused. */
  readonly waiting: ReadonlySignal<number>;
  /** The record refused last. */
  readonly refused: ReadonlySignal<Publication | undefined>;
  /** A record was handed in, or has come further. */
  tell(publication: Publication): void;
};

export function createSentLog(): SentLog {
  const waiting = signal(0);
  const refused = signal<Publication | undefined>(undefined);
  const open = new Set<number>();

  return {
    waiting,
    refused,
    tell(publication) {
      const { key, state } = publication;
      if (state === 'refused') refused.value = publication;
      if (state === 'refused' || state === 'acked') open.delete(key);
      else open.add(key);
      waiting.value = open.size;
    },
  };
}
