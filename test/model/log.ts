// The log that a model's relay keeps, and what the model knows of it: every record that ever was, as a tree of places.
// A log that falls back to an older state goes on under the same epoch, so one number can name several places; a
// cursor's text names exactly one. Invariant: a place never changes, and leads back to the beginning of its log.
import type { LogRecord } from '../../protocol/records.ts';
import { type Cursor, formatCursor } from '../../protocol/cursor.ts';
import { emptyTranscript, foldRecord, foldRecords, type Transcript } from '../../protocol/transcript.ts';
import type { AppendRequest, Engine, Logged } from '../../relay/engines/contract.ts';
import { concerns, type TrackFilter } from '../../relay/sessions/event-frames.ts';

/** A place in a log: the record before it, and the way there. */
export type Place = {
  readonly seq: number;
  readonly record: LogRecord | undefined;
  readonly before: Place | undefined;
  readonly cursor: string;
  /** Who published the record, and as which of its own; what says nothing of it was put in from elsewhere. */
  readonly publisher: number | undefined;
  readonly key: number;
};

/** The time of a record says who it is, apart by more than any clock is corrected by. */
const unitMs = 1e9;
const publishers = 4;
export const startMs = 8e14;
export const timeOf = (publisher: number, key: number) => (key * publishers + publisher) * unitMs;

export type ModelLog = ReturnType<typeof createModelLog>;

