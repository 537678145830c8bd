// Trims the store to its retention: one pass over all sessions, a small transaction at a time. Invariant: base and records
// change together, so a reader finds either the log as it was or the log as it is; never holds the event loop for long.
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Base, Retention } from './contract.ts';
import { baseAfter, isPast, trimBatchRecords } from './retention.ts';
import type { StoreWrites } from './store-writes.ts';
import type { Store } from './store.ts';
import { bytesOf, type Entry, nextSession, place, readBase, readEntries, readHead } from './stored-log.ts';

/** Sessions that are looked at before others have their turn. */
const sessionsPerTurn = 100;

export type StoreTrimming = {
  /** As `trim` in the engine's contract. */
  trim(nowMs: number): Promise<void>;
  /** Stops a pass after the transaction under way. */
  stop(): Promise<void>;
};

/** @param onTrimmed is told a session's new beginning once it is on disk. */
export function createStoreTrimming(
  store: Store,
  writes: StoreWrites,
  retention: Retention,
  onTrimmed: (session: string, base: Base) => void,
): StoreTrimming {
  let pass: Promise<void> | undefined;
  let stopped = false;
  const goesOn = () => !stopped;

  /** How many records of the oldest go now. */
  function pastRecords(session: string, base: Base, nowMs: number): number {
    const { seq } = readHead(store.db, session);
    const last = store.db.get(place.entry(session, seq)) as Entry | undefined;
    const end = { seq, totalBytes: last?.totalBytes ?? 0 };
    const start = base.cursor.seq + 1;
    const range = store.db.getRange({
      start: place.entry(session, start),
      end: place.entry(session, seq + 1),
      limit: trimBatchRecords,
    });
    let count = 0;
    for (const { value } of range) {
      const { json, storedMs, totalBytes = json.length } = value as Entry;
      const beforeBytes = totalBytes - json.length;
      if (!isPast(retention, { seq: start + count, beforeBytes, storedMs }, end, nowMs)) break;
      count++;
    }
    return count;
  }

  /** Trims one batch. @returns whether there may be more. */
  async function trimBatch(session: string, nowMs: number): Promise<boolean> {
    const base = readBase(store.db, session);
    const count = pastRecords(session, base, nowMs);
    if (count === 0) return false;
    const gone = readEntries(store.db, session, base.cursor, count);
    const cursor = gone.at(-1)?.cursor ?? base.cursor;
    const records = gone.map(({ record }) => record);
    const next = baseAfter(base, records, cursor);
    const bytes = gone.reduce((sum, { json }) => sum + bytesOf(json), 0);
    await writes.write(bytes, () => {
      for (const { seq } of records) void store.db.remove(place.entry(session, seq));
      void store.db.put(place.base(session), next);
    });
    onTrimmed(session, next);
    return count === trimBatchRecords;
  }

  async function trimAll(nowMs: number): Promise<void> {
    let looked = 0;
    let session = nextSession(store.db, '');
    while (session !== undefined && goesOn()) {
      for (let more = true; more && goesOn();) more = await trimBatch(session, nowMs);
      if (++looked % sessionsPerTurn === 0) await nextTurn();
      session = goesOn() ? nextSession(store.db, session) : undefined;
    }
  }

  return {
    trim: (nowMs) =>
      (pass ??= trimAll(nowMs).finally(() => {
        pass = undefined;
      })),
    async stop() {
      stopped = true;
      // Whoever began the pass hears of its failure.
      await pass?.catch(() => {});
    },
  };
}
