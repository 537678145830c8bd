// One webhook: the events of every session, each session's in the order of its log, one after another; sessions beside each other.
// Invariant: a mark moves only past an event that was taken or written down as failed, so none is skipped, whatever ends when.
import { setImmediate as nextTurn } from 'node:timers/promises';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import { type Cursor, genesis } from '../../protocol/cursor.ts';
import type { Engine, Logged } from '../engines/contract.ts';
import type { WebhookResult } from '../metrics/metrics.ts';
import type { DeliveryMark, DeliveryMarks } from './delivery-marks.ts';
import type { FailedEvents } from './failed-events.ts';
import type { Post } from './post-event.ts';
import { signedHeaders } from './signature.ts';
import { eventsOf, isOpenAfter, type WebhookEvent } from './webhook-events.ts';

export type HookOptions = {
  /** What its marks are kept under. */
  readonly name: string;
  /** The receiver's host, for people. */
  readonly host: string;
  readonly post: Post;
  readonly secret: Buffer;
  readonly engine: Engine;
  readonly marks: DeliveryMarks;
  readonly failedEvents: FailedEvents;
  readonly tries: number;
  readonly firstRetryMs: number;
  onResult(result: WebhookResult): void;
  /** It failed after it had worked, works again, or is gone for good. */
  onTurn(turn: 'failing' | 'working' | 'gone', why: string): void;
  /** Something here failed: a mark could not be kept, a log not be read. */
  onError(error: unknown): void;
};

export type Hook = {
  /** There may be news in this session. */
  poke(session: string): void;
  /** Sessions whose news is not delivered. */
  waiting(): number;
  /** Stops after what can be stopped; what is under way is sent again next time. */
  stop(): Promise<void>;
};

const readAtOnce = 100;
const growth = 3;

/** What ends a delivery before its time: it is to be tried again later, or never. */
type Pause = { readonly waitMs: number } | 'gone';

