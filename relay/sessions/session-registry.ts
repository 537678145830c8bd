// The sessions that are in use: opened by the first peer, put away some time after the last has left. The log stays.
import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import type { Engine } from '../engines/contract.ts';
import type { Watch } from '../metrics/watch.ts';
import { createFlushPace } from './flush-pace.ts';
import { openSession, type Session } from './session.ts';

export type SessionRegistry = {
  /** The session of a name, loaded. Each call MUST be followed by one `release`. */
  acquire(name: string): Promise<Session>;
  release(name: string): void;
  /** All of them, once they are loaded. */
  open(): Promise<Session[]>;
  /** Those that are loaded now. */
  loaded(): Iterable<Session>;
  dispose(): Promise<void>;
};

type Entry = { session: Promise<Session>; users: number; idle?: ReturnType<typeof setTimeout> };

export function createSessionRegistry(
  engine: Engine,
  watch: Watch,
  onError: (error: unknown, context: { stage: string }) => void,
): SessionRegistry {
  const entries = new Map<string, Entry>();
  const loaded = new Set<Session>();
  const pace = createFlushPace();

  /** Those that nobody is connected to, the one that was left first first. */
  const idle = new Map<string, Entry>();

  const putAway = (name: string, entry: Entry) => {
    clearTimeout(entry.idle);
    idle.delete(name);
    if (entries.get(name) === entry) entries.delete(name);
    // A session that failed to load has nothing to dispose; who asked for it has been told.
    void entry.session
      .then((session) => {
        loaded.delete(session);
        return session.dispose();
      })
      .then(
        () => watch.sessionPutAway(name),
        () => {},
      );
  };

  async function load(name: string): Promise<Session> {
    const session = await openSession({ name, engine, watch, pace, onError });
    loaded.add(session);
    watch.sessionOpened(name);
    return session;
  }

  return {
    async acquire(name) {
      let entry = entries.get(name);
      if (!entry) {
        entry = { session: load(name), users: 0 };
        entries.set(name, entry);
      }
      clearTimeout(entry.idle);
      idle.delete(name);
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
      idle.set(name, entry);
      const [longest] = idle;
      if (longest && idle.size > relayLimits.idleSessions) putAway(...longest);
    },
    loaded: () => loaded,
    async open() {
      const loaded = await Promise.allSettled([...entries.values()].map(({ session }) => session));
      return loaded.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    },
    async dispose() {
      for (const [name, entry] of entries) putAway(name, entry);
    },
  };
}
