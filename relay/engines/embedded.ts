// The engine on the local disk: one LMDB environment in the data folder. Commits are grouped and flushed off the
// event loop by the `lmdb` package; `append` settles after the flush, so what is acknowledged survives a crash.
import type { AppendRequest, AppendResult, Engine, Logged, Retention } from './contract.ts';
import { type CommitQueue, createCommitQueue } from './commit-queue.ts';
import { advance, nextLogged } from './log-tail.ts';
import { keepAll } from './retention.ts';
import { createStoreTrimming } from './store-trimming.ts';
import { createStoreWrites } from './store-writes.ts';
import { openStore } from './store.ts';
import {
  bytesOf,
  type Entry,
  place,
  readBase,
  readHead,
  readSince,
  readTail,
  type StoredTail,
} from './stored-log.ts';
import { createSubscribers } from './subscribers.ts';

/** A session in use: the end of its log, read anew when undefined, and its queue to the disk. */
type OpenLog = {
  stored: StoredTail | undefined;
  readonly queue: CommitQueue<AppendRequest, AppendResult>;
};

/**
 * Opens or creates the store in a folder, for this process alone.
 * @throws Error that names the file and says what to do when the store is missing, damaged, newer or in use.
 */
export function createEmbeddedEngine(folder: string, retention: Retention = keepAll): Engine {
  const store = openStore(folder);
  const writes = createStoreWrites(store);
  const logs = new Map<string, OpenLog>();
  const subscribers = createSubscribers();
  const trimming = createStoreTrimming(store, writes, retention, subscribers.tellTrimmed);

  function openLog(session: string): OpenLog {
    let log = logs.get(session);
    if (!log) {
      const queue = createCommitQueue((requests: readonly AppendRequest[]) => commit(session, requests));
      logs.set(session, (log = { stored: undefined, queue }));
    }
    return log;
  }

  const tailOf = (session: string): StoredTail => (openLog(session).stored ??= readTail(store.db, session));

  async function commit(session: string, requests: readonly AppendRequest[]): Promise<AppendResult[]> {
    const { tail, unstored } = tailOf(session);
    const { db } = store;
    const stored: Logged[] = [];
    const put = (request: AppendRequest): AppendResult => {
      const { publisher, number, nowMs: storedMs } = request;
      const next = nextLogged(tail, request);
      if ('type' in next) return next;
      advance(tail, request, next);
      stored.push(next);
      const { json, cursor } = next;
      const entry: Entry = { json, sum: cursor.sum, publisher, number, storedMs };
      void db.put(place.entry(session, cursor.seq), entry);
      void db.put(place.mark(session, publisher), { number, seq: cursor.seq });
      void db.put(place.head(session), cursor);
      return { type: 'appended', seq: cursor.seq };
    };
    try {
      let results: AppendResult[] = [];
      const texts = requests.map(({ draft }) => bytesOf('text' in draft ? draft.text : ''));
      const bytes = texts.reduce((sum, one) => sum + one, unstored.size * bytesOf(''));
      await writes.write(bytes, () => {
        for (const [publisher, mark] of unstored) void db.put(place.mark(session, publisher), mark);
        results = requests.map(put);
      });
      unstored.clear();
      for (const logged of stored) subscribers.tell(session, logged);
      return results;
    } catch (error) {
      // What the tail promised is not on disk.
      openLog(session).stored = undefined;
      throw error;
    }
  }

  return {
    append: async (request) => openLog(request.session).queue.add(request),
    async readSince(session, cursor, limit) {
      return readSince(store.db, session, cursor, limit);
    },
    async head(session) {
      return readHead(store.db, session);
    },
    async base(session) {
      return readBase(store.db, session);
    },
    async nextNumber(session, publisher) {
      await openLog(session).queue.drained();
      return (tailOf(session).tail.publishers.get(publisher)?.number ?? 0) + 1;
    },
    subscribe: subscribers.add,
    trim: trimming.trim,
    healthy: writes.healthy,
    async close() {
      await Promise.all([...logs.values()].map(({ queue }) => queue.drained()));
      await trimming.stop();
      await writes.dispose();
      await store.close();
    },
  };
}
