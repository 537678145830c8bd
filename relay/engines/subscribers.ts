// Who is told of a session's new records inside this process, in order. Shared by every engine.
import type { Logged } from './contract.ts';

export type Subscribers = {
  add(session: string, listener: (logged: Logged) => void): () => void;
  tell(session: string, logged: Logged): void;
};

export function createSubscribers(): Subscribers {
  const bySession = new Map<string, Set<(logged: Logged) => void>>();
  return {
    add(session, listener) {
      const listeners = bySession.get(session) ?? new Set();
      bySession.set(session, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && bySession.get(session) === listeners) bySession.delete(session);
      };
    },
    tell(session, logged) {
      for (const listener of bySession.get(session) ?? []) listener(logged);
    },
  };
}
