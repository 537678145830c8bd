// Where things of a session lie in the store, and reading them back. What is read is checked against its checksums, so a
// damaged record is an error and never somebody's caption.
// Keys: [session, 0, seq] -> entry, [session, 1, publisher] -> mark, [session, 2] -> head, [session, 3] -> base.
import type { RootDatabase } from 'lmdb';

import { type Cursor, genesis, nextSum } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { Base, Logged, PublisherMark, ReadResult } from './contract.ts';
import { createLogTail, type LogTail, type MarkLimits, remember } from './log-tail.ts';
import { wholeBase, whyLost } from './retention.ts';

/** What is stored for one record; publisher and number let the marks be rebuilt from the log. */
export type Entry = {
  readonly json: string;
  readonly sum: number;
  readonly publisher: string;
  readonly number: number;
  /** When it was stored, by the relay's clock. */
  readonly storedMs: number;
  /** Characters of all records up to this one; missing where an older version stored it. */
  readonly totalBytes?: number;
};

/** At least what is stored for a record with this text, its mark and its head included. */
export const bytesOf = (text: string): number => 3 * text.length + 1_000;

export const place = {
  entry: (session: string, seq: number) => [session, 0, seq],
  mark: (session: string, publisher: string) => [session, 1, publisher],
  head: (session: string) => [session, 2],
  base: (session: string) => [session, 3],
  /** After everything of a session. */
  end: (session: string) => [session, 4],
};

export const readHead = (db: RootDatabase, session: string): Cursor =>
  (db.get(place.head(session)) as Cursor | undefined) ?? genesis;

export const readBase = (db: RootDatabase, session: string): Base =>
  (db.get(place.base(session)) as Base | undefined) ?? wholeBase;

/** Records after a place that is known to be in the log. @throws Error when they do not follow from it. */
export function readEntries(db: RootDatabase, session: string, from: Cursor, limit: number): Logged[] {
  const { epoch, seq: headSeq } = readHead(db, session);
  const records: Logged[] = [];
  let { seq, sum } = from;
  const range = db.getRange({
    start: place.entry(session, seq + 1),
    end: place.entry(session, headSeq + 1),
    limit,
  });
  for (const { value } of range) {
    const { json, sum: stored } = value as Entry;
    sum = nextSum(sum, json);
    const record = JSON.parse(json) as LogRecord;
    if (sum !== stored || record.seq !== seq + 1) throw damaged(session, seq + 1);
    seq++;
    records.push({ record, json, cursor: { epoch, seq, sum } });
  }
  if (records.length < limit && seq < headSeq) throw damaged(session, seq + 1);
  return records;
}

const damaged = (session: string, seq: number) =>
  new Error(`the log of ${session} is damaged at record ${seq}; restore the store from a backup`);

/** Everything after a cursor, or why that cannot be said. */
export function readSince(db: RootDatabase, session: string, cursor: Cursor, limit: number): ReadResult {
  const head = readHead(db, session);
  const sumAt = (seq: number) => (db.get(place.entry(session, seq)) as Entry | undefined)?.sum;
  const reason = whyLost(cursor, head, readBase(db, session).cursor, sumAt);
  if (reason) return { type: 'lost', reason };
  const records = readEntries(db, session, cursor, limit);
  return { type: 'records', records, more: cursor.seq + records.length < head.seq };
}

export type StoredTail = {
  readonly tail: LogTail;
  /** What the store still lacks of its marks, by publisher; undefined for one that does not belong there. */
  readonly owed: Map<string, PublisherMark | undefined>;
};

/**
 * The end of a session's log. Publishers' marks that are missing are rebuilt from the records.
 * @param limits of more marks than these, those of the oldest last records are left out.
 */
export function readTail(db: RootDatabase, session: string, limits: MarkLimits): StoredTail {
  const head = readHead(db, session);
  const marks = new Map<string, PublisherMark>();
  for (const { key, value } of db.getRange({ start: place.mark(session, ''), end: place.head(session) })) {
    marks.set((key as [string, number, string])[2], value as PublisherMark);
  }
  const owed: StoredTail['owed'] = new Map();
  // Marks are stored with their records, so the last record's mark is there or marks were lost.
  const last = db.get(place.entry(session, head.seq)) as Entry | undefined;
  if (last && marks.get(last.publisher)?.seq !== head.seq) {
    const entries = db.getRange({
      start: place.entry(session, 0),
      end: place.entry(session, head.seq + 1),
    });
    for (const { key, value } of entries) {
      const { publisher, number } = value as Entry;
      const seq = (key as [string, number, number])[2];
      // The later record counts, not the higher number: a publisher that was forgotten began again.
      if ((marks.get(publisher)?.seq ?? 0) >= seq) continue;
      marks.set(publisher, { number, seq });
      owed.set(publisher, { number, seq });
    }
  }
  const tail = createLogTail(head, last?.totalBytes);
  for (const [publisher, mark] of [...marks].sort(([, one], [, other]) => one.seq - other.seq)) {
    const forgotten = remember(tail, publisher, mark, limits);
    if (forgotten !== undefined) owed.set(forgotten, undefined);
  }
  return { tail, owed };
}

/** The session that follows another in the store, the first one after ''. */
export function nextSession(db: RootDatabase, session: string): string | undefined {
  const start = session === '' ? ['!'] : place.end(session);
  for (const key of db.getKeys({ start, limit: 1 })) return (key as [string])[0];
  return undefined;
}