/** @param open an engine whose log is that of the generation: the same one gives the same log again. */
export function createModelLog(open: (generation: number) => Engine) {
  const beginning: Place = {
    seq: 0,
    record: undefined,
    before: undefined,
    cursor: '0.0.811c9dc5',
    publisher: undefined,
    key: 0,
  };
  const places = new Map<string, Place>([[beginning.cursor, beginning]]);
  let generation = 0;
  let inner = open(generation);
  let requests: AppendRequest[] = [];
  let head = beginning;
  let trimmedSeq = 0;
  /** What the epoch is called outside, where the engine inside had to begin another. */
  let alias: { readonly outside: string; readonly inside: string } | undefined;
  let life = 0;
  let failing = 0;
  let working = 0;
  let gate: { readonly passed: Promise<void>; pass(): void } | undefined;
  const onAppended = new Set<(place: Place) => void>();

  const outward = (cursor: Cursor): Cursor =>
    cursor.epoch === alias?.inside ? { ...cursor, epoch: alias.outside } : cursor;
  const inward = (cursor: Cursor): Cursor =>
    cursor.epoch === alias?.outside ? { ...cursor, epoch: alias.inside } : cursor;
  const told = (logged: Logged): Logged => (alias ? { ...logged, cursor: outward(logged.cursor) } : logged);

  let stopListening = () => {};
  function listen(): void {
    stopListening();
    stopListening = inner.subscribe(
      'talk',
      (logged) => {
        const { record, cursor } = told(logged);
        const name = Math.round(record.at / unitMs);
        const own = record.at < startMs - unitMs;
        const next: Place = {
          seq: record.seq,
          record,
          before: head,
          cursor: formatCursor(cursor),
          publisher: own ? name % publishers : undefined,
          key: Math.floor(name / publishers),
        };
        // A log that lost its tail and got the very same record again is the log that it was.
        const known = places.get(next.cursor);
        head = known?.before === head ? known : next;
        places.set(head.cursor, head);
        for (const heard of onAppended) heard(head);
      },
      ({ cursor }) => {
        trimmedSeq = cursor.seq;
      },
    );
  }
  listen();

  /** What was asked of a life of the relay that is over is never answered. */
  async function pass(): Promise<void> {
    const asked = life;
    await gate?.passed;
    if (asked !== life) throw new Error('this relay is gone');
  }
  async function busy<T>(work: () => Promise<T>): Promise<T> {
    working++;
    try {
      return await work();
    } finally {
      working--;
    }
  }
  function waysTo(place: Place): Place[] {
    const way: Place[] = [];
    for (let at: Place | undefined = place; at?.before; at = at.before) way.unshift(at);
    return way;
  }

  const engine: Engine = {
    async append(request) {
      await pass();
      if (failing > 0) {
        failing--;
        throw new Error('the disk is full');
      }
      const result = await busy(() => inner.append(request));
      if (result.type === 'appended') requests[result.seq - 1] = request;
      return result;
    },
    async appendBatch(request) {
      await pass();
      return busy(() => inner.appendBatch(request));
    },
    async readSince(session, cursor, limit) {
      const read = await busy(() => inner.readSince(session, inward(cursor), limit));
      // Read now and told later: what is appended meanwhile is not in it.
      await pass();
      return read.type === 'lost' ? read : { ...read, records: read.records.map(told) };
    },
    head: async (session) => outward(await busy(() => inner.head(session))),
    async base(session) {
      const base = await busy(() => inner.base(session));
      return { ...base, cursor: outward(base.cursor) };
    },
    async nextNumber(session, publisher) {
      await pass();
      return busy(() => inner.nextNumber(session, publisher));
    },
    async markOf(session, publisher) {
      await pass();
      return busy(() => inner.markOf(session, publisher));
    },
    subscribeAll: (listener) => inner.subscribeAll(listener),
    sessionsAfter: (session, limit) => inner.sessionsAfter(session, limit),
    subscribe: (session, listener, onTrimmed) =>
      inner.subscribe(
        session,
        (logged) => listener(told(logged)),
        (base) => onTrimmed?.({ ...base, cursor: outward(base.cursor) }),
      ),
    trim: (nowMs) => busy(() => inner.trim(nowMs)),
    held: () => inner.held(),
    healthy: () => inner.healthy(),
    close: () => inner.close(),
  };

  return {
    engine,
    beginning,
    onAppended,
    head: () => head,
    trimmedSeq: () => trimmedSeq,
    isBusy: () => working > 0,
    /** The place that a cursor names; before the first record every epoch names the beginning. */
    at: (cursor: string): Place | undefined =>
      cursor.endsWith('.0.811c9dc5') ? beginning : places.get(cursor),
    cursors: () => [...places.keys()],
    wayTo: waysTo,
    /** The places between two, the later one included; undefined when no log leads from the one to the other. */
    way(from: Place, to: Place): Place[] | undefined {
      const way: Place[] = [];
      for (let at: Place | undefined = to; at && at.seq >= from.seq; at = at.before) {
        if (at === from) return way.reverse();
        way.push(at);
      }
      return undefined;
    },
    /** What a reader of these tracks sees at a place of which the log is trimmed up to a record. */
    truth(place: Place, tracks: TrackFilter, trimmedSeq: number): Transcript {
      const records = waysTo(place).flatMap(({ record }) => (record ? [record] : []));
      const standing = foldRecords(emptyTranscript, records.slice(0, trimmedSeq));
      const all = foldRecords({ ...standing, lines: [] }, records.slice(trimmedSeq));
      return { ...all, lines: all.lines.filter((record) => concerns(tracks, { record } as Logged)) };
    },
    fold: (transcript: Transcript, { record }: Place) => foldRecord(transcript, record as LogRecord),
    /** The store takes its time: nothing is answered until it goes on. */
    stall() {
      if (gate) return;
      let open = () => {};
      const passed = new Promise<void>((resolve) => {
        open = resolve;
      });
      gate = { passed, pass: open };
    },
    goOn() {
      gate?.pass();
      gate = undefined;
    },
    /** So many of the next appends fail. */
    fail(count: number) {
      failing = count;
    },
    /** The process that kept the log is gone, and another opens it: as it is, or without its last records. */
    async reopen(lost: number): Promise<Place[]> {
      life++;
      failing = 0;
      this.goOn();
      const gone = lost > 0 ? waysTo(head).slice(-lost) : [];
      const { epoch } = outward(await inner.head('talk'));
      await inner.close();
      if (lost > 0) generation++;
      inner = open(generation);
      if (lost > 0) {
        requests = requests.slice(0, Math.max(0, head.seq - lost));
        for (const request of requests) await inner.append(request);
        alias =
          requests.length > 0 ? { outside: epoch, inside: (await inner.head('talk')).epoch } : undefined;
        head = gone[0]?.before ?? head;
        trimmedSeq = 0;
      }
      listen();
      return gone;
    },
  };
}
