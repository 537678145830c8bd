// The end of one session's log as an engine holds it in memory while the session is in use: numbers, checksum and
// each publisher's last number move here first, so that appends of one turn are ordered before any of them is on disk.
// Invariant: the publishers stand in the order of their last records, so the first is the one to be forgotten first.
import { randomBytes } from 'node:crypto';

import { type Cursor, genesis, nextSum } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type {
  AppendRequest,
  BatchRequest,
  BatchResult,
  EngineLimits,
  Logged,
  Numbering,
  PublisherMark,
} from './contract.ts';

/** Publishers by name, in the order of their last records, the oldest first. */
type Marks = Map<string, PublisherMark>;

export type LogTail = {
  head: Cursor;
  /** Characters of all records that there were, as they travel; trimmed ones may be left out. */
  totalBytes: number;
  readonly publishers: Marks;
  /** Those that have only one number. */
  readonly keys: Marks;
};

/** One record or many, as engines take them. */
export type Request = Omit<BatchRequest, 'numbering'> & { readonly numbering: Numbering | 'next' };

/** What an engine answers to either. */
export type Result = BatchResult | { readonly type: 'gap'; readonly expected: number };

export const singly = ({ draft, ...request }: AppendRequest): Request => ({
  ...request,
  numbering: 'next',
  drafts: [draft],
});

// Publishers' ids have no slash, so nobody's numbers meet those of somebody else's keys.
const keyPrefix = '/';

/** The name that a publisher is remembered and stored under. */
export const nameOf = ({ publisher, numbering }: Pick<Request, 'publisher' | 'numbering'>): string =>
  numbering === 'once' ? keyPrefix + publisher : publisher;

/** What is remembered of which kind, and how much of it at most. */
function kindOf(tail: LogTail, name: string, limits: MarkLimits): readonly [marks: Marks, most: number] {
  return name.startsWith(keyPrefix)
    ? [tail.keys, limits.requestKeysPerSession]
    : [tail.publishers, limits.publishersPerSession];
}

const markOf = ({ publishers, keys }: LogTail, name: string): PublisherMark | undefined =>
  publishers.get(name) ?? keys.get(name);

export type MarkLimits = Pick<EngineLimits, 'publishersPerSession' | 'requestKeysPerSession'>;

export const createLogTail = (head: Cursor = genesis, totalBytes = 0): LogTail => ({
  head,
  totalBytes,
  publishers: new Map(),
  keys: new Map(),
});

/** A name for a new life of a log; two logs never share it. */
function newEpoch(): string {
  return BigInt(`0x${randomBytes(8).toString('hex')}`).toString(36);
}

const followerOf = (last: PublisherMark | undefined): number => (last?.number ?? 0) + 1;

/** The answer to a number that is not the one that follows. */
function answerTo({ number, numbering }: Request, last: PublisherMark | undefined): Result | undefined {
  if (number === 'next') return undefined;
  const expected = followerOf(last);
  if (last?.number === number) return { type: 'repeat', seq: last.seq };
  if (numbering === 'once') return last && { type: 'conflict' };
  if (number < expected) return { type: 'repeat', seq: undefined };
  return number > expected && numbering === 'next' ? { type: 'gap', expected } : undefined;
}

/** What a request means for the tail: an answer without records, or the records to store. Changes nothing. */
export function nextLogged(tail: LogTail, request: Request): Result | readonly Logged[] {
  const answer = answerTo(request, markOf(tail, nameOf(request)));
  if (answer) return answer;
  let { epoch, seq, sum } = tail.head;
  if (seq === 0) epoch = newEpoch();
  return request.drafts.map((draft) => {
    seq++;
    // A record cannot have been said later than now; an offline publisher's may have been said long ago.
    const at = Math.min(draft.at ?? request.nowMs, request.nowMs);
    const record = { ...draft, seq, at } as LogRecord;
    const json = JSON.stringify(record);
    sum = nextSum(sum, json);
    return { record, json, cursor: { epoch, seq, sum } };
  });
}

/**
 * Moves the tail past a request's records.
 * @returns what is remembered of its publisher now, and the name that was forgotten for it.
 */
export function advance(
  tail: LogTail,
  request: Request,
  logged: readonly Logged[],
  limits: MarkLimits,
): { readonly mark: PublisherMark; readonly forgotten: string | undefined } {
  const { note } = request;
  const name = nameOf(request);
  const number = request.number === 'next' ? followerOf(markOf(tail, name)) : request.number;
  tail.head = logged.at(-1)?.cursor ?? tail.head;
  for (const { json } of logged) tail.totalBytes += json.length;
  const mark = { number, seq: tail.head.seq, ...(note === undefined ? {} : { note }) };
  return { mark, forgotten: remember(tail, name, mark, limits) };
}

/** Remembers a publisher as the newest of its kind. @returns the one that is forgotten for it. */
export function remember(
  tail: LogTail,
  name: string,
  mark: PublisherMark,
  limits: MarkLimits,
): string | undefined {
  const [marks, most] = kindOf(tail, name, limits);
  // A map keeps the order in which it was filled, so who is set anew MUST be deleted first.
  marks.delete(name);
  marks.set(name, mark);
  if (marks.size <= most) return undefined;
  const [oldest] = marks.keys();
  marks.delete(oldest as string);
  return oldest;
}
