// Appends and reads as the contract suite makes them.
import type { AppendRequest, Engine, Logged, ReadResult } from '../../relay/engines/contract.ts';
import { draft } from '../helpers/records.ts';

export const nowMs = 1_700_000_000_000;

export const request = (number: number, more: Partial<AppendRequest> = {}): AppendRequest => ({
  session: 'talk',
  publisher: 'ann',
  number,
  draft: draft(`${more.publisher ?? 'ann'}-${number}`, `text ${number}`),
  nowMs,
  ...more,
});

export const recordsOf = (read: ReadResult) => (read.type === 'records' ? read.records : []);

/** All that an engine keeps of a session, chunk by chunk. */
export async function readAll(engine: Engine, session = 'talk', limit = 7): Promise<Logged[]> {
  const all: Logged[] = [];
  const { cursor } = await engine.base(session);
  for (let more = true; more;) {
    const read = await engine.readSince(session, all.at(-1)?.cursor ?? cursor, limit);
    if (read.type === 'lost') throw new Error(`lost: ${read.reason}`);
    all.push(...read.records);
    more = read.more;
  }
  return all;
}

export async function appendMany(
  engine: Engine,
  count: number,
  more: Partial<AppendRequest> = {},
): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, at) => engine.append(request(at + 1, more))));
}
