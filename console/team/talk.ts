// What captioners know of one another besides the floor: who wrote which line, and the notes they send to one another. Viewers read
// none of it.
import { type ReadonlySignal, signal } from '@preact/signals';

import { relayLimits } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';

export type Note = Extract<ServerMessage, { type: 'note' }>;

export type Talk = {
  /** Names of captioners by the ids of the lines they wrote. */
  readonly authors: ReadonlySignal<ReadonlyMap<string, string>>;
  /** The last notes, oldest first, those from here too. */
  readonly notes: ReadonlySignal<readonly Note[]>;
  hear(message: ServerMessage): void;
};

/** Notes that are kept on the page. */
const notesMost = 20;

export function createTalk(): Talk {
  const authors = signal<ReadonlyMap<string, string>>(new Map());
  const notes = signal<readonly Note[]>([]);
  return {
    authors,
    notes,
    hear(message) {
      if (message.type === 'note') notes.value = [...notes.peek(), message].slice(-notesMost);
      if (message.type !== 'authors') return;
      const known = new Map(authors.peek());
      for (const { id, name } of message.authors) known.set(id, name);
      const surplus = Math.max(0, known.size - relayLimits.authorsListed);
      for (const id of [...known.keys()].slice(0, surplus)) known.delete(id);
      authors.value = known;
    },
  };
}
