// The oracle: one session's log as plain arrays, slow and obvious. It says what every append, read and cursor of an
// engine has to come out as, whatever happened before.
import { type Cursor, genesis, nextSum } from '../../protocol/cursor.ts';
import type { Draft, LogRecord } from '../../protocol/records.ts';
import type { AppendRequest, AppendResult, Lost, Retention } from '../../relay/engines/contract.ts';

/** One life of a log, as far as it is known: what the records were, trimmed ones included. */
type Life = {
  readonly epoch: string;
  readonly records: readonly LogRecord[];
  readonly storedMs: readonly number[];
  /** How many of them are trimmed. */
  readonly trimmed: number;
  /** Publisher -> the seqs of its records, by number from 1. One that was forgotten is not there. */
  readonly publishers: Readonly<Record<string, readonly number[]>>;
};

/** A cursor that somebody was given, and all that it stands for. */
type Given = { readonly cursor: Cursor; readonly history: string };

export type ExpectedLog = ReturnType<typeof createExpectedLog>;

const empty: Life = { epoch: genesis.epoch, records: [], storedMs: [], trimmed: 0, publishers: {} };
const spelled = (records: readonly LogRecord[]) => JSON.stringify(records);

/** The publisher whose last record is the oldest. */
function longestSilent(publishers: Life['publishers']): string {
  const last = (publisher: string) => publishers[publisher]?.at(-1) ?? 0;
  return Object.keys(publishers).reduce((one, other) => (last(one) < last(other) ? one : other));
}

export function createExpectedLog(retention: Retention, publishersPerSession: number) {
  let life = empty;
  const given: Given[] = [{ cursor: genesis, history: spelled([]) }];

  return {
    life: () => life,
    given: () => given,
    next: (publisher: string) => (life.publishers[publisher]?.length ?? 0) + 1,
    cursor(): Cursor {
      const sum = life.records.reduce((sofar, record) => nextSum(sofar, JSON.stringify(record)), genesis.sum);
      return { epoch: life.epoch, seq: life.records.length, sum };
    },
    /** @param epoch what the engine called a life that begins with this record. */
    append({ publisher, number, draft, nowMs }: AppendRequest, epoch: string): AppendResult {
      const own = life.publishers[publisher] ?? [];
      if (number <= own.length) {
        return { type: 'repeat', seq: number === own.length ? own[number - 1] : undefined };
      }
      if (number > own.length + 1) return { type: 'gap', expected: own.length + 1 };
      const seq = life.records.length + 1;
      const record = { ...(draft as Draft), seq, at: Math.min(draft.at ?? nowMs, nowMs) } as LogRecord;
      const publishers = { ...life.publishers, [publisher]: [...own, seq] };
      if (Object.keys(publishers).length > publishersPerSession) delete publishers[longestSilent(publishers)];
      life = {
        ...life,
        epoch: seq === 1 ? epoch : life.epoch,
        records: [...life.records, record],
        storedMs: [...life.storedMs, nowMs],
        publishers,
      };
      given.push({ cursor: this.cursor(), history: spelled(life.records) });
      return { type: 'appended', seq };
    },
    trim(nowMs: number): void {
      let { trimmed } = life;
      const count = life.records.length;
      while (
        trimmed < count &&
        ((life.storedMs[trimmed] as number) < nowMs - retention.ageMs ||
          trimmed < count - retention.recordsPerSession)
      ) {
        trimmed++;
      }
      life = { ...life, trimmed };
    },
    /** The log lost everything after an earlier state: a fail-over to a copy that was behind. */
    failOver(to: Life): void {
      life = to;
    },
    /** What reading since a cursor that was given has to say. */
    since({ cursor, history }: Given): Lost | readonly LogRecord[] {
      if (cursor.seq > 0 && cursor.epoch !== life.epoch) return 'epoch';
      if (cursor.seq < life.trimmed) return 'trimmed';
      return spelled(life.records.slice(0, cursor.seq)) === history
        ? life.records.slice(cursor.seq)
        : 'diverged';
    },
  };
}
