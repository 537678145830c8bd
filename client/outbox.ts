// The publisher's outbox: every record handed in is numbered without gaps, kept until the relay says that it is on
// disk, and sent again after every loss (PROTOCOL.md, "Publishing"). The head of the queue is the next number owed.
// One outbox is one space of numbers: two that counted under the same publisher would take each other's for their own.
// What is kept beside it (outbox-keeper.ts) follows each change; nothing here waits for that.
import { type ErrorCode, errorCodes } from '../protocol/codes.ts';
import { clientLimits, timing } from '../protocol/limits.ts';
import type { Draft } from '../protocol/records.ts';
import type { KeptRecord } from './outbox-keeper.ts';
import { tooLong } from './too-long.ts';

/** How far one handed-in record has come. */
export type Publication = {
  /** Counts the records of this presenter from 1; never changes. */
  readonly key: number;
  readonly draft: Draft;
  readonly state: 'waiting' | 'sent' | 'acked' | 'refused';
  /** Where it stands in the log, once acknowledged; unknown when the acknowledgement itself was lost. */
  readonly seq?: number;
  /** Why it was refused. */
  readonly error?: { readonly code: ErrorCode | string; readonly message: string };
};

export type OutboxOptions = {
  /** Sends a record under a number; says whether the line took it. */
  send(n: number, draft: Draft): boolean;
  /** Asks the relay for the number it owes; its answer goes to `owe`. */
  ask(): void;
  onPublication(publication: Publication): void;
  /** The next key; by default they count from 1. */
  nextKey?(): number;
  /** What an outbox that has ended left behind, under the numbers that it gave. Nothing is added to it. */
  readonly left?: readonly KeptRecord[];
  /** A record is to be kept, in place of what was kept of it before. */
  onKeep?(record: KeptRecord): void;
  /** A record is settled: it need not be kept any more. */
  onSettled?(key: number): void;
};

export type Outbox = {
  /**
   * Hands in one record; one that is too long to be taken is refused at once, and none waits behind it.
   * @throws RangeError when clientLimits.outboxMessages wait already.
   */
  add(draft: Draft): Publication;
  /** The relay owes `next`: everything below it is in the log, everything from it on is sent again. */
  owe(next: number): void;
  /** The relay met a gap: as `owe`, unless the answer to `ask` is under way, which says the same and more. */
  expected(next: number): void;
  acked(n: number, seq?: number): void;
  refused(n: number, code: string, message: string): void;
  /** The line is gone: nothing is in flight any more. */
  offline(): void;
  /** Records not yet acknowledged. */
  pending(): number;
};

/** A record that is not settled. */
type Entry = {
  publication: Publication;
  /** The key that it is kept under. */
  readonly keptKey: number;
  /** The number that it may have been sent under. */
  n?: number;
  /** The number that it is kept with. */
  keptN?: number;
};

