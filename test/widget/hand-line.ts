// A line to a relay that a test plays by hand: it keeps the contract of client/transport.ts, and every frame the
// widget gets was handed in here.
import type { Transport, TransportHandlers, TransportTarget } from '../../client/transport.ts';
import type { Interim, Typist } from '../../protocol/live.ts';
import type { Line, LogRecord } from '../../protocol/records.ts';
import type { Events, Resume, Snapshot } from '../../protocol/server-messages.ts';

const startMs = 1_700_000_000_000;

/** A finished line with everything that a test does not care about. */
export function line(seq: number, text: string, more: Partial<Line> = {}): Line {
  return { type: 'line', id: `l${seq}`, rev: 1, seq, at: startMs + seq, text, ...more };
}

export function createHandLine() {
  const opened: TransportTarget[] = [];
  const sent: object[] = [];
  let handlers: TransportHandlers | undefined;
  let seq = 0;

  const transport: Transport = (target, given) => {
    opened.push(target);
    handlers = given;
    return {
      ...(hand.readOnly && { readOnly: true }),
      send: (text) => void sent.push(JSON.parse(text)),
      bufferedBytes: () => 0,
      close(code, reason) {
        const closing = given === handlers ? handlers : undefined;
        handlers = undefined;
        closing?.onClose(code, reason);
      },
    };
  };
  const send = (message: object) => handlers?.onFrame(JSON.stringify(message));
  const cursor = () => `e.${seq}.1`;
  const join = () => ({
    session: 'talk',
    role: 'viewer' as const,
    cursor: cursor(),
    now: startMs,
    heartbeatMs: 600_000,
    retry: { minMs: 0, maxMs: 0 },
    interims: [],
    typing: [],
  });

  const hand = {
    transport,
    /** Whether the next line only brings. */
    readOnly: false,
    /** What was asked for, one entry per connection. */
    opened,
    /** Messages of the widget. */
    sent,
    isOpen: () => handlers !== undefined,
    /** Answers a connection with what a reader sees now. */
    snapshot(lines: Line[] = [], more: Partial<Snapshot> = {}) {
      seq = Math.max(seq, ...lines.map((one) => one.seq));
      handlers?.onOpen();
      send({
        type: 'snapshot',
        ...join(),
        lines,
        status: null,
        clearedSeq: 0,
        ended: false,
        tracks: ['main'],
        ...more,
      } satisfies Snapshot);
    },
    /** Answers a connection with everything that it missed. */
    resume(records: readonly LogRecord[] = []) {
      seq += records.length;
      handlers?.onOpen();
      send({ type: 'resume', ...join(), records: [...records] } satisfies Resume);
    },
    /** Records, numbered on from what was sent before. */
    records(...records: (Partial<LogRecord> & Pick<LogRecord, 'type'>)[]) {
      const from = seq;
      const numbered = records.map(
        (record) => Object.assign({ at: startMs }, record, { seq: ++seq }) as LogRecord,
      );
      send({ type: 'events', from, cursor: cursor(), records: numbered } satisfies Events);
    },
    /** Finished lines. */
    say(text: string, more: Partial<Line> = {}) {
      this.records({ type: 'line', id: `l${seq + 1}`, rev: 1, text, ...more });
    },
    /** Interim text, whole. */
    interim(id: string, text: string, rev = 1, more: Partial<Interim> = {}) {
      send({ type: 'events', interims: [{ id, rev, keep: 0, add: text, ...more }] } satisfies Events);
    },
    typing(...typing: Typist[]) {
      send({ type: 'events', typing } satisfies Events);
    },
    /** A heartbeat, with what the relay's clock says. */
    beat: (now: number) => send({ type: 'beat', cursor: cursor(), now }),
    /** Anything else that a relay says. */
    send,
    /** The line breaks, or is closed with a code. */
    lose(code = 1006, reason = '') {
      const closing = handlers;
      handlers = undefined;
      closing?.onClose(code, reason);
    },
  };
  return hand;
}
