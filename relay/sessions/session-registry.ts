// The sessions that are in use: opened by the first peer, put away some time after the last has left. The log stays.
import { relayTiming } from '../../protocol/limits.ts';
import type { Engine } from '../engines/contract.ts';
import { openSession, type Session } from './session.ts';

export type SessionRegistry = {
  /** The session of a name, loaded. Each call MUST be followed by one `release`. */
  acquire(name: string): Promise<Session>;
  release(name: string): void;
  open(): Promise<Session[]>;
  dispose(): Promise<void>;
};

type Entry = { session: Promise<Session>; users: number; idle?: ReturnType<typeof setTimeout> };

export function createSessionRegistry(
  engine: Engine,
  onError: (error: unknown, context: { stage: string }) => void,
): SessionRegistry {
  const entries = new Map<string, Entry>();

  const putAway = (name: string, entry: Entry) => {
    if (entries.get(name) === entry) entries.delete(name);
    // A session that failed to load has nothing to dispose; who asked for it has been told.
    void entry.session.then(
      ({ dispose }) => dispose(),
      () => {},
    );
  };

  return {
    async acquire(name) {
      let entry = entries.get(name);
      if (!entry) {
        entry = { session: openSession({ name, engine, onError }), users: 0 };
        entries.set(name, entry);
      }
      clearTimeout(entry.idle);
      entry.users++;
      try {
        return await entry.session;
      } catch (error) {
        if (entries.get(name) === entry) entries.delete(name);
        throw error;
      }
    },
    release(name) {
      const entry = entries.get(name);
      if (!entry || --entry.users > 0) return;
      entry.idle = setTimeout(putAway, relayTiming.sessionIdleMs, name, entry);
    },
    async open() {
      const loaded = await Promise.allSettled([...entries.values()].map(({ session }) => session));
      return loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    async dispose() {
      for (const [name, entry] of entries) {
        clearTimeout(entry.idle);
        putAway(name, entry);
      }
    },
  };
}
