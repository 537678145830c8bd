// What this console handed in, and how far each record has come: the presenter's publications, a row for each key.
// Every record not yet settled is kept, however long the relay is away; of the others only the last rows are, so that
// hours of captions leave memory flat.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { Publication } from '../../client/outbox.ts';
import type { Draft } from '../../protocol/records.ts';

/** Rows on the screen at most. */
export const sentRowsMax = 200;

export type SentProgress = Pick<Publication, 'state' | 'error'>;

/** One record handed in. Only its progress changes, so only its own row is drawn again. */
export type SentRow = {
  /** The publication's. */
  readonly key: number;
  readonly draft: Draft;
  /** When it was first said, local UTC milliseconds. */
  readonly at: number;
  readonly progress: ReadonlySignal<SentProgress>;
};

export type SentLog = {
  /** The last rows, oldest first. */
  readonly rows: ReadonlySignal<readonly SentRow[]>;
  /** Records neither acknowledged nor refused. */
  readonly waiting: ReadonlySignal<number>;
  /** The record refused last. */
  readonly refused: ReadonlySignal<SentRow | undefined>;
  /** A record was handed in, or has come further. */
  tell(publication: Publication): void;
};

export function createSentLog(): SentLog {
  const rows = signal<readonly SentRow[]>([]);
  const waiting = signal(0);
  const refused = signal<SentRow | undefined>(undefined);
  const open = new Map<number, { row: SentRow; progress: Signal<SentProgress> }>();
  let lastKey = 0;

  function add({ key, draft }: Publication): void {
    const progress = signal<SentProgress>({ state: 'waiting' });
    const row = { key, draft, at: draft.at ?? Date.now(), progress };
    lastKey = key;
    open.set(key, { row, progress });
    rows.value = [...rows.value.slice(1 - sentRowsMax), row];
  }

  return {
    rows,
    waiting,
    refused,
    tell(publication) {
      const { key, state, error } = publication;
      if (key > lastKey) add(publication);
      const entry = open.get(key);
      if (!entry) return;
      entry.progress.value = error ? { state, error } : { state };
      if (state === 'refused') refused.value = entry.row;
      if (state === 'refused' || state === 'acked') open.delete(key);
      waiting.value = open.size;
    },
  };
}
