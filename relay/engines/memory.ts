// The engine without a disk: for tests, demos and sessions whose words must not outlive the process. Same contract
// as the others (contract.ts), except that "durable" ends with the process. Invariant: only an append makes a log; who
// reads, asks for a number or subscribes leaves nothing behind.
import { genesis } from '../../protocol/cursor.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { AppendResult, Base, BatchResult, Engine, Logged, ReadResult, Retention } from './contract.ts';
import {
  advance,
  createLogTail,
  type LogTail,
  type MarkLimits,
  nextLogged,
  type Request,
  type Result,
  singly,
} from './log-tail.ts';
import { baseAfter, isPast, keepAll, wholeBase, whyLost } from './retention.ts';
import { createSubscribers } from './subscribers.ts';

type Entry = { readonly logged: Logged; readonly storedMs: number; readonly beforeBytes: number };
/** `entries` are the records kept: those after `base`. */
type Log = { readonly tail: LogTail; base: Base; entries: Entry[] };

const newLog = (): Log => ({ tail: createLogTail(), base: wholeBase, entries: [] });

/** @param own limits that differ from `relayLimits`. */
export function createMemoryEngine(retention: Retention = keepAll, own: Partial<MarkLimits> = {}): Engine {
  const limits = { ...relayLimits, ...own };
  const logs = new Map<string, Log>();
  const subscribers = createSubscribers();

  function add(request: Request): Result {
    const { session, nowMs: storedMs } = request;
    const log = logs.get(session) ?? newLog();
    const next = nextLogged(log.tail, request);
    if ('type' in next) return next;
    logs.set(session, log);
    let { totalBytes: beforeBytes } = log.tail;
    const { mark } = advance(log.tail, request, next, limits);
    for (const logged of next) {
      log.entries.push({ logged, storedMs, beforeBytes });
      beforeBytes += logged.json.length;
    }
    for (const logged of next) subscribers.tell(session, logged);
    return { type: 'appended', seq: mark.seq };
  }

  return {
    append: async (request) => add(singly(request)) as AppendResult,
    appendBatch: async (request) => add(request) as BatchResult,
    async readSince(session, cursor, limit) {
      const { tail, base, entries } = logs.get(session) ?? newLog();
      const at = (seq: number) => seq - base.cursor.seq;
      const sumAt = (seq: number) => entries[at(seq) - 1]?.logged.cursor.sum;
      const reason = whyLost(cursor, tail.head, base.cursor, sumAt);
      if (reason) return { type: 'lost', reason };
      const from = at(cursor.seq);
      const records = entries.slice(from, from + limit).map(({ logged }) => logged);
      const more = from + records.length < entries.length;
      return { type: 'records', records, more } satisfies ReadResult;
    },
    async head(session) {
      return logs.get(session)?.tail.head ?? genesis;
    },
    async base(session) {
      return logs.get(session)?.base ?? wholeBase;
    },
    async nextNumber(session, publisher) {
      return (logs.get(session)?.tail.publishers.get(publisher)?.number ?? 0) + 1;
    },
    async markOf(session, publisher) {
      return logs.get(session)?.tail.publishers.get(publisher);
    },
    subscribe: subscribers.add,
    subscribeAll: subscribers.addToAll,
    async sessionsAfter(session, limit) {
      const names = [...logs.keys()];
      // Logs are never taken away, so the place of one stays.
      const from = session === '' ? 0 : names.indexOf(session) + 1;
      return names.slice(from, from + limit);
    },
    async trim(nowMs) {
      for (const [session, log] of logs) {
        const end = { seq: log.tail.head.seq, totalBytes: log.tail.totalBytes };
        const kept = log.entries.findIndex(
          ({ logged: { record }, ...entry }) => !isPast(retention, { seq: record.seq, ...entry }, end, nowMs),
        );
        const count = kept === -1 ? log.entries.length : kept;
        const last = log.entries[count - 1];
        if (!last) continue;
        const gone = log.entries.slice(0, count).map(({ logged: { record } }) => record);
        log.base = baseAfter(log.base, gone, last.logged.cursor);
        log.entries = log.entries.slice(count);
        subscribers.tellTrimmed(session, log.base);
      }
    },
    held: () => ({ logs: logs.size, subscribed: subscribers.count() }),
    healthy: () => true,
    async close() {},
  };
}