export function createOutbox(options: OutboxOptions): Outbox {
  const { send, ask, onPublication, onKeep, onSettled } = options;
  let keys = 0;
  const nextKey = options.nextKey ?? (() => ++keys);
  // Nobody knows how far these came: each may have been sent.
  const queue = (options.left ?? []).map(({ key, n, draft }): Entry => {
    const publication: Publication = { key: nextKey(), draft, state: 'waiting' };
    return { publication, keptKey: key, n, keptN: n };
  });
  let headNumber = 1;
  /** How many from the head are in flight; undefined while there is no line to send on. */
  let inFlight: number | undefined;
  /** Numbers refused while others are in flight behind them; until `owe` nothing is sent and numbers mean the old ones. */
  let holes: number[] = [];
  /** Whether records went more than once on this line: what was refused under a number can then be refused again. */
  let repeats = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tell = (entry: Entry, change: Partial<Publication>) => {
    entry.publication = { ...entry.publication, ...change };
    onPublication(entry.publication);
    return entry.publication;
  };
  const keep = (entry: Entry, n: number) => {
    if (entry.keptN === n) return;
    entry.keptN = n;
    onKeep?.({ key: entry.keptKey, n, draft: entry.publication.draft });
  };
  const settle = (count: number, change: (at: number) => Partial<Publication>) => {
    const settled = queue.splice(0, count);
    headNumber += count;
    if (inFlight !== undefined) inFlight = Math.max(0, inFlight - count);
    settled.forEach((entry, at) => {
      onSettled?.(entry.keptKey);
      tell(entry, change(at));
    });
  };
  const pump = () => {
    if (holes.length > 0) return;
    while (inFlight !== undefined && inFlight < Math.min(queue.length, clientLimits.outboxInFlight)) {
      const entry = queue[inFlight] as Entry;
      const n = headNumber + inFlight;
      if (!send(n, entry.publication.draft)) return;
      // Counted before it is told: who is told may hand in the next one, which must not meet this one again.
      inFlight++;
      entry.n = n;
      keep(entry, n);
      if (entry.publication.state === 'waiting') tell(entry, { state: 'sent' });
    }
  };

  function owe(next: number): void {
    // What was sent under a number below `next` is in the log, also where the acknowledgement got lost. What was never
    // sent cannot be: an outbox before this one, whose publisher and numbers go on here, sent that. A relay that owes
    // less than it once acknowledged has a new log: what is still here goes under the numbers that it expects.
    const open = queue.findIndex(({ n }) => n === undefined || n >= next);
    const accepted = open < 0 ? queue.length : open;
    headNumber = next - accepted;
    // The answer to `ask` comes after all other answers.
    repeats = holes.length === 0 && (repeats || Boolean(inFlight));
    inFlight = 0;
    holes = [];
    settle(accepted, () => ({ state: 'acked' }));
    pump();
  }

  queue.forEach((entry) => tell(entry, {}));
  return {
    add(draft) {
      const message = tooLong(draft);
      if (message) {
        const error = { code: errorCodes.textTooLong, message };
        const refused: Publication = { key: nextKey(), draft, state: 'refused', error };
        onPublication(refused);
        return refused;
      }
      if (queue.length >= clientLimits.outboxMessages) {
        throw new RangeError(`${clientLimits.outboxMessages} lines wait for the relay; no more are taken`);
      }
      const key = nextKey();
      const entry: Entry = { publication: { key, draft, state: 'waiting' }, keptKey: key };
      queue.push(entry);
      const publication = tell(entry, {});
      pump();
      // Also what waits has its number already: should the page die between sending it and writing that down, the relay
      // knows the repeat.
      if (entry.publication.state === 'waiting') keep(entry, headNumber + queue.indexOf(entry));
      return publication;
    },
    owe,
    expected(next) {
      if (holes.length === 0) owe(next);
    },
    acked(n, seq) {
      const count = n - headNumber + 1;
      if (count > 0 && count <= queue.length) {
        settle(count, (at) => (at === count - 1 ? { state: 'acked', seq } : { state: 'acked' }));
      }
      pump();
    },
    refused(n, code, message) {
      const at = n - headNumber - holes.filter((hole) => hole < n).length;
      if (inFlight === undefined || at < 0 || at >= inFlight || holes.includes(n)) return;
      if (code === errorCodes.storeFailed) {
        // Nothing is wrong with the record: the relay could not write. Everything from it on goes again.
        clearTimeout(retry);
        retry = setTimeout(() => {
          if (inFlight !== undefined && holes.length === 0) {
            repeats = true;
            inFlight = 0;
          }
          pump();
        }, timing.retryMinMs);
        return;
      }
      const [refused] = queue.splice(at, 1) as [Entry];
      inFlight--;
      // The number is free again, so all behind it move up by one. Answers to those that are in flight name their old
      // numbers, so nothing goes under a new one before the relay has said that it is through with them.
      const asks = holes.length === 0 && (repeats || at < inFlight);
      if (asks || holes.length > 0) holes.push(n);
      onSettled?.(refused.keptKey);
      tell(refused, { state: 'refused', error: { code, message } });
      if (asks) ask();
      pump();
    },
    offline() {
      clearTimeout(retry);
      inFlight = undefined;
      holes = [];
      repeats = false;
    },
    pending: () => queue.length,
  };
}
