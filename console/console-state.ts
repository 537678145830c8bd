// The one writer of what the console shows: a presenter's callbacks in, signals out. One presenter for as long as the
// page stands, also over a connection that has ended or a fresh token: its outbox knows which lines the relay has.
import { batch, effect, type ReadonlySignal, signal } from '@preact/signals';

import type { SessionView, ViewChange } from '../client/follow.ts';
import type { Publication } from '../client/outbox.ts';
import type { Voice } from '../client/outgoing-interims.ts';
import { createPresenter, type Presenter } from '../client/presenter.ts';
import type { Transport } from '../client/transport.ts';
import type { Role } from '../protocol/client-messages.ts';
import { clientLimits } from '../protocol/limits.ts';
import type { SignalCount } from '../protocol/live.ts';
import type { Draft, Status } from '../protocol/records.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { type ClosedWhy, type ConsoleConnection, whyClosed } from './console-connection.ts';
import type { ConsoleLink } from './console-link.ts';
import type { ConsoleKeeper, CreateKeeper } from './keeping/console-keeper.ts';
import { createLineRows, type LineRows } from './lines/line-rows.ts';
import { createOwnInterims } from './lines/own-interims.ts';
import { createOwnLines } from './lines/own-lines.ts';
import { createOthersWriting, type OthersWriting } from './lines/others-writing.ts';
import { createSentLog, type SentLog } from './lines/sent-log.ts';
import { createFloor, type Floor } from './team/floor.ts';
import { ownBefore, rememberOwn } from './team/own-before.ts';
import { createReplies, type Replies } from './team/replies.ts';
import { createTalk, type Talk } from './team/talk.ts';

export type ConsoleStateOptions = {
  readonly link: ConsoleLink;
  /** WebSocket by default. */
  readonly transport?: Transport;
  /** Keeps what is not sent beyond the page; by default nothing does. */
  readonly createKeeper?: CreateKeeper;
};

/** Hears what happens, after all that is shown here has it. */
type Ear = {
  change?(change: ViewChange, view: SessionView): void;
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
  /** Who of the captioners is live, and whether this console's lines go out. */
  readonly floor: Floor;
  /** What viewers write to captioners. */
  readonly replies: Replies;
  /** The authors of lines, and the captioners' notes. */
  readonly talk: Talk;
  /** A complaint of the relay about something other than a record; '' when there is none. */
  readonly complaint: ReadonlySignal<string>;
  readonly keeper: ConsoleKeeper | undefined;
  /** What the captioner must know about keeping; '' while all is well. */
  readonly keepingTrouble: ReadonlySignal<string>;
  /** Something could not be kept. */
  keepingFailed(): void;
  readonly sent: Pick<SentLog, 'waiting' | 'refused'>;
  readonly lines: Pick<LineRows, 'rows' | 'overtaken' | 'find' | 'own' | 'standing' | 'isOnScreens'>;
  /** What other presenters write now. */
  readonly writing: OthersWriting['now'];
  /** Hands in a record; false when clientLimits.outboxMessages wait already, and for a new line that must not go out. */
  publish(draft: Draft): boolean;
  interim(id: string, text: string, voice: Voice): void;
  typing(typing: boolean, name?: string): void;
  /** Says something to the other captioners, or to viewers who sent a signal. */
  tell: Presenter['tell'];
  /** Returns how to stop listening. */
  hear(ear: Ear): () => void;
  /** Starts again after the connection has ended, or with a fresh token. */
  reopen(token?: string): void;
  /** Ends the connection, as soon as nothing waits any more. */
  leave(): void;
};

/** @throws TypeError as createPresenter does; never for a link that readConsoleLink passed. */
export function createConsoleState({ link, transport, createKeeper }: ConsoleStateOptions): ConsoleState {
  const { relay, session } = link;
  const token = signal(link.token);
  const role = signal<Role | undefined>(undefined);
  const connection = signal<ConsoleConnection>({ phase: 'connecting' });
  const viewers = signal<number | undefined>(undefined);
  const signals = signal<readonly SignalCount[]>([]);
  const status = signal<Status | null>(null);
  const ended = signal(false);
  const complaint = signal('');
  const keepingTrouble = signal('');
  const sent = createSentLog();
  const lines = createLineRows(createOwnLines(relay, session));
  const writing = createOthersWriting();
  const ears = new Set<Ear>();
  let leaving = false;

  const before = ownBefore();
  const keeper = createKeeper?.({
    before,
    relay,
    session,
    onUnreadable() {
      keepingTrouble.value = 'Some of what this browser had kept could not be read.';
    },
    onLost: keepingFailed,
  });

  const presenter = createPresenter({
    relay,
    session,
    token: link.token,
    ...(transport && { transport }),
    ...(keeper && { keeper }),
    onKeeperError: keepingFailed,
    onConnection(state) {
      if (state.phase !== 'live') {
        viewers.value = undefined;
        signals.value = [];
      }
      if (state.phase === 'connecting') complaint.value = '';
      connection.value =
        state.phase === 'closed'
          ? { phase: 'closed', why: whyClosed(state.code), reason: state.reason }
          : state;
    },
    onChange(change, view) {
      batch(() => {
        status.value = view.transcript.status;
        ended.value = view.transcript.ended;
        lines.follow(change, view.transcript);
        writing.follow(view.interims);
      });
      for (const ear of ears) ear.change?.(change, view);
    },
    onMessage(message) {
      if (message.type === 'presence') viewers.value = message.viewers;
      if (message.type === 'signals') signals.value = message.signals;
      if (message.type === 'snapshot' || message.type === 'resume') role.value = message.role;
      floor.hear(message);
      replies.hear(message);
      talk.hear(message);
      for (const ear of ears) ear.message?.(message);
      if (message.type === 'snapshot' && message.role === 'viewer') end('viewer-link');
    },
    onPublication(publication) {
      batch(() => {
        sent.tell(publication);
        lines.tell(publication);
      });
      for (const ear of ears) ear.publication?.(publication);
      if (publication.state === 'acked') complaint.value = '';
      leaveWhenSettled();
    },
    onError({ message }) {
      complaint.value = message;
    },
  });

  rememberOwn(presenter.publisher);
  const floor = createFloor({
    publisher: presenter.publisher,
    before,
    say: presenter.floor,
  });
  const replies = createReplies();
  const talk = createTalk();
  const interims = createOwnInterims({ presenter, floor, lines, writing });
  effect(() => {
    if (floor.onAir.value) return presenter.standby('');
    // Lines that are not finished leave viewers' screens; who writes them goes on, for captioners.
    interims.hide();
    presenter.typing(false);
  });

  function keepingFailed(): void {
    keepingTrouble.value = 'Lines are kept in this tab only: the browser does not store them.';
  }

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
    floor,
    replies,
    talk,
    complaint,
    keeper,
    keepingTrouble,
    keepingFailed,
    sent,
    lines,
    writing: writing.now,
    publish(draft) {
      if (sent.waiting.value >= clientLimits.outboxMessages) return false;
      if (draft.type === 'line' && draft.rev === 1 && !floor.onAir.peek()) return false;
      if ('id' in draft) interims.finished(draft.id);
      presenter.publish(draft);
      return true;
    },
    interim: interims.show,
    tell: presenter.tell,
    typing: (typing, name) => presenter.typing(typing && floor.onAir.peek(), name),
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
      interims.end();
      presenter.typing(false);
      leaveWhenSettled();
    },
  };
}
