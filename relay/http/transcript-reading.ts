// A session's lines as they stand, read from its log in two walks, so that a transcript of any length costs the memory of
// what was corrected and no more: the first finds what came after a line of the same id, the second gives the lines.
// Invariant: what is given is what the fold (protocol/transcript.ts) makes of the log up to one cursor.
import { setImmediate } from 'node:timers/promises';

import { type Cursor, nextSum } from '../../protocol/cursor.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Line, LogRecord } from '../../protocol/records.ts';
import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import type { Engine } from '../engines/contract.ts';

/** A record that concerns a line. */
type OfLine = Extract<LogRecord, { id: string }>;

/** Bits of the sieve that notices an id which was there before; a power of two, many times recordsPerSession. */
const sieveBits = 1 << 22;

/** Every record that concerns a line, up to a place in the log. What is trimmed meanwhile is left out. */
async function* recordsOf(
  engine: Engine,
  session: string,
  end: Cursor,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly OfLine[]> {
  let { cursor: position } = await engine.base(session);
  while (position.seq < end.seq) {
    signal?.throwIfAborted();
    const read = await engine.readSince(session, position, relayLimits.resumeRecordsPerFrame);
    if (read.type === 'lost') {
      if (read.reason !== 'trimmed') throw new Error(`the log of ${session} cannot be read: ${read.reason}`);
      position = (await engine.base(session)).cursor;
      continue;
    }
    const last = read.records.at(-1);
    if (!last) return;
    position = last.cursor;
    yield read.records.flatMap(({ record }) => ('id' in record && record.seq <= end.seq ? [record] : []));
    // A log may be read from memory: whoever else waits has a turn.
    await setImmediate();
  }
}

/** Adds a record to what came after a line; what it makes void goes. At most three stay, however often it was corrected. */
function addLater(later: readonly OfLine[], record: OfLine): readonly OfLine[] {
  if (record.type === 'retract') return [record];
  const isFirst = ({ type, rev }: { type: string; rev?: number }) => type === 'line' && rev === 1;
  if (record.rev === 1) return later.some(isFirst) ? later : [...later, record];
  const last = later.at(-1);
  if (!last || isFirst(last)) return [...later, record];
  // Of what was taken back there is no correction; of several corrections the highest stands.
  return last.type === 'line' && record.rev > last.rev ? [...later.slice(0, -1), record] : later;
}

/** What came after the first record of each id. Now and then an id is among them of which there is only one record. */
async function readLater(
  engine: Engine,
  session: string,
  end: Cursor,
  signal: AbortSignal | undefined,
): Promise<Map<string, readonly OfLine[]>> {
  const sieve = new Uint8Array(sieveBits / 8);
  const later = new Map<string, readonly OfLine[]>();
  for await (const records of recordsOf(engine, session, end, signal)) {
    for (const record of records) {
      const bit = nextSum(0x811c9dc5, record.id) % sieveBits;
      const mask = 1 << (bit & 7);
      const byte = sieve[bit >> 3] as number;
      if (byte & mask) later.set(record.id, addLater(later.get(record.id) ?? [], record));
      else sieve[bit >> 3] = byte | mask;
    }
  }
  return later;
}

/** The lines of a session in the order they were first said, as they stand at a place in its log, some at a time. */
export async function* readLines(
  engine: Engine,
  session: string,
  end: Cursor,
  signal?: AbortSignal,
): AsyncGenerator<readonly Line[]> {
  const later = await readLater(engine, session, end, signal);
  /** What becomes of lines of which there are several records, by where they stand. */
  const settled = new Map<string, ReadonlyMap<number, Line>>();
  for await (const records of recordsOf(engine, session, end, signal)) {
    yield records.flatMap((record) => {
      const { id, seq } = record;
      const others = later.get(id);
      if (!others) return record.type === 'line' && record.rev === 1 ? [record] : [];
      let lines = settled.get(id);
      if (!lines) {
        const all = [record, ...others.filter((other) => other.seq > seq)];
        lines = new Map(foldRecords(emptyTranscript, all).lines.map((line) => [line.seq, line]));
        settled.set(id, lines);
      }
      const line = lines.get(seq);
      return line ? [line] : [];
    });
  }
}
