// What trimming means, whichever engine does it. Invariant: the fold of what stands and of the records kept says the
// same about status, cleared screen and end as the fold of the whole log; only lines go, oldest first.
import { type Cursor, genesis } from '../../protocol/cursor.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { LogRecord } from '../../protocol/records.ts';
import { emptyTranscript, foldRecord } from '../../protocol/transcript.ts';
import type { Base, Lost, Retention } from './contract.ts';

/** Keeps everything that the limit per session lets it keep. */
export const keepAll: Retention = {
  ageMs: Infinity,
  recordsPerSession: relayLimits.recordsPerSession,
  bytesPerSession: relayLimits.bytesPerSession,
};

/** A record's number, when it was stored, and the characters of all records before it. */
type Kept = { readonly seq: number; readonly storedMs: number; readonly beforeBytes: number };

/** The last record's number, and the characters of all records. */
type End = { readonly seq: number; readonly totalBytes: number };

/** Records that leave at once: few enough that reading and removing them does not hold up the event loop. */
export const trimBatchRecords = 100;

/** The beginning of a log of which nothing was trimmed. */
export const wholeBase: Base = { cursor: genesis, standing: emptyTranscript };

/** Whether retention lets go of a record. Its age counts from when it was stored: what it says of itself is its publisher's word. */
export function isPast(
  retention: Retention,
  { seq, beforeBytes, storedMs }: Kept,
  end: End,
  nowMs: number,
): boolean {
  const { ageMs, recordsPerSession, bytesPerSession = Infinity } = retention;
  if (storedMs < nowMs - ageMs || seq <= end.seq - recordsPerSession) return true;
  return beforeBytes < end.totalBytes - bytesPerSession;
}

/** The beginning of a log after its oldest records went. */
export function baseAfter(base: Base, records: readonly LogRecord[], cursor: Cursor): Base {
  let { standing } = base;
  for (const record of records) {
    standing = { ...foldRecord(standing, record, 1).transcript, lines: [] };
  }
  return { cursor, standing };
}

/**
 * Why a cursor cannot be resumed.
 * @param sumAt the checksum after a record that is kept, undefined for any other.
 */
export function whyLost(
  cursor: Cursor,
  head: Cursor,
  base: Cursor,
  sumAt: (seq: number) => number | undefined,
): Lost | undefined {
  if (cursor.seq > 0 && cursor.epoch !== head.epoch) return 'epoch';
  if (cursor.seq < base.seq) return 'trimmed';
  const sum = cursor.seq === base.seq ? base.sum : sumAt(cursor.seq);
  return sum === cursor.sum ? undefined : 'diverged';
}
