// `createPresenter`: a viewer that also publishes. Finished records go through the outbox (each once, in order, also
// over losses and restarts); interim text and typing are told as they are now and never kept.
import { publisherTiming } from '../protocol/limits.ts';
import type { ClientMessage } from '../protocol/client-messages.ts';
import type { Draft } from '../protocol/records.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import type { Publication } from './outbox.ts';
import type { OutboxKeeper } from './outbox-keeper.ts';
import { createOutboxes } from './outboxes.ts';
import { newId } from './new-id.ts';
import { createOutgoingTyping } from './outgoing-typing.ts';
import { createOutgoingInterims, type Voice } from './outgoing-interims.ts';
import { createRelayClock } from './relay-clock.ts';
import { createRenewal } from './renewal.ts';
import { createViewer, type Viewer, type ViewerOptions } from './viewer.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

export type PresenterOptions = Omit<ViewerOptions, 'token'> & {
  /** A function is asked at each try, and from a minute before the token in use runs out: a fresh one keeps the line. */
  readonly token: Token;
  /**
   * This publisher's identity, `[A-Za-z0-9_.:-]{1,64}`. A fresh one by default, which is right for all but programs whose
   * numbers must go on after they were started again. At most one live presenter per identity: two would take each
   * other's numbers for their own.
   */
  readonly publisher?: string;
  /**
   * Keeps records until they are settled. What a presenter before this one left behind is sent first, each once. It needs a
   * fresh publisher, so leave that out.
   */
  readonly keeper?: OutboxKeeper;
  /** Who this is, for other presenters and for the typing indicator. */
  readonly name?: string;
  /** A record was handed in, sent, acknowledged or refused. */
  readonly onPublication?: (publication: Publication) => void;
  /** Own publishing was answered with an error that concerns no record. */
  readonly onError?: (error: { readonly code: string; readonly message: string }) => void;
  /** The keeper failed: something is not kept. Sending goes on. */
  readonly onKeeperError?: (error: unknown) => void;
};

type Token = string | (() => string | undefined);

/** Who is live from now on, `null` for nobody; and whether all captioners are silent. What is left out stays. */
/** A note to the other captioners, or the word that a signal of viewers was seen. */
export type TeamMessage = Extract<ClientMessage, { type: 'note' | 'seen' }>;

export type FloorChange = { readonly live?: string | null; readonly offRecord?: boolean };

export type Presenter = Pick<Viewer, 'view' | 'connection' | 'close'> & {
  /** This publisher's identity. */
  readonly publisher: string;
  /**
   * Connects again, after the end or with a fresh token while it still stands. Everything goes on: what waits is sent,
   * what the relay has is not sent again, and what is in the making is told anew.
   */
  restart(token?: Token): void;
  /** Hands in a finished record. `at` and `until` are local time; the relay's are sent. @throws RangeError when too many wait. */
  publish(draft: Draft): Publication;
  /** Shows the text of a line in the making; '' takes it away. */
  interim(id: string, text: string, voice?: Voice): void;
  /** Says that this person types, or stopped. Call it on every keystroke: it is renewed only as often as needed. */
  typing(typing: boolean, name?: string): void;
  /** Changes who is live among the captioners. Advice, told by `floor`; said while the line stands or not at all. */
  floor(change: FloorChange): void;
  /** Shows other captioners what this one writes without being live; '' takes it away. */
  standby(text: string): void;
  /** Says something to the other captioners, or to the viewers who sent a signal; while the line stands or not at all. */
  tell(message: TeamMessage): void;
  /** A time of this machine by the relay's clock, as far as that is known; both in UTC milliseconds. */
  toRelay(localMs: number): number;
  /** Records not yet acknowledged, those left behind included. */
  pending(): number;
  /** Resolves when every record handed in so far is acknowledged or refused. */
  settled(): Promise<void>;
};

/**
 * Publishes into a session.
 * @throws TypeError as createViewer does, and for a publisher beside a keeper.
 * @example
 * const presenter = createPresenter({ relay, session: 'talk', token });
 * presenter.publish({ type: 'line', id: newId(), rev: 1, text: 'Hello', at: Date.now() });
 * await presenter.settled();
 */
