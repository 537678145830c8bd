// A transport that the test drives by hand: it is the relay's side of each line, frame by frame.
// Keeps the contract of client/transport.ts: onOpen, then frames, then onClose once.
import type { Transport, TransportHandlers, TransportTarget } from '../../client/transport.ts';
import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { Line } from '../../protocol/records.ts';
import type { ServerMessage, Snapshot } from '../../protocol/server-messages.ts';

type Opened = {
  target: TransportTarget;
  handlers: TransportHandlers;
  sent: ClientMessage[];
  closed: boolean;
};

export function createHandLine() {
  const opened: Opened[] = [];
  let seq = 0;
  let session: string | undefined;

  const transport: Transport = (target, handlers) => {
    const line: Opened = { target, handlers, sent: [], closed: false };
    opened.push(line);
    return {
      send: (text) => line.sent.push(JSON.parse(text) as ClientMessage),
      bufferedBytes: () => 0,
      close(code, reason) {
        if (line.closed) return;
        line.closed = true;
        handlers.onClose(code, reason);
      },
    };
  };
  const current = (): Opened => {
    const line = opened.findLast(({ target }) => !session || target.session === session);
    if (!line) throw new Error('no line was opened');
    return line;
  };
  const say = (message: ServerMessage) => current().handlers.onFrame(JSON.stringify(message));
  const sent = <Type extends ClientMessage['type']>(type: Type) =>
    current().sent.filter(
      (message): message is Extract<ClientMessage, { type: Type }> => message.type === type,
    );

  return {
    transport,
    /** Lines opened so far. */
    tries: () => opened.length,
    target: () => current().target,
    /** From now on the newest line of this session is meant. */
    turnTo(name: string) {
      session = name;
    },
    /** What the newest line was sent, of one type. */
    sent,
    say,
    /** Answers the newest line with a snapshot. */
    snapshot(about: Partial<Snapshot> = {}) {
      current().handlers.onOpen();
      say({
        type: 'snapshot',
        session: 'talk',
        role: 'presenter',
        cursor: `e.${seq}.0`,
        now: Date.now(),
        heartbeatMs: 10_000,
        retry: { minMs: 1, maxMs: 1 },
        interims: [],
        typing: [],
        lines: [],
        status: null,
        clearedSeq: 0,
        ended: false,
        tracks: ['main'],
        ...about,
      });
    },
    welcome(next = 1) {
      say({ type: 'welcome', publisher: sent('hello')[0]?.publisher ?? '', next });
    },
    /** Joins: snapshot and welcome. */
    join(about: Partial<Snapshot> = {}, next = 1) {
      this.snapshot(about);
      this.welcome(next);
    },
    /** Acknowledges a number without showing its record. */
    ack: (n: number) => say({ type: 'ack', n, seq: n }),
    refuse: (n: number, message: string) => say({ type: 'error', code: 'invalid', message, n }),
    /** Puts a record into the session's log, as everyone on it sees it. */
    log(record: object) {
      const from = seq++;
      say({
        type: 'events',
        from,
        cursor: `e.${seq}.0`,
        records: [{ seq, at: Date.now(), ...record } as Line],
      });
    },
    /** Breaks the newest line, or closes it with a code. */
    drop(code = 1006, reason = '') {
      const line = current();
      line.closed = true;
      line.handlers.onClose(code, reason);
    },
  };
}
