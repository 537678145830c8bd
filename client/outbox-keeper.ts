// The contract of what keeps a presenter's records where they outlive the program. Only the first `hello` waits for it, until
// it has said what was left behind: a record is sent while it is being kept, and one that cannot be kept is sent all the same.
import type { Draft } from '../protocol/records.ts';

/** A record that is not settled. */
export type KeptRecord = {
  /** Its place in its outbox: higher ones were handed in later. */
  readonly key: number;
  /** The number that it may have been sent under. */
  readonly n: number;
  /** With its local time. */
  readonly draft: Draft;
};

/** What a program left behind when it ended. */
export type LeftOutbox = {
  readonly publisher: string;
  /** In the order handed in. */
  readonly records: readonly KeptRecord[];
};

/**
 * Keeps the outboxes of one session. One outbox belongs to one publisher, and has one owner at a time. A driver
 *  - MUST, when loading, make the publisher named this keeper's own, give every outbox that has records and no owner, the
 *    one begun first at the front, and own those too, until it is closed or its program has ended in whatever way;
 *  - MUST NOT give an outbox to two keepers, nor one that its owner still has;
 *  - MUST carry out `put` and `remove` in the order of the calls, each whole or not at all;
 *  - MUST skip a record that it cannot read, report it, and give the others;
 *  - MUST reject where it fails; the next call is tried all the same.
 */
export type OutboxKeeper = {
  /** Comes first, and once; the others may be called before it settles. */
  load(publisher: string): Promise<readonly LeftOutbox[]>;
  /** Keeps a record of a publisher's outbox, in place of the one under the same key. */
  put(publisher: string, record: KeptRecord): Promise<void>;
  /** Forgets a record; nothing happens when there is none. */
  remove(publisher: string, key: number): Promise<void>;
  /** Gives up what it owns: what is kept is the next one's. */
  close(): void;
};
