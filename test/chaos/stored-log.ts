// What a relay that has ended left in its store: every record of a session, its checksums verified.
import { genesis } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';

export async function storedRecords(folder: string, session: string): Promise<LogRecord[]> {
  const engine = createEmbeddedEngine(folder);
  try {
    const read = await engine.readSince(session, genesis, Infinity);
    if (read.type !== 'records') throw new Error(`the log is ${read.reason}`);
    return read.records.map(({ record }) => record);
  } finally {
    await engine.close();
  }
}