export function createHook(options: HookOptions): Hook {
  const { name, host, engine, marks, failedEvents, tries: mostTries } = options;
  const stopping = new AbortController();
  /** Sessions with news, the longest waiting first. */
  const news = new Set<string>();
  const active = new Map<string, Promise<void>>();
  /** Sessions that wait for their next try; their news is read then. */
  const paused = new Map<string, ReturnType<typeof setTimeout>>();
  /** Tries of the event that a session is at. */
  const tries = new Map<string, number>();
  /** The event of a session that was taken last: of two that one record gives, the first does not go again with the second. */
  const taken = new Map<string, string>();
  /** Marks that could not be kept: they hold until the relay is started again. */
  const unkept = new Map<string, DeliveryMark>();
  let isFailing = false;
  let isGone = false;

  const markOf = (session: string): DeliveryMark =>
    unkept.get(session) ?? marks.get(name, session) ?? { cursor: genesis, isOpen: false };

  async function keep(session: string, mark: DeliveryMark): Promise<void> {
    unkept.set(session, mark);
    taken.delete(session);
    try {
      await marks.put(name, session, mark);
      unkept.delete(session);
    } catch (error) {
      // Sent again after a restart, under the same id.
      options.onError(error);
    }
  }

  async function deliver(session: string, event: WebhookEvent): Promise<Pause | undefined> {
    const headers = signedHeaders(options.secret, event.id, event.body, Date.now());
    const outcome = await options.post.send(event.body, headers, stopping.signal);
    if (outcome.type === 'taken') {
      tries.delete(session);
      taken.set(session, event.id);
      options.onResult('delivered');
      if (isFailing) options.onTurn('working', '');
      isFailing = false;
      return undefined;
    }
    if (outcome.type === 'gone') return 'gone';
    const { why, retryAfterMs } = outcome;
    if (!isFailing) options.onTurn('failing', why);
    isFailing = true;
    const made = (tries.get(session) ?? 0) + 1;
    if (made < mostTries) {
      tries.set(session, made);
      options.onResult('retried');
      const ceilingMs = Math.min(options.firstRetryMs * growth ** (made - 1), relayTiming.webhookRetryMostMs);
      return { waitMs: Math.max(retryAfterMs, ceilingMs * (0.5 + Math.random() / 2)) };
    }
    tries.delete(session);
    options.onResult('failed');
    await failedEvents.add({ host, id: event.id, tries: made, why, body: event.body });
    taken.set(session, event.id);
    return undefined;
  }

  /** What the log has after a mark. Where that is no longer there, the mark moves on, and that is written down. */
  async function readAfter(session: string): Promise<{ records: readonly Logged[]; more: boolean }> {
    const { cursor } = markOf(session);
    const read = await engine.readSince(session, cursor, readAtOnce);
    if (read.type === 'records') return read;
    const base = await engine.base(session);
    const why = `the log no longer has what came after ${cursor.seq}: ${read.reason}`;
    await failedEvents.add({ host, id: `${session}.${cursor.epoch}.${cursor.seq}`, tries: 0, why });
    await keep(session, { cursor: base.cursor });
    return { records: [], more: true };
  }

  /** Whether a session was open at a place, by its log: once for each session that was there before the webhook. */
  async function wasOpen(session: string, { seq: endSeq }: Cursor): Promise<boolean> {
    const { cursor, standing } = await engine.base(session);
    let isOpen = cursor.seq > 0 && !standing.ended;
    for (let from = cursor; from.seq < endSeq;) {
      const read = await engine.readSince(session, from, readAtOnce);
      const last = read.type === 'records' ? read.records.at(-1) : undefined;
      if (read.type !== 'records' || !last) return isOpen;
      for (const { record } of read.records) if (record.seq <= endSeq) isOpen = isOpenAfter(record, isOpen);
      from = last.cursor;
      // A log may be read from memory: whoever else waits has a turn.
      await nextTurn();
    }
    return isOpen;
  }

  async function deliverNews(session: string): Promise<Pause | undefined> {
    for (let more = true; more;) {
      const read = await readAfter(session);
      ({ more } = read);
      for (const logged of read.records) {
        const mark = markOf(session);
        const isOpen = mark.isOpen ?? (await wasOpen(session, mark.cursor));
        for (const event of eventsOf(session, logged, isOpen)) {
          if (event.id === taken.get(session)) continue;
          const pause = await deliver(session, event);
          if (pause) return pause;
        }
        await keep(session, { cursor: logged.cursor, isOpen: isOpenAfter(logged.record, isOpen) });
      }
    }
    return undefined;
  }

  async function work(session: string): Promise<void> {
    let pause: Pause | undefined;
    try {
      pause = await deliverNews(session);
    } catch (error) {
      if (stopping.signal.aborted) return;
      options.onError(error);
      pause = { waitMs: options.firstRetryMs };
    }
    if (stopping.signal.aborted) return;
    if (pause === 'gone') {
      isGone = true;
      news.clear();
      options.onTurn('gone', 'it answered 410');
    } else if (pause) {
      news.delete(session);
      const resume = () => {
        paused.delete(session);
        news.add(session);
        pump();
      };
      paused.set(session, setTimeout(resume, pause.waitMs));
    }
  }

  function pump(): void {
    if (isGone || stopping.signal.aborted) return;
    for (const session of news) {
      if (active.size >= relayLimits.webhookSessions) return;
      if (active.has(session)) continue;
      news.delete(session);
      const done = work(session).then(() => {
        active.delete(session);
        return pump();
      });
      active.set(session, done);
    }
  }

  return {
    poke(session) {
      if (isGone || paused.has(session)) return;
      news.add(session);
      pump();
    },
    waiting: () => new Set([...news, ...active.keys(), ...paused.keys()]).size,
    async stop() {
      stopping.abort(new Error('the relay is closing'));
      for (const timer of paused.values()) clearTimeout(timer);
      await Promise.all(active.values());
      options.post.close();
    },
  };
}
