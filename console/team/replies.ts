// What viewers answer, where the site lets them: kept as the relay tells it, newest last. Only captioners read it, until
// one of them makes a line of it.
import { type ReadonlySignal, signal } from '@preact/signals';

import { relayLimits } from '../../protocol/limits.ts';
import type { Reply } from '../../protocol/live.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';

export type Replies = {
  readonly all: ReadonlySignal<readonly Reply[]>;
  /** Who writes one now, by their ids. */
  readonly typing: ReadonlySignal<readonly string[]>;
  /** The newest, when it came while the page was open. */
  readonly newest: ReadonlySignal<Reply | undefined>;
  /** Ids of the replies that this console has published. */
  readonly published: ReadonlySignal<ReadonlySet<string>>;
  markPublished(id: string): void;
  /** `Viewer 2`: viewers have numbers in the order in which they first wrote. */
  nameOf(from: string): string;
  hear(message: ServerMessage): void;
};

export function createReplies(): Replies {
  const all = signal<readonly Reply[]>([]);
  const typing = signal<readonly string[]>([]);
  const newest = signal<Reply | undefined>(undefined);
  const published = signal<ReadonlySet<string>>(new Set());
  const numbers = new Map<string, number>();

  function numberOf(from: string): number {
    const number = numbers.get(from) ?? numbers.size + 1;
    // What anybody can make grow is told apart only so far; later ones share the last number.
    if (numbers.size < relayLimits.repliesPerSession) numbers.set(from, number);
    return number;
  }

  return {
    all,
    typing,
    newest,
    published,
    markPublished(id) {
      const known = new Set(all.peek().map((reply) => reply.id));
      published.value = new Set([...published.peek(), id].filter((one) => known.has(one)));
    },
    nameOf: (from) => `Viewer ${numberOf(from)}`,
    hear(message) {
      // Who wrote before the line was lost may have stopped since.
      if (message.type === 'welcome') typing.value = [];
      if (message.type === 'reply-typing') {
        typing.value = message.from;
        return;
      }
      if (message.type !== 'replies') return;
      const known = message.whole ? [] : all.peek();
      const added = message.replies.filter(({ id }) => !known.some((reply) => reply.id === id));
      for (const { from } of added) numberOf(from);
      all.value = [...known, ...added].slice(-relayLimits.repliesPerSession);
      if (!message.whole && added.length > 0) newest.value = added.at(-1);
    },
  };
}
