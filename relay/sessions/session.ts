// One session as its connections use it: who is here, who may publish, what goes to the log and what is only told.
// Everything that peers do to a session passes through here; the engine orders it, the hub tells it.
import type { ClientMessage } from '../../protocol/client-messages.ts';
import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import { type Draft, trackOf } from '../../protocol/records.ts';
import { cleanName } from '../../protocol/text.ts';
import type { Engine, Logged } from '../engines/contract.ts';
import type { Watch } from '../metrics/watch.ts';
import type { TrackFilter } from './event-frames.ts';
import { createFloor } from './floor.ts';
import { createFlushPace, type FlushPace } from './flush-pace.ts';
import { type Frame, frameOf } from './frame.ts';
import { createHub } from './hub.ts';
import { createInterimStore } from './interim-store.ts';
import { changeTracks, join, type JoinParts, rejoin } from './joining.ts';
import { createLineRules } from './line-rules.ts';
import type { Fault } from './message-reader.ts';
import type { Peer } from './peer.ts';
import { createPosting, type Posting } from './posting.ts';
import { createPresence } from './presence.ts';
import { createPublishers, type Publisher } from './publishers.ts';
import { createPublishing } from './publishing.ts';
import { createReplyBoard } from './reply-board.ts';
import { openSessionLog } from './session-log.ts';
import { floorFault, interimFaults } from './session-faults.ts';
import { createSharedSnapshots } from './shared-snapshots.ts';
import { createSignalBoard } from './signal-board.ts';
import { createTeamTalk } from './team-talk.ts';
import { createTypingBoard } from './typing-board.ts';
import { createViewerMessages } from './viewer-messages.ts';

export type Session = {
  /** Brings a peer level and attaches it. */
  join(peer: Peer, tracks: TrackFilter, cursor: string | undefined): Promise<void>;
  /** A message that was read, of a role that may send it. */
  receive(peer: Peer, message: ClientMessage): void;
  leave(peer: Peer): void;
  /** Looks for a fault in a record that fits its schema. A record without one MUST be handed in. */
  faultOf(draft: Draft): Fault | undefined;
  /** For requests, whose publishers have no connection. */
  readonly posting: Pick<Posting, 'publish' | 'interim' | 'typing' | 'markOf'>;
  /** Whether its end is the last thing that was said. */
  ended(): boolean;
  /** Sends the heartbeat, built once, to those whose part of its interval this is. */
  beat(slot: number): void;
  /** Resolves when every publish under way has been answered. */
  settled(): Promise<void>;
  dispose(): void;
};

export type SessionOptions = {
  readonly name: string;
  readonly engine: Engine;
  readonly watch: Watch;
  /** Shared by all sessions of a relay; one of its own by default. */
  readonly pace?: FlushPace;
  onError(error: unknown, context: { stage: string }): void;
};

