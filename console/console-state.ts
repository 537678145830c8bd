// The one writer of what the console shows: a presenter's callbacks in, signals out. One presenter for as long as the
// page stands, also over a connection that has ended or a fresh token: its outbox knows which lines the relay has.
import { batch, type ReadonlySignal, signal } from '@preact/signals';

import type { SessionView, ViewChange } from '../client/follow.ts';
import type { Voice } from '../client/outgoing-interims.ts';
import { createPresenter } from '../client/presenter.ts';
import type { Transport } from '../client/transport.ts';
import { clientLimits } from '../protocol/limits.ts';
import type { SignalCount } from '../protocol/live.ts';
import type { Draft, Status } from '../protocol/records.ts';
import { type ClosedWhy, type ConsoleConnection, whyClosed } from './console-connection.ts';
import type { ConsoleLink } from './console-link.ts';
import { createLineRows, type LineRows } from './lines/line-rows.ts';
import { createOthersWriting, type OthersWriting } from './lines/others-writing.ts';
import { createSentLog, type SentLog } from './lines/sent-log.ts';

export type ConsoleStateOptions = {
  readonly link: ConsoleLink;
  /** WebSocket by default. */
  readonly transport?: Transport;
};

export type ConsoleState = {
  readonly relay: string;
  readonly session: string;
  readonly connection: ReadonlySignal<ConsoleConnection>;
  /** Viewers of the session; undefined while nobody says. */
  readonly viewers: ReadonlySignal<number | undefined>;
  /** What viewers let the captioner know now. */
  readonly signals: ReadonlySignal<readonly SignalCount[]>;
  /** The status that viewers see. */
  readonly status: ReadonlySignal<Status | null>;
  /** A complaint of the relay about something other than a record; '' when there is none. */
  readonly complaint: ReadonlySignal<string>;
  readonly sent: Pick<SentLog, 'waiting' | 'refused'>;
  readonly lines: Pick<LineRows, 'rows' | 'overtaken' | 'find' | 'own' | 'isOnScreens'>;
  /** What other presenters write now. */
  readonly writing: OthersWriting['now'];
  /** Hands in a record; false when clientLimits.outboxMessages wait already. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** Hears every change of the session, after all that is shown here has it; returns how to stop. */
  listen(listener: SessionListener): () => void;
  /** Starts again after the connection has ended, or with a fresh token. */
  reopen(token?: string): void;
  /** Ends the connection, as soon as nothing waits any more. */
  leave(): void;
};

type SessionListener = (change: ViewChange, view: SessionView) => void;

/** @throws TypeError as createPresenter does; never for a link that readConsoleLink passed. */
export function createConsoleState({ link, transport }: ConsoleStateOptions): ConsoleState {
  const { relay, session, token } = link;
  const connection = signal<ConsoleConnection>({ phase: 'connecting' });
  const viewers = signal<number | undefined>(undefined);
  const signals = signal<readonly SignalCount[]>([]);
  const status = signal<Status | null>(null);
  const complaint = signal('');
  const sent = createSentLog();
  const lines = createLineRows();
  const writing = createOthersWriting();
  const listeners = new Set<SessionListener>();
  let leaving = false;
  /** Lines in the making. */
  const making = new Set<string>();

  const presenter = createPresenter({
    relay,
    session,
    token,
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
    onChange(change, view) {
      batch(() => {
        status.value = view.transcript.status;
        lines.follow(change, view.transcript);
        writing.follow(view.interims);
      });
      for (const listener of listeners) listener(change, view);
    },
    onMessage(message) {
      if (message.type === 'presence') viewers.value = message.viewers;
      if (message.type === 'signals') signals.value = message.signals;
      if (message.type === 'snapshot' && message.role === 'viewer') end('viewer-link');
    },
    onPublication(publication) {
      batch(() => {
        sent.tell(publication);
        lines.tell(publication);
      });
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

  function interim(id: string, text: string, voice: Voice = {}): void {
    if (text === '') making.delete(id);
    else making.add(id);
    writing.own(id, text !== '');
    presenter.interim(id, text, voice);
  }

  return {
    relay,
    session,
    connection,
    viewers,
    signals,
    status,
    complaint,
    sent,
    lines,
    writing: writing.now,
    publish(draft) {
      if (sent.waiting.value >= clientLimits.outboxMessages) return false;
      if ('id' in draft && making.delete(draft.id)) writing.own(draft.id, false);
      presenter.publish(draft);
      return true;
    },
    interim,
    typing: presenter.typing,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reopen(fresh) {
      leaving = false;
      batch(() => presenter.restart(fresh));
    },
    leave() {
      leaving = true;
      // The field goes with the page, so what it held is over, also for a page that comes back to this session.
      for (const id of making) interim(id, '');
      presenter.typing(false);
      leaveWhenSettled();
    },
  };
}
