// The engine on the local disk: one LMDB environment in the data folder. Commits are grouped and flushed off the
// event loop by the `lmdb` package; `append` settles after the flush, so what is acknowledged survives a crash. Reading
// and trimming go to the disk; only appends, and questions for the number of the next, open a log.
import { relayLimits } from '../../protocol/limits.ts';
import type {
  AppendResult,
  BatchResult,
  Engine,
  EngineLimits,
  Logged,
  PublisherMark,
  Retention,
} from './contract.ts';
import { type CommitQueue, createCommitQueue } from './commit-queue.ts';
import { advance, type LogTail, nameOf, nextLogged, type Request, type Result, singly } from './log-tail.ts';
import { createOpenLogs } from './open-logs.ts';
import { keepAll } from './retention.ts';
import { createStoreTrimming } from './store-trimming.ts';
import { createStoreWrites } from './store-writes.ts';
import { openStore } from './store.ts';
import {
  bytesOf,
  type Entry,
  nextSession,
  place,
  readBase,
  readHead,
  readSince,
  readTail,
  type StoredTail,
} from './stored-log.ts';
import { createSubscribers } from './subscribers.ts';

/** An open log: its end, read anew when undefined, and its queue to the disk. */
type OpenLog = {
  stored: StoredTail | undefined;
  readonly queue: CommitQueue<Request, Result>;
};

/**
 * Opens or creates the store in a folder, for this process alone.
 * @throws Error that names the file and says what to do when the store is missing, damaged, newer or in use.
 * @param own limits that differ from `relayLimits`.
 */
export function createEmbeddedEngine(
  folder: string,
  retention: Retention = keepAll,
  own: Partial<EngineLimits> = {},
): Engine {
  const limits = { ...relayLimits, ...own };
  const store = openStore(folder);
  const writes = createStoreWrites(store, `the log ${store.path}`);
  const logs = createOpenLogs(openLog, limits.openLogs);
  const subscribers = createSubscribers();
  const trimming = createStoreTrimming(store, writes, retention, subscribers.tellTrimmed);

  function openLog(session: string): OpenLog {
    const log: OpenLog = {
      stored: undefined,
      queue: createCommitQueue((requests) => commit(session, log, requests), limits.appendsPerSession),
    };
    return log;
  }

  /** Reads from the store. @throws Error that names the file and says what to do when LMDB finds a damaged page. */
  function read<Found>(look: () => Found): Found {
    try {
      return look();
    } catch (error) {
      const { message } = error as Error;
      if (!message.startsWith('MDB_')) throw error;
      throw store.unusable(`is damaged (${message})`, error);
    }
  }

  const tailOf = (session: string, log: OpenLog): StoredTail =>
    (log.stored ??= read(() => readTail(store.db, session, limits)));

  async function commit(session: string, log: OpenLog, requests: readonly Request[]): Promise<Result[]> {
    const { tail, owed } = tailOf(session, log);
    const { db } = store;
    const putMark = (publisher: string, mark: PublisherMark | undefined) => {
      const key = place.mark(session, publisher);
      void (mark ? db.put(key, mark) : db.remove(key));
    };
    const stored: Logged[] = [];
    const put = (request: Request): Result => {
      const { nowMs: storedMs } = request;
      const publisher = nameOf(request);
      const next = nextLogged(tail, request);
      if ('type' in next) return next;
      let { totalBytes } = tail;
      const { mark, forgotten } = advance(tail, request, next, limits);
      stored.push(...next);
      for (const { json, cursor } of next) {
        totalBytes += json.length;
        const entry: Entry = { json, sum: cursor.sum, publisher, number: mark.number, storedMs, totalBytes };
        void db.put(place.entry(session, cursor.seq), entry);
      }
      putMark(publisher, mark);
      if (forgotten !== undefined) putMark(forgotten, undefined);
      if (next.length > 0) void db.put(place.head(session), tail.head);
      return { type: 'appended', seq: mark.seq };
    };
    try {
      let results: Result[] = [];
      const texts = requests.flatMap(({ drafts, note = '' }) => [
        bytesOf(note),
        ...drafts.map((draft) => bytesOf('text' in draft ? draft.text : '')),
      ]);
      // Each request may have a mark removed besides.
      const marks = owed.size + requests.length;
      const bytes = texts.reduce((sum, one) => sum + one, marks * bytesOf(''));
      await writes.write(bytes, () => {
        for (const [publisher, mark] of owed) putMark(publisher, mark);
        results = requests.map(put);
      });
      owed.clear();
      for (const logged of stored) subscribers.tell(session, logged);
      return results;
    } catch (error) {
      // What the tail promised is not on disk.
      log.stored = undefined;
      throw error;
    }
  }

  const add = (request: Request) => logs.use(request.session, ({ queue }) => queue.add(request));
  const look = <Seen>(session: string, read: (tail: LogTail) => Seen) =>
    logs.use(session, (log) => log.queue.between(() => read(tailOf(session, log).tail)));

  return {
    append: async (request) => (await add(singly(request))) as AppendResult,
    appendBatch: async (request) => (await add(request)) as BatchResult,
    async readSince(session, cursor, limit) {
      return read(() => readSince(store.db, session, cursor, limit));
    },
    async head(session) {
      return read(() => readHead(store.db, session));
    },
    async base(session) {
      return read(() => readBase(store.db, session));
    },
    nextNumber: (session, publisher) =>
      look(session, ({ publishers }) => (publishers.get(publisher)?.number ?? 0) + 1),
    markOf: (session, publisher) => look(session, ({ publishers }) => publishers.get(publisher)),
    subscribe: subscribers.add,
    subscribeAll: subscribers.addToAll,
    async sessionsAfter(session, limit) {
      const names: string[] = [];
      const next = (before: string) => read(() => nextSession(store.db, before));
      for (let name = next(session); name !== undefined && names.length < limit; name = next(name))
        names.push(name);
      return names;
    },
    trim: trimming.trim,
    held: () => ({ logs: logs.count(), subscribed: subscribers.count() }),
    healthy: writes.healthy,
    async close() {
      await logs.settled();
      await trimming.stop();
      await writes.dispose();
      await store.close();
    },
  };
}
