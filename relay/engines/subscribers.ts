// Who is told of a session's new records, and of the trimming of its old ones, inside this process, in order. Shared
// by every engine.
import type { Base, Engine, Logged } from './contract.ts';

export type Subscribers = {
  readonly add: Engine['subscribe'];
  readonly addToAll: Engine['subscribeAll'];
  tell(session: string, logged: Logged): void;
  tellTrimmed(session: string, base: Base): void;
  /** Sessions that have any. */
  count(): number;
};

type Subscriber = {
  readonly listener: (logged: Logged) => void;
  readonly onTrimmed: ((base: Base) => void) | undefined;
};

export function createSubscribers(): Subscribers {
  const bySession = new Map<string, Set<Subscriber>>();
  const ofAll = new Set<{ readonly listener: (session: string) => void }>();
  const of = (session: string): Iterable<Subscriber> => bySession.get(session) ?? [];
  return {
    add(session, listener, onTrimmed) {
      const subscriber = { listener, onTrimmed };
      const subscribers = bySession.get(session) ?? new Set();
      bySession.set(session, subscribers.add(subscriber));
      return () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0 && bySession.get(session) === subscribers) bySession.delete(session);
      };
    },
    addToAll(listener) {
      const subscriber = { listener };
      ofAll.add(subscriber);
      return () => void ofAll.delete(subscriber);
    },
    tell(session, logged) {
      for (const { listener } of of(session)) listener(logged);
      for (const { listener } of ofAll) listener(session);
    },
    tellTrimmed(session, base) {
      for (const { onTrimmed } of of(session)) onTrimmed?.(base);
    },
    count: () => bySession.size,
  };
}