export function createPresenter(options: PresenterOptions): Presenter {
  if (options.publisher !== undefined && options.keeper) {
    throw new TypeError(
      'publisher: leave it out where there is a keeper, each start needs numbers of its own',
    );
  }
  const clock = createRelayClock();
  const publisher = options.publisher ?? newId();
  let { token } = options;
  let probe: ReturnType<typeof setInterval> | undefined;
  let waiting: (() => void)[] = [];
  let ready = false;
  let standby = '';

  const say = (message: ClientMessage) => viewer.send(JSON.stringify(message));
  const outboxes = createOutboxes({
    publisher,
    keeper: options.keeper,
    hello(publisher) {
      const { name } = options;
      say({ type: 'hello', publisher, ...(name === undefined ? {} : { name }) });
    },
    send: (n, draft) => say({ type: 'publish', n, record: dated(draft) }),
    onPublication(publication) {
      const { state, draft } = publication;
      if (state === 'refused' && draft.type === 'line') interims.drop(draft.id);
      options.onPublication?.(publication);
      if (state === 'acked' || state === 'refused') queueMicrotask(checkSettled);
    },
    onKeeperError: (error) => options.onKeeperError?.(error),
  });
  const interims = createOutgoingInterims({
    send: (interim) => ready && say({ type: 'interim', ...interim }),
    bufferedBytes: () => viewer.bufferedBytes(),
  });

  const typing = createOutgoingTyping((message) => ready && say(message));

  const renewal = createRenewal({
    token: freshToken,
    send: (fresh) => say({ type: 'auth', token: fresh }),
  });

  /** A record in the relay's time. */
  function dated(draft: Draft): Draft {
    const at = draft.at === undefined ? {} : { at: clock.toRelay(draft.at) };
    if (!('until' in draft) || draft.until === undefined) return { ...draft, ...at };
    return { ...draft, ...at, until: clock.toRelay(draft.until) };
  }
  function freshToken(): string | undefined {
    return typeof token === 'function' ? token() : token;
  }
  function checkSettled(): void {
    if (outboxes.pending() > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }
  function probeClock(): void {
    say({ type: 'clock', sentAt: Date.now() });
  }
  function stop(): void {
    ready = false;
    outboxes.offline();
    interims.offline();
    clock.restart();
    clearInterval(probe);
  }

  function refused({ n, code, message }: Extract<ServerMessage, { type: 'error' }>): void {
    if (n === undefined) options.onError?.({ code, message });
    else outboxes.answered((outbox) => outbox.refused(n, code, message));
  }

  function receive(message: ServerMessage): void {
    switch (message.type) {
      case 'snapshot':
      case 'resume':
        clock.heard(message.now);
        renewal.expires(message.expiresAt, message.now);
        break;
      case 'auth':
        renewal.expires(message.expiresAt, clock.toRelay(Date.now()));
        break;
      case 'clock':
        clock.probed(message.sentAt, message.now);
        break;
      case 'welcome':
        ready = outboxes.welcome(message.publisher, message.next);
        if (!ready) break;
        interims.restart();
        if (standby) say({ type: 'standby', text: standby });
        typing.restart();
        break;
      case 'ack':
        outboxes.answered((outbox) => outbox.acked(message.n, message.seq));
        break;
      case 'expect':
        outboxes.answered((outbox) => outbox.expected(message.next));
        break;
      case 'error':
        refused(message);
    }
    options.onMessage?.(message);
  }

  const viewer = createViewer({
    ...options,
    // Words go out by WebSocket only.
    transport: options.transport ?? createWebSocketTransport(),
    token() {
      const asked = freshToken();
      renewal.used(asked);
      return asked;
    },
    onMessage: receive,
    onConnection(state) {
      stop();
      if (state.phase === 'live') {
        outboxes.online();
        probeClock();
        probe = setInterval(probeClock, publisherTiming.clockProbeMs);
      }
      // What runs out was said by the message that made it live.
      else renewal.stop();
      options.onConnection?.(state);
    },
  });

  return {
    publisher,
    view: viewer.view,
    connection: viewer.connection,
    publish(draft) {
      const publication = outboxes.add(draft);
      if (draft.type === 'line' || draft.type === 'retract') interims.end(draft.id);
      if (draft.type === 'line') typing.ended();
      return publication;
    },
    interim: (id, text, voice = {}) => interims.set(id, text, voice),
    typing: (on, name = options.name) => typing.set(on, name),
    floor(change) {
      if (ready) say({ type: 'floor', ...change });
    },
    tell: (message) => void (ready && say(message)),
    standby(text) {
      standby = text;
      if (ready) say({ type: 'standby', text });
    },
    toRelay: clock.toRelay,
    pending: outboxes.pending,
    settled: () =>
      outboxes.pending() === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    close: viewer.close,
    restart(fresh = token) {
      token = fresh;
      viewer.close();
      viewer.restart();
    },
  };
}
