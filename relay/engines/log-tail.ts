// The end of one session's log as an engine holds it in memory while the session is in use: numbers, checksum and
// each publisher's last number move here first, so that appends of one turn are ordered before any of them is on disk.
// Invariant: the publishers stand in the order of their last records, so the first is the one to be forgotten first.
import { randomBytes } from 'node:crypto';

import { type Cursor, genesis, nextSum } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { AppendRequest, AppendResult, Logged } from './contract.ts';

/** A publisher's last accepted record. */
export type PublisherMark = { readonly number: number; readonly seq: number };

export type LogTail = {
  head: Cursor;
  /** By the seq of their last record, the oldest first. */
  readonly publishers: Map<string, PublisherMark>;
};

/** @param marks in the order of their `seq`. */
export function createLogTail(
  head: Cursor = genesis,
  marks: Iterable<readonly [string, PublisherMark]> = [],
): LogTail {
  return { head, publishers: new Map(marks) };
}

/** A name for a new life of a log; two logs never share it. */
function newEpoch(): string {
  return BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36);
}

/** What an append means for the tail: an answer without a record, or the record to store. Changes nothing. */
export function nextLogged(tail: LogTail, request: AppendRequest): AppendResult | Logged {
  const last = tail.publishers.get(request.publisher);
  const expected = (last?.number ?? 0) + 1;
  if (request.number < expected) {
    const seq = last?.number === request.number ? last.seq : undefined;
    return { type: 'repeat', seq };
  }
  if (request.number > expected) return { type: 'gap', expected };

  const seq = tail.head.seq + 1;
  // A record cannot have been said later than now; an offline publisher's may have been said long ago.
  const at = Math.min(request.draft.at ?? request.nowMs, request.nowMs);
  const record = { ...request.draft, seq, at } as LogRecord;
  const json = JSON.stringify(record);
  const epoch = tail.head.seq === 0 ? newEpoch() : tail.head.epoch;
  return { record, json, cursor: { epoch, seq, sum: nextSum(tail.head.sum, json) } };
}

/**
 * Moves the tail past a record.
 * @param publishersPerSession how many publishers it remembers.
 * @returns the publisher that it forgot for this one.
 */
export function advance(
  tail: LogTail,
  { publisher, number }: AppendRequest,
  { cursor }: Logged,
  publishersPerSession: number,
): string | undefined {
  const { publishers } = tail;
  tail.head = cursor;
  // A map keeps the order in which it was filled, so who is set anew MUST be deleted first.
  publishers.delete(publisher);
  publishers.set(publisher, { number, seq: cursor.seq });
  if (publishers.size <= publishersPerSession) return undefined;
  const [oldest] = publishers.keys();
  publishers.delete(oldest as string);
  return oldest;
}
