// The engine without a disk: for tests, demos and sessions whose words must not outlive the process. Same contract
// as the others (contract.ts), except that "durable" ends with the process.
import { type Cursor, genesis } from '../../protocol/cursor.ts';
import type { Engine, Logged, ReadResult } from './contract.ts';
import { advance, createLogTail, type LogTail, nextLogged } from './log-tail.ts';
import { createSubscribers } from './subscribers.ts';

type Log = { readonly tail: LogTail; readonly entries: Logged[] };

export function createMemoryEngine(): Engine {
  const logs = new Map<string, Log>();
  const subscribers = createSubscribers();

  return {
    async append(request) {
      const { session } = request;
      const log = logs.get(session) ?? { tail: createLogTail(), entries: [] };
      const next = nextLogged(log.tail, request);
      if ('type' in next) return next;
      logs.set(session, log);
      advance(log.tail, request, next);
      log.entries.push(next);
      subscribers.tell(session, next);
      return { type: 'appended', seq: next.cursor.seq };
    },
    async readSince(session, cursor, limit) {
      return readEntries(logs.get(session), cursor, limit);
    },
    async head(session) {
      return logs.get(session)?.tail.head ?? genesis;
    },
    async nextNumber(session, publisher) {
      return (logs.get(session)?.tail.publishers.get(publisher)?.number ?? 0) + 1;
    },
    subscribe: subscribers.add,
    healthy: () => true,
    async close() {},
  };
}

function readEntries(log: Log | undefined, cursor: Cursor, limit: number): ReadResult {
  const head = log?.tail.head ?? genesis;
  if (cursor.seq > 0) {
    if (cursor.epoch !== head.epoch) return { type: 'lost', reason: 'epoch' };
    if (log?.entries[cursor.seq - 1]?.cursor.sum !== cursor.sum) {
      return { type: 'lost', reason: 'diverged' };
    }
  }
  const records = log?.entries.slice(cursor.seq, cursor.seq + limit) ?? [];
  return { type: 'records', records, more: cursor.seq + records.length < head.seq };
}
