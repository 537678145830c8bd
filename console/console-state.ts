// The one writer of what the console shows: a presenter's callbacks in, signals out. It outlives its presenters: a
// take-over or a fresh token starts a new one, which is handed everything unsettled, in order. A line that the relay
// had already taken keeps its id and revision, so that readers see it once.
import { type ReadonlySignal, signal } from '@preact/signals';

import type { Publication } from '../client/outbox.ts';
import type { Voice } from '../client/outgoing-interims.ts';
import { createPresenter, type Presenter } from '../client/presenter.ts';
import type { Transport } from '../client/transport.ts';
import { limits } from '../protocol/limits.ts';
import type { Draft, Line, Status } from '../protocol/records.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { type ConsoleConnection, whyClosed } from './console-connection.ts';
import type { ConsoleLink } from './console-link.ts';
import { createSentLog, type SentLog, type SentRow } from './sent-log.ts';

export type ConsoleStateOptions = {
  readonly link: ConsoleLink;
  /** See tabPublisher. */
  readonly publisher: string;
  /** WebSocket by default. */
  readonly transport?: Transport;
};

export type ConsoleState = {
  readonly relay: string;
  readonly session: string;
  readonly connection: ReadonlySignal<ConsoleConnection>;
  /** Viewers of the session; undefined while nobody says. */
  readonly viewers: ReadonlySignal<number | undefined>;
  /** The status that viewers see. */
  readonly status: ReadonlySignal<Status | null>;
  /** Lines that stood in the session when this page joined. */
  readonly history: ReadonlySignal<readonly Line[]>;
  /** A complaint of the relay about something other than a record; '' when there is none. */
  readonly complaint: ReadonlySignal<string>;
  readonly sent: Pick<SentLog, 'rows' | 'waiting' | 'refused'>;
  /** Hands in a record; false when limits.outboxMessages wait already. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** Starts again after the connection has ended, or with a fresh token. */
  reopen(token?: string): void;
  /** Ends the connection, as soon as nothing waits any more. */
  leave(): void;
};

/** @throws TypeError as createPresenter does; never for a link that readConsoleLink passed. */
export function createConsoleState(options: ConsoleStateOptions): ConsoleState {
  const { relay, session } = options.link;
  const connection = signal<ConsoleConnection>({ phase: 'connecting' });
  const viewers = signal<number | undefined>(undefined);
  const status = signal<Status | null>(null);
  const history = signal<readonly Line[]>([]);
  const complaint = signal('');
  const sent = createSentLog();
  let token = options.link.token;
  let joined = false;
  let leaving = false;
  let interim: [id: string, text: string, voice: Voice] | undefined;
  let current: Connected | undefined;

  function end(next: ConsoleConnection): void {
    const ended = current;
    current = undefined;
    connection.value = next;
    viewers.value = undefined;
    ended?.presenter.close();
  }

  function leaveWhenSettled(): void {
    if (leaving && sent.waiting.value === 0) end({ phase: 'closed', why: 'ended', reason: '' });
  }

  function start(): void {
    connection.value = { phase: 'connecting' };
    complaint.value = '';
    const mine: Connected = { handed: new Map(), keys: 0, presenter: undefined as never };
    // What an earlier presenter still says after its end concerns nobody.
    const only =
      <T extends unknown[]>(react: (...heard: T) => void) =>
      (...heard: T) => {
        if (current === mine) react(...heard);
      };
    current = mine;
    mine.presenter = createPresenter({
      relay,
      session,
      token,
      publisher: options.publisher,
      ...(options.transport && { transport: options.transport }),
      onConnection: only((state) => {
        if (state.phase !== 'live') viewers.value = undefined;
        connection.value =
          state.phase === 'closed'
            ? { phase: 'closed', why: whyClosed(state.code), reason: state.reason }
            : { phase: state.phase };
      }),
      onChange: only((_change, { transcript }) => {
        status.value = transcript.status;
        if (joined) return;
        joined = true;
        history.value = transcript.lines;
      }),
      onMessage: only(hear),
      onPublication: only((publication: Publication) => {
        const { key, state } = publication;
        sent.advance(mine.handed.get(key) as SentRow, publication);
        if (state === 'acked') complaint.value = '';
        if (state === 'acked' || state === 'refused') mine.handed.delete(key);
        leaveWhenSettled();
      }),
      onError: only(({ message }) => {
        complaint.value = message;
      }),
    });
    if (interim) mine.presenter.interim(...interim);
    for (const row of sent.unsettled()) hand(mine, row);
  }

  function hear(message: ServerMessage): void {
    if (message.type === 'presence') viewers.value = message.viewers;
    if (message.type === 'snapshot' && message.role === 'viewer') {
      end({ phase: 'closed', why: 'viewer-link', reason: '' });
    }
  }

  function hand(to: Connected, row: SentRow): void {
    to.handed.set(++to.keys, row);
    to.presenter.publish(row.draft);
  }

  start();
  return {
    relay,
    session,
    connection,
    viewers,
    status,
    history,
    complaint,
    sent,
    publish(draft) {
      if (sent.waiting.value >= limits.outboxMessages) return false;
      if (draft.type === 'line' && draft.id === interim?.[0]) interim = undefined;
      const row = sent.add(draft);
      if (current) hand(current, row);
      return true;
    },
    interim(id, text, voice) {
      interim = text === '' ? undefined : [id, text, voice];
      current?.presenter.interim(id, text, voice);
    },
    typing(on, name) {
      current?.presenter.typing(on, name);
    },
    reopen(fresh = token) {
      token = fresh;
      leaving = false;
      end({ phase: 'connecting' });
      start();
    },
    leave() {
      leaving = true;
      if (interim) current?.presenter.interim(interim[0], '');
      current?.presenter.typing(false);
      leaveWhenSettled();
    },
  };
}

type Connected = {
  presenter: Presenter;
  /** Unsettled rows given to this presenter, by the keys of its publications. */
  readonly handed: Map<number, SentRow>;
  /** Rows given to it so far; its publications count them from 1. */
  keys: number;
};
