// The engine on the local disk: one LMDB environment in the data folder. Commits are grouped and flushed off the
// event loop by the `lmdb` package; `append` settles after the flush, so what is acknowledged survives a crash.
// Keys: [session, 0, seq] -> entry, [session, 1, publisher] -> mark, [session, 2] -> head.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';

import { type Cursor, genesis } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import { type CommitQueue, createCommitQueue } from './commit-queue.ts';
import type { AppendRequest, AppendResult, Engine, Logged, ReadResult } from './contract.ts';
import { advance, createLogTail, type LogTail, nextLogged, type PublisherMark } from './log-tail.ts';
import { createSubscribers } from './subscribers.ts';

/** What is stored for one record; publisher and number let the marks be rebuilt from the log. */
type Entry = { json: string; sum: number; publisher: string; number: number };

const place = {
  entry: (session: string, seq: number) => [session, 0, seq],
  mark: (session: string, publisher: string) => [session, 1, publisher],
  head: (session: string) => [session, 2],
};

/** A session in use: the end of its log, and its queue to the disk. */
type OpenLog = { tail: LogTail; readonly queue: CommitQueue<AppendRequest, AppendResult> };

/**
 * Opens or creates the store in a folder.
 * @throws Error that names the folder when it cannot be used.
 */
export function createEmbeddedEngine(folder: string): Engine {
  const db = openStore(folder);
  const logs = new Map<string, OpenLog>();
  const subscribers = createSubscribers();
  let healthy = true;

  const readHead = (session: string): Cursor =>
    (db.get(place.head(session)) as Cursor | undefined) ?? genesis;

  function readTail(session: string): LogTail {
    const tail = createLogTail(readHead(session));
    const marks = db.getRange({ start: place.mark(session, ''), end: place.head(session) });
    for (const { key, value } of marks) {
      tail.publishers.set((key as [string, number, string])[2], value as PublisherMark);
    }
    return tail;
  }

  function openLog(session: string): OpenLog {
    let log = logs.get(session);
    if (!log) {
      const opened: OpenLog = {
        tail: readTail(session),
        queue: createCommitQueue((requests) => commit(opened, session, requests)),
      };
      logs.set(session, (log = opened));
    }
    return log;
  }

  async function commit(log: OpenLog, session: string, requests: readonly AppendRequest[]) {
    const stored: Logged[] = [];
    const writes: Promise<boolean>[] = [];
    const put = (request: AppendRequest): AppendResult => {
      const { publisher, number } = request;
      const next = nextLogged(log.tail, request);
      if ('type' in next) return next;
      advance(log.tail, request, next);
      stored.push(next);
      const { json, cursor } = next;
      const entry: Entry = { json, sum: cursor.sum, publisher, number };
      writes.push(
        db.put(place.entry(session, cursor.seq), entry),
        db.put(place.mark(session, publisher), { number, seq: cursor.seq }),
        db.put(place.head(session), cursor),
      );
      return { type: 'appended', seq: cursor.seq };
    };
    try {
      let results: AppendResult[] = [];
      // A batch is one transaction: all of it is stored, or nothing.
      const batch = db.batch(() => {
        results = requests.map(put);
      });
      await Promise.all([batch, ...writes]);
      if (stored.length > 0) await db.flushed;
      healthy = true;
      for (const logged of stored) subscribers.tell(session, logged);
      return results;
    } catch (error) {
      // What the tail promised is not on disk.
      healthy = false;
      log.tail = readTail(session);
      throw error;
    }
  }

  return {
    append: (request) => openLog(request.session).queue.add(request),
    async readSince(session, cursor, limit) {
      return readRange(db, session, readHead(session), cursor, limit);
    },
    async head(session) {
      return readHead(session);
    },
    async nextNumber(session, publisher) {
      const log = openLog(session);
      await log.queue.drained();
      return (log.tail.publishers.get(publisher)?.number ?? 0) + 1;
    },
    subscribe: subscribers.add,
    healthy: () => healthy,
    async close() {
      await Promise.all([...logs.values()].map(({ queue }) => queue.drained()));
      await db.close();
    },
  };
}

function openStore(folder: string): RootDatabase {
  const path = join(folder, 'log.lmdb');
  try {
    mkdirSync(folder, { recursive: true });
    return open({ path, noSubdir: true });
  } catch (error) {
    throw new Error(`cannot open the store ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function readRange(
  db: RootDatabase,
  session: string,
  head: Cursor,
  cursor: Cursor,
  limit: number,
): ReadResult {
  if (cursor.seq > 0) {
    if (cursor.epoch !== head.epoch) return { type: 'lost', reason: 'epoch' };
    const last = db.get(place.entry(session, cursor.seq)) as Entry | undefined;
    if (last?.sum !== cursor.sum) return { type: 'lost', reason: 'diverged' };
  }
  const records: Logged[] = [];
  const range = db.getRange({
    start: place.entry(session, cursor.seq + 1),
    end: place.entry(session, head.seq + 1),
    limit,
  });
  for (const { value } of range) {
    const { json, sum } = value as Entry;
    const record = JSON.parse(json) as LogRecord;
    records.push({ record, json, cursor: { epoch: head.epoch, seq: record.seq, sum } });
  }
  return { type: 'records', records, more: cursor.seq + records.length < head.seq };
}