/** Loads a session's log and opens it for peers. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { name, engine, watch, pace = createFlushPace(), onError } = options;
  const peers = new Set<Peer>();
  const publishing = new Set<Promise<unknown>>();

  const interims = createInterimStore();
  const log = await openSessionLog(engine, name);
  const { faultOf, take } = createLineRules(log.tracks(), log.transcript().lines);
  const typing = createTypingBoard(() => hub.typingChanged());
  const hub = createHub({
    cursor: log.begin(onRecord),
    interims,
    typing: typing.now,
    pace,
    onFlushed: watch.flushed,
    onGap(expected, got) {
      // An engine that breaks its promise of order must not make a viewer miss a line without a sign.
      onError(new Error(`session ${name}: record ${got} came where ${expected} was due`), { stage: 'order' });
      for (const peer of peers)
        peer.close(closeCodes.resync, 'out of order', { afterMs: 0, spreadMs: 1_000 });
    },
    onStalled(peer, tracks, cursor) {
      rejoin(parts, peer, tracks, cursor)
        // It may have left while it was being caught up.
        .then(() => peers.has(peer) || hub.detach(peer))
        .catch((error: unknown) => {
          onError(error, { stage: 'catch-up' });
          peer.close(closeCodes.slow, 'too slow', { afterMs: 0, spreadMs: timing.retryMinMs });
        });
    },
  });
  const parts: JoinParts = {
    session: name,
    engine,
    snapshots: createSharedSnapshots(log),
    hub,
    interims,
    typing,
    watch,
    turns: new WeakMap(),
    wantedTracks: new WeakMap(),
  };
  const tellPresenters = (frame: Frame) => hub.tell(frame, ({ role }) => role !== 'viewer');
  const presence = createPresence(peers, tellPresenters);
  const signals = createSignalBoard(tellPresenters);
  const replies = createReplyBoard(tellPresenters);
  const team = createTeamTalk(tellPresenters);
  const receiveFromViewer = createViewerMessages({ signals, replies, refuse });
  const publishers = createPublishers({
    peers,
    nextNumber: (publisher) => engine.nextNumber(name, publisher),
    onLost(publisher) {
      typing.stop(publisher);
      interims.orphan(publisher);
      floor.lost(publisher);
    },
    onGraceOver(publisher) {
      interims.endOrphans(publisher);
      hub.interimsChanged();
    },
    onChange: () => floor.changed(),
    onError,
  });
  const publish = createPublishing({ ...options, faultOf, take, refuse });
  const posting = createPosting({
    ...options,
    interims,
    typing,
    take,
    onInterims: () => hub.interimsChanged(),
  });
  const floor = createFloor({
    present: publishers.present,
    readers: () => Array.from(peers, (peer) => [peer, publishers.of(peer)?.id] as const),
  });

  function onRecord(logged: Logged): void {
    const { record } = logged;
    posting.onRecord(record);
    // A finished line ends its interim in the same frame: no viewer ever sees both.
    if (record.type === 'line' || record.type === 'retract') interims.end(record.id, trackOf(record));
    hub.add(logged);
  }

  async function hello(peer: Peer, id: string, ownName: string | undefined): Promise<void> {
    if (!(await publishers.hello(peer, id, ownName))) return;
    floor.tell(peer);
    replies.tell(peer);
    team.tell(peer);
  }

  function refuse(peer: Peer, fault: Fault): void {
    watch.refused({ reason: 'message', code: fault.code, session: name });
    peer.push(frameOf({ type: 'error', ...fault }));
  }

  function track(work: Promise<unknown>): void {
    publishing.add(work);
    work
      .catch((error: unknown) => onError(error, { stage: 'session' }))
      .finally(() => publishing.delete(work));
  }

  function receiveFromPublisher(peer: Peer, publisher: Publisher, message: ClientMessage): void {
    switch (message.type) {
      case 'publish':
        if (message.record.type === 'line') {
          typing.stop(publisher.id);
          if (message.record.rev === 1) team.wrote(message.record.id, publisher.name);
        }
        return track(publish(peer, publisher, message));
      case 'interim': {
        const { type: _, ...interim } = message;
        const refusal = interims.put(publisher.id, interim);
        if (refusal) return refuse(peer, interimFaults[refusal]);
        if (interim.rev === 1 && !log.has(interim.id)) team.wrote(interim.id, publisher.name);
        return hub.interimsChanged();
      }
      case 'typing': {
        const shown = cleanName(message.name ?? '') || (peer.publicName ?? '');
        return message.typing ? typing.start(publisher.id, shown) : typing.stop(publisher.id);
      }
      case 'standby':
        return floor.write(publisher.id, message.text);
      case 'note':
        return team.note(publisher.id, message.text);
      case 'seen':
        return signals.see(message.signal);
      case 'floor':
        if (!floor.change(message)) refuse(peer, floorFault);
    }
  }

  return {
    async join(peer, tracks, cursor) {
      peers.add(peer);
      presence.changed();
      await join(parts, peer, tracks, cursor);
      if (peer.role !== 'viewer') {
        presence.tell(peer);
        signals.tell(peer);
      }
      if (!peers.has(peer)) hub.detach(peer);
    },
    receive(peer, message) {
      switch (message.type) {
        case 'hello':
          return track(hello(peer, message.publisher, message.name));
        case 'clock':
          return peer.push(frameOf({ type: 'clock', sentAt: message.sentAt, now: Date.now() }));
        case 'tracks':
          // Not waited for when the session settles: a viewer may never read its snapshot.
          return void changeTracks(parts, peer, new Set(message.tracks)).catch((error: unknown) =>
            onError(error, { stage: 'session' }),
          );
      }
      if (receiveFromViewer(peer, message)) return;
      const publisher = publishers.of(peer);
      if (publisher) return receiveFromPublisher(peer, publisher, message);
      const text = `say "hello" before "${message.type}"`;
      refuse(peer, { code: errorCodes.helloFirst, message: text, field: 'type' });
    },
    leave(peer) {
      peers.delete(peer);
      hub.detach(peer);
      presence.changed();
      signals.leave(peer);
      replies.leave(peer);
      publishers.unbind(peer);
    },
    faultOf,
    posting: {
      ...posting,
      publish(publisher, batch) {
        const published = posting.publish(publisher, batch);
        // Who asked hears of a failure; here it is only waited for.
        track(Promise.allSettled([published]));
        return published;
      },
    },
    ended: () => log.transcript().ended,
    beat: hub.beat,
    settled: () => Promise.allSettled(publishing).then(hub.flush),
    dispose() {
      for (const part of [log, typing, presence, signals, hub, replies, publishers, floor, posting])
        part.dispose();
    },
  };
}
