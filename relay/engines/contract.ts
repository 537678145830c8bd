// The engine: the ordered log of every session and its fan-out. One contract, one suite (test/contract/engine-suite.ts)
// for every implementation; only the composition root names one.
//
// Obligations. An engine
//  - MUST number the records of a session 1, 2, 3 … without gaps, and MUST NOT give a number twice within an epoch;
//  - MUST accept a publisher's record only when its number is the one after that publisher's last, answer a repeat
//    with the place the record got the first time, and a gap with the number expected, also after a restart. It
//    remembers so many publishers per session (EngineLimits): when one more comes, the one whose last record is oldest
//    is forgotten, never its records, and is a new publisher when it comes back;
//  - MUST store a batch whole or not at all, under one number, by the numbering that it names; publishers that have
//    only one number are remembered apart, so that they never push out one who counts;
//  - MUST settle `append` only when the record is as durable as the engine gets (on disk), and MUST deliver a record
//    to subscribers only after that, once, in order, own appends included;
//  - MUST answer `readSince` with everything after the cursor, or say why it cannot; never with a part;
//  - MUST NOT change a cursor, a status that stands or a publisher's numbers by trimming: only the oldest records go;
//  - MUST NOT have published anything when `append` rejects.
import type { Cursor } from '../../protocol/cursor.ts';
import type { Draft, LogRecord } from '../../protocol/records.ts';
import type { Transcript } from '../../protocol/transcript.ts';

/** A record as it stands in the log, with the JSON text that travels and the cursor after it. */
export type Logged = {
  readonly record: LogRecord;
  /** The record's JSON: checksummed, stored and sent as these very characters. */
  readonly json: string;
  readonly cursor: Cursor;
};

export type AppendRequest = {
  readonly session: string;
  readonly publisher: string;
  /** The publisher's own number, from 1 without gaps. */
  readonly number: number;
  readonly draft: Draft;
  /** The relay's time in milliseconds, used when the draft has none. */
  readonly nowMs: number;
};

/**
 * How a batch's number follows its publisher's last one: `rising`, whatever is above it, for tools that count in their own
 * way; `once`, there is no other, for requests that may be repeated: the number then tells one request from another.
 */
export type Numbering = 'rising' | 'once';

/** Records that a publisher hands in with one number. */
export type BatchRequest = Omit<AppendRequest, 'draft' | 'number'> & {
  readonly numbering: Numbering;
  /** `next` takes the one after the publisher's last: for what nobody repeats. */
  readonly number: number | 'next';
  /** Stored together, in this order; none moves the number and the note only. */
  readonly drafts: readonly Draft[];
  /** What the publisher needs in order to go on after a restart; kept with the number in place of the last one. */
  readonly note?: string;
};

/** A publisher's last accepted request: its number, where its last record stands, its note. */
export type PublisherMark = { readonly number: number; readonly seq: number; readonly note?: string };

export type AppendResult =
  /** `seq` is the last one's of a batch. */
  | { readonly type: 'appended'; readonly seq: number }
  /** This number was accepted before, at `seq`; `seq` is undefined when that was too long ago to know. */
  | { readonly type: 'repeat'; readonly seq: number | undefined }
  | { readonly type: 'gap'; readonly expected: number };

/** As for one record; `conflict` where a `once` publisher had another number. */
export type BatchResult = Exclude<AppendResult, { type: 'gap' }> | { readonly type: 'conflict' };

/** Why a cursor cannot be resumed, in the words of the protocol. */
export type Lost = 'epoch' | 'trimmed' | 'diverged';

export type ReadResult =
  | { readonly type: 'records'; readonly records: readonly Logged[]; readonly more: boolean }
  | { readonly type: 'lost'; readonly reason: Lost };

/** Where the kept part of a session's log begins. */
export type Base = {
  /** The cursor before the first record kept; `genesis` while nothing was trimmed. */
  readonly cursor: Cursor;
  /** What the trimmed records left standing: status, cleared screen, end. Never a line. */
  readonly standing: Transcript;
};

/** How much of each log is kept. */
export type Retention = {
  /** Records stored longer ago than this many milliseconds are trimmed; Infinity keeps them. */
  readonly ageMs: number;
  /** Records kept per session at most, the newest. */
  readonly recordsPerSession: number;
  /** Characters of records kept per session at most, as they travel, those of the newest; no limit by default. */
  readonly bytesPerSession?: number;
};

/** What peers can make grow in an engine; `relayLimits` has the defaults. */
export type EngineLimits = {
  /** Publishers whose numbers are remembered per session. */
  readonly publishersPerSession: number;
  /** Publishers with only one number that are remembered per session. */
  readonly requestKeysPerSession: number;
  /** Logs kept open in which nothing is under way. */
  readonly openLogs: number;
  /** Records of one session, and questions for its numbers, that wait for the disk. */
  readonly appendsPerSession: number;
};

/** How many sessions are in memory. */
export type Held = {
  /** Those whose log is open. */
  readonly logs: number;
  /** Those that have subscribers. */
  readonly subscribed: number;
};

export type Engine = {
  /** Appends one record. Rejects when it could not be stored; then nothing was published and the number is free. */
  append(request: AppendRequest): Promise<AppendResult>;
  /** Appends a batch, or only its number and note. Rejects as `append` does. */
  appendBatch(request: BatchRequest): Promise<BatchResult>;
  /** Everything after a cursor, oldest first, `limit` at a time (`more` says that there is more). */
  readSince(session: string, cursor: Cursor, limit: number): Promise<ReadResult>;
  /** The cursor after the session's last record; `genesis` for a session without any. */
  head(session: string): Promise<Cursor>;
  /** Where a session's kept log begins: fold `standing`, then read since `cursor`. */
  base(session: string): Promise<Base>;
  /** The number a publisher's next record must carry. */
  nextNumber(session: string, publisher: string): Promise<number>;
  /** What is remembered of a publisher whose numbers rise; undefined for one that is new. */
  markOf(session: string, publisher: string): Promise<PublisherMark | undefined>;
  /**
   * Calls `listener`, which MUST NOT throw, for each record of a session appended from now on, and `onTrimmed` when its log begins later than
   * before. Returns how to stop.
   */
  subscribe(
    session: string,
    listener: (logged: Logged) => void,
    onTrimmed?: (base: Base) => void,
  ): () => void;
  /** Calls `listener`, which MUST NOT throw, with the session of each record appended from now on. Returns how to stop. */
  subscribeAll(listener: (session: string) => void): () => void;
  /** Names of sessions that have a log, in an order of the engine's own: at most `limit` after `session`, '' for the first. */
  sessionsAfter(session: string, limit: number): Promise<readonly string[]>;
  /**
   * Trims every session to the engine's retention, a few records at a time so that nobody waits for it. Resolves when
   * all are within it; a call while one is under way joins it. Rejects when the store cannot be written.
   */
  trim(nowMs: number): Promise<void>;
  /** How much is in memory now, for metrics. */
  held(): Held;
  /** Whether records can be stored now; false makes the relay not ready. */
  healthy(): boolean;
  /** Waits for appends under way, then lets go of files. */
  close(): Promise<void>;
};
