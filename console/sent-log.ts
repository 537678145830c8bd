// What this console handed in, and how far each record has come. Every record not yet settled is kept, however long
// the relay is away; of the others only the last rows are, so that hours of captions leave memory flat.
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';

import type { Publication } from '../client/outbox.ts';
import type { Draft } from '../protocol/records.ts';

/** Rows on the screen at most. */
export const sentRowsMax = 200;

export type SentProgress = Pick<Publication, 'state' | 'error'>;

/** One record handed in. Only its progress changes, so only its own row is drawn again. */
export type SentRow = {
  /** Counts the records of this page from 1. */
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
  add(draft: Draft): SentRow;
  advance(row: SentRow, progress: SentProgress): void;
  /** Records neither acknowledged nor refused, in order. */
  unsettled(): SentRow[];
};

export function createSentLog(): SentLog {
  const rows = signal<readonly SentRow[]>([]);
  const waiting = signal(0);
  const refused = signal<SentRow | undefined>(undefined);
  const open = new Map<SentRow, Signal<SentProgress>>();
  let keys = 0;

  return {
    rows,
    waiting,
    refused,
    add(draft) {
      const progress = signal<SentProgress>({ state: 'waiting' });
      const row = { key: ++keys, draft, at: draft.at ?? Date.now(), progress };
      open.set(row, progress);
      waiting.value = open.size;
      rows.value = [...rows.value.slice(1 - sentRowsMax), row];
      return row;
    },
    advance(row, { state, error }) {
      const progress = open.get(row);
      if (!progress) return;
      progress.value = error ? { state, error } : { state };
      if (state === 'refused') refused.value = row;
      if (state === 'refused' || state === 'acked') open.delete(row);
      waiting.value = open.size;
    },
    unsettled: () => [...open.keys()],
  };
}
