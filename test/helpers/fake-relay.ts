// A relay that a test plays, at the far end of every link that a client opens, in Node and in a browser. It keeps the
// contract of client/transport.ts: a link opens once, brings frames, and closes once. Every frame arrives in the turn in
// which the test says it, and one log counts the records, whichever link brings them.
import type { Transport, TransportTarget } from '../../client/transport.ts';
import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { Interim, Typist } from '../../protocol/live.ts';
import type { Draft, Line, LogRecord } from '../../protocol/records.ts';
import type { Resume, ServerMessage, Snapshot } from '../../protocol/server-messages.ts';

/** The cursor after so many records. */
export const cursorAt = (seq: number): string => `e.${seq}.0`;

/** What a viewer gets of an empty session, on a link that may be silent for long and comes back at once. */
export const snapshotOf = (more: Partial<Snapshot> = {}): Snapshot => ({
  type: 'snapshot',
  session: 'talk',
  role: 'viewer',
  cursor: cursorAt(0),
  now: Date.now(),
  heartbeatMs: 600_000,
  retry: { minMs: 0, maxMs: 0 },
  interims: [],
  typing: [],
  lines: [],
  status: null,
  clearedSeq: 0,
  ended: false,
  tracks: ['main'],
  ...more,
});

export const resumeOf = (more: Partial<Resume> = {}): Resume => {
  const { session, role, cursor, now, heartbeatMs, retry, interims, typing } = snapshotOf();
  const join = { session, role, cursor, now, heartbeatMs, retry, interims, typing };
  return { ...join, type: 'resume', records: [], ...more };
};

/** The records that these drafts become in a log of so many; each was said now, unless it says when. */
export const recordsAfter = (seq: number, drafts: readonly Draft[]): LogRecord[] =>
  drafts.map((draft, index) => Object.assign({ at: Date.now() }, draft, { seq: seq + index + 1 }));

/** The relay's end of one connection. */
export type FakeLink = {
  readonly target: TransportTarget;
  /** What the client sent. */
  readonly sent: ClientMessage[];
  /** How the client closed it, if it did. */
  closedBy: { code: number; reason: string } | undefined;
  isOver(): boolean;
  open(): void;
  /** Says a message, also when the link is over: a client has to be deaf to it then. */
  say(message: ServerMessage): void;
  /** Says a text that is no message. */
  raw(text: string): void;
  /** The relay closes the link, or, without a code, the network breaks it. */
  drop(code?: number, reason?: string): void;
};

type Sent<Type extends ClientMessage['type']> = Extract<ClientMessage, { type: Type }>;

const ofType = <Type extends ClientMessage['type']>(messages: readonly ClientMessage[], type: Type) =>
  messages.filter((message): message is Sent<Type> => message.type === type);

export type FakeRelay = ReturnType<typeof createFakeRelay>;

export function createFakeRelay() {
  const links: FakeLink[] = [];
  /** How many records the log has. */
  let seq = 0;
  let session: string | undefined;

  const transport: Transport = (target, handlers) => {
    let isOpened = false;
    let isOver = false;
    const link: FakeLink = {
      target,
      sent: [],
      closedBy: undefined,
      isOver: () => isOver,
      open() {
        if (isOpened) return;
        isOpened = true;
        handlers.onOpen();
      },
      raw: (text) => handlers.onFrame(text),
      say: (message) => handlers.onFrame(JSON.stringify(message)),
      drop(code = 1006, reason = '') {
        if (isOver) return;
        isOver = true;
        handlers.onClose(code, reason);
      },
    };
    links.push(link);
    return {
      ...(relay.readOnly && { readOnly: true }),
      send: (text) => link.sent.push(JSON.parse(text) as ClientMessage),
      bufferedBytes: () => 0,
      close(code, reason) {
        link.closedBy = { code, reason };
        link.drop(code, reason);
      },
    };
  };

  const relay = {
    transport,
    /** Whether nothing can be sent on the links that are opened from now on. */
    readOnly: false,
    /** Every link that was opened, oldest first. */
    links,
    /** The newest link: everything below goes over it. */
    link(): FakeLink {
      const newest = links.findLast(({ target }) => !session || target.session === session);
      if (!newest) throw new Error('no link was opened');
      return newest;
    },
    /** From now on, the newest link is that of this session. */
    turnTo(name: string) {
      session = name;
    },
    isConnected: () => links.length > 0 && !relay.link().isOver(),
    /** The messages of one type that came on the newest link. */
    sent: <Type extends ClientMessage['type']>(type: Type) => ofType(relay.link().sent, type),
    /** The messages of one type that came on any link. */
    allSent: <Type extends ClientMessage['type']>(type: Type) =>
      ofType(
        links.flatMap(({ sent }) => sent),
        type,
      ),
    say: (message: ServerMessage) => relay.link().say(message),
    drop: (code?: number, reason?: string) => relay.link().drop(code, reason),

    /** Opens the link with a snapshot, for a presenter where the client has a token. */
    snapshot(about: Partial<Snapshot> = {}) {
      const link = relay.link();
      seq = Math.max(seq, ...(about.lines ?? []).map((line) => line.seq));
      link.open();
      const role = link.target.token === undefined ? 'viewer' : 'presenter';
      link.say(snapshotOf({ role, cursor: cursorAt(seq), ...about }));
    },
    /** Opens the link with the records that the client missed. */
    resume(records: LogRecord[] = []) {
      seq += records.length;
      relay.link().open();
      relay.say(resumeOf({ cursor: cursorAt(seq), records }));
    },
    /** Answers the newest `hello`. */
    welcome(next = 1) {
      relay.say({ type: 'welcome', publisher: relay.sent('hello').at(-1)?.publisher ?? '', next });
    },
    /** Lets a presenter in: a snapshot, and the answer to its `hello`. */
    join(about: Partial<Snapshot> = {}, next = 1) {
      relay.snapshot(about);
      relay.welcome(next);
    },

    /** Puts records into the log, and shows them. */
    addRecords(...drafts: Draft[]) {
      const from = seq;
      seq += drafts.length;
      relay.say({ type: 'events', from, cursor: cursorAt(seq), records: recordsAfter(from, drafts) });
    },
    /** Puts a line into the log, and shows it. */
    addLine(text: string, more: Partial<Line> = {}) {
      relay.addRecords({ type: 'line', id: `l${seq + 1}`, rev: 1, text, ...more });
    },
    /** Acknowledges a number without showing its record. */
    ack: (n: number) => relay.say({ type: 'ack', n, seq: n }),
    refuse: (n: number, message = 'no') => relay.say({ type: 'error', code: 'invalid', message, n }),
    /** Takes what was published last: it is in the log, shown, and acknowledged. */
    takeLast() {
      const last = relay.sent('publish').at(-1);
      if (!last) throw new Error('nothing was published');
      relay.addRecords(last.record);
      relay.ack(last.n);
    },

    /** Shows interim text, whole. */
    interim(id: string, text: string, rev = 1, more: Partial<Interim> = {}) {
      relay.say({ type: 'events', interims: [{ id, rev, keep: 0, add: text, ...more }] });
    },
    typing: (...typing: Typist[]) => relay.say({ type: 'events', typing }),
    /** A heartbeat, with what the relay's clock says. */
    beat: (now = Date.now()) => relay.say({ type: 'beat', cursor: cursorAt(seq), now }),
  };
  return relay;
}
