// The one writer of what the console shows: a presenter's callbacks in, signals out. One presenter for as long as the
// page stands, also over a connection that has ended or a fresh token: its outbox knows which lines the relay has.
import { batch, type ReadonlySignal, signal } from '@preact/signals';

import type { Publication } from '../client/outbox.ts';
import type { Voice } from '../client/outgoing-interims.ts';
import { createPresenter } from '../client/presenter.ts';
import type { Transport } from '../client/transport.ts';
import type { Role } from '../protocol/client-messages.ts';
import { clientLimits } from '../protocol/limits.ts';
import type { SignalCount } from '../protocol/live.ts';
import type { Draft, Line, Status } from '../protocol/records.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { type ClosedWhy, type ConsoleConnection, whyClosed } from './console-connection.ts';
import type { ConsoleLink } from './console-link.ts';
import { createSentLog, type SentLog } from './sent-log.ts';

export type ConsoleStateOptions = {
  readonly link: ConsoleLink;
  /** WebSocket by default. */
  readonly transport?: Transport;
};

/** Hears what the session's own view does not say, as it comes. */
type Ear = {
  message?(message: ServerMessage): void;
  /** A record was handed in, or has come further. */
  publication?(publication: Publication): void;
};

export type ConsoleState = {
  readonly relay: string;
  readonly session: string;
  /** The token in use. */
  readonly token: ReadonlySignal<string>;
  /** What the token allows; undefined until the relay has said it. */
  readonly role: ReadonlySignal<Role | undefined>;
  readonly connection: ReadonlySignal<ConsoleConnection>;
  /** Viewers of the session; undefined while nobody says. */
  readonly viewers: ReadonlySignal<number | undefined>;
  /** What viewers let the captioner know now. */
  readonly signals: ReadonlySignal<readonly SignalCount[]>;
  /** The status that viewers see. */
  readonly status: ReadonlySignal<Status | null>;
  /** Whether the session is over; the next line opens it again. */
  readonly ended: ReadonlySignal<boolean>;
  /** Lines that stood in the session when this page joined. */
  readonly history: ReadonlySignal<readonly Line[]>;
  /** A complaint of the relay about something other than a record; '' when there is none. */
  readonly complaint: ReadonlySignal<string>;
  readonly sent: Pick<SentLog, 'rows' | 'waiting' | 'refused'>;
  /** Hands in a record; false when clientLimits.outboxMessages wait already. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** Returns how to stop listening. */
  hear(ear: Ear): () => void;
  /** Starts again after the connection has ended, or with a fresh token. */
  reopen(token?: string): void;
  /** Ends the connection, as soon as nothing waits any more. */
  leave(): void;
};

/** @throws TypeError as createPresenter does; never for a link that readConsoleLink passed. */
export function createConsoleState({ link, transport }: ConsoleStateOptions): ConsoleState {
  const { relay, session } = link;
  const token = signal(link.token);
  const role = signal<Role | undefined>(undefined);
  const connection = signal<ConsoleConnection>({ phase: 'connecting' });
  const viewers = signal<number | undefined>(undefined);
  const signals = signal<readonly SignalCount[]>([]);
  const status = signal<Status | null>(null);
  const ended = signal(false);
  const history = signal<readonly Line[]>([]);
  const complaint = signal('');
  const sent = createSentLog();
  const ears = new Set<Ear>();
  let joined = false;
  let leaving = false;
  /** The line in the making. */
  let lineId: string | undefined;

  const presenter = createPresenter({
    relay,
    session,
    token: link.token,
    ...(transport && { transport }),
    onConnection(state) {
      if (state.phase !== 'live') {
        viewers.value = undefined;
        signals.value = [];
      }
      if (state.phase === 'connecting') complaint.value = '';
      connection.value =
        state.phase === 'closed'
          ? { phase: 'closed', why: whyClosed(state.code), reason: state.reason }
          : { phase: state.phase };
    },
    onChange(_change, { transcript }) {
      status.value = transcript.status;
      ended.value = transcript.ended;
      if (joined) return;
      joined = true;
      history.value = transcript.lines;
    },
    onMessage(message) {
      if (message.type === 'presence') viewers.value = message.viewers;
      if (message.type === 'signals') signals.value = message.signals;
      if (message.type === 'snapshot' || message.type === 'resume') role.value = message.role;
      for (const ear of ears) ear.message?.(message);
      if (message.type === 'snapshot' && message.role === 'viewer') end('viewer-link');
    },
    onPublication(publication) {
      sent.tell(publication);
      for (const ear of ears) ear.publication?.(publication);
      if (publication.state === 'acked') complaint.value = '';
      leaveWhenSettled();
    },
    onError({ message }) {
      complaint.value = message;
    },
  });

  /** Ends the connection from this side. In one step, so that nobody is told of an end that is none or has another reason. */
  function end(why: ClosedWhy): void {
    batch(() => {
      presenter.close();
      connection.value = { phase: 'closed', why, reason: '' };
    });
  }

  function leaveWhenSettled(): void {
    if (leaving && sent.waiting.value === 0) end('ended');
  }

  return {
    relay,
    session,
    token,
    role,
    connection,
    viewers,
    signals,
    status,
    ended,
    history,
    complaint,
    sent,
    publish(draft) {
      if (sent.waiting.value >= clientLimits.outboxMessages) return false;
      if (draft.type === 'line' && draft.id === lineId) lineId = undefined;
      presenter.publish(draft);
      return true;
    },
    interim(id, text, voice) {
      lineId = text === '' ? undefined : id;
      presenter.interim(id, text, voice);
    },
    typing: presenter.typing,
    hear(ear) {
      ears.add(ear);
      return () => ears.delete(ear);
    },
    reopen(fresh) {
      leaving = false;
      if (fresh !== undefined) token.value = fresh;
      batch(() => presenter.restart(fresh));
    },
    leave() {
      leaving = true;
      // The field goes with the page, so what it held is over, also for a page that comes back to this session.
      if (lineId !== undefined) presenter.interim(lineId, '');
      lineId = undefined;
      presenter.typing(false);
      leaveWhenSettled();
    },
  };
}
