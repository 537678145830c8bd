// How a peer gets level with a session: everything after its cursor, or a snapshot that says why not. Invariant: the
// peer is attached in the same turn in which it has been sent exactly what the hub has sent, so no record falls between.
import { type Cursor, formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { relayLimits, timing } from '../../protocol/limits.ts';
import type { Resume, Snapshot } from '../../protocol/server-messages.ts';
import type { Engine, Logged, Lost } from '../engines/contract.ts';
import { concerns, eventsJson, interimsFor, type TrackFilter } from './event-frames.ts';
import type { Watch } from '../metrics/watch.ts';
import type { InterimStore } from './interim-store.ts';
import { type Frame, frameOf, frameOfJson } from './frame.ts';
import type { Hub } from './hub.ts';
import type { Peer } from './peer.ts';
import type { LogFields, SharedSnapshots } from './shared-snapshots.ts';
import type { TypingBoard } from './typing-board.ts';

export type JoinParts = {
  readonly session: string;
  readonly engine: Engine;
  readonly snapshots: SharedSnapshots;
  readonly hub: Hub;
  readonly interims: InterimStore;
  readonly typing: TypingBoard;
  readonly watch: Pick<Watch, 'reset'>;
  /** The last way in that each peer was put on: an earlier one that is still under way gives up. */
  readonly turns: WeakMap<Peer, object>;
  /** The tracks that each peer asked for last, while a snapshot of some tracks is on its way to it. */
  readonly wantedTracks: WeakMap<Peer, TrackFilter>;
};

function joinFields(parts: JoinParts, peer: Peer) {
  const expiresAt = peer.expiresAtMs();
  return {
    ...(expiresAt === undefined ? {} : { expiresAt }),
    session: parts.session,
    role: peer.role,
    now: Date.now(),
    heartbeatMs: timing.heartbeatMs,
    retry: { minMs: timing.retryMinMs, maxMs: timing.retryMaxMs },
  };
}

/** Interims and typing go whole with the last frame of a join: those of an earlier one are old by then. */
function liveNow(parts: JoinParts, tracks: TrackFilter) {
  return { interims: interimsFor(parts.interims.whole(), tracks), typing: parts.typing.now() };
}

/**
 * Puts a peer on other tracks. One snapshot is on its way at a time: a peer that asks again before it has read that one
 * gets the tracks of its newest request afterwards, so that asking cannot make the relay hold more.
 */
export async function changeTracks(parts: JoinParts, peer: Peer, tracks: TrackFilter): Promise<void> {
  const isUnderWay = parts.wantedTracks.has(peer);
  parts.wantedTracks.set(peer, tracks);
  if (isUnderWay) return;
  let given: TrackFilter;
  try {
    do {
      given = parts.wantedTracks.get(peer);
      await joinFresh(parts, peer, given);
    } while (parts.wantedTracks.get(peer) !== given && peer.open());
  } finally {
    // Also after a failure: the next request must not wait for one that has ended.
    parts.wantedTracks.delete(peer);
  }
}

/** Sends a snapshot and attaches the peer, in one turn; resolves once the network has taken the snapshot. */
function joinFresh(parts: JoinParts, peer: Peer, tracks: TrackFilter, reset?: Lost): Promise<void> {
  if (reset) parts.watch.reset(reset);
  takeTurn(parts, peer);
  parts.hub.flush();
  const own: Omit<Snapshot, keyof LogFields> = {
    type: 'snapshot',
    ...joinFields(parts, peer),
    ...liveNow(parts, tracks),
    cursor: formatCursor(parts.hub.cursor()),
    ...(reset ? { reset } : {}),
  };
  const begin = JSON.stringify(own).slice(0, -1);
  const delivered = peer.deliver(frameOfJson(begin, own.cursor, parts.snapshots.endFor(tracks)));
  parts.hub.attach(peer, tracks);
  return delivered;
}

function resumeFrame(
  parts: JoinParts,
  peer: Peer,
  tracks: TrackFilter,
  cursor: Cursor,
  records: readonly Logged[],
  level: boolean,
): Frame {
  const message: Resume = {
    type: 'resume',
    ...joinFields(parts, peer),
    ...(level ? liveNow(parts, tracks) : { interims: [], typing: [], more: true as const }),
    cursor: formatCursor(cursor),
    records: records.filter((logged) => concerns(tracks, logged)).map(({ record }) => record),
  };
  return frameOf(message, message.cursor);
}

/** Puts a peer on a new way in; says whether it is still on it, and there. */
function takeTurn(parts: JoinParts, peer: Peer): () => boolean {
  const turn = {};
  parts.turns.set(peer, turn);
  return () => peer.open() && parts.turns.get(peer) === turn;
}

/** As many of the records as one frame may carry, at least one. */
function frameful(records: readonly Logged[]): readonly Logged[] {
  let bytes = 0;
  const over = records.findIndex(({ json }) => (bytes += json.length) > relayLimits.catchUpFrameBytes);
  return over < 0 ? records : records.slice(0, Math.max(1, over));
}

/**
 * Sends what the peer missed, a frame at a time as fast as it reads, and attaches it once it is level.
 * @param isNew whether the peer has been sent nothing yet: then the first frame is a `resume`.
 */
async function catchUp(
  parts: JoinParts,
  peer: Peer,
  tracks: TrackFilter,
  from: Cursor,
  isNew: boolean,
  mine = takeTurn(parts, peer),
): Promise<void> {
  const { engine, session, hub } = parts;
  let position = from;
  let greeting = isNew;
  for (;;) {
    const read = await engine.readSince(session, position, relayLimits.resumeRecordsPerFrame);
    if (!mine()) return;
    if (read.type === 'lost') return void joinFresh(parts, peer, tracks, read.reason);
    hub.flush();
    // The engine may be ahead of the hub by records that are being told right now; they come through the hub.
    const records = frameful(read.records.filter(({ cursor }) => cursor.seq <= hub.cursor().seq));
    const reached = records.at(-1)?.cursor ?? position;
    const level = reached.seq >= hub.cursor().seq;
    const place = { from: position.seq, cursor: reached };
    const shown = records.filter((logged) => concerns(tracks, logged));
    const live = level ? { ...liveNow(parts, tracks), whole: true } : {};
    const frame = greeting
      ? resumeFrame(parts, peer, tracks, reached, records, level)
      : frameOfJson(eventsJson({ ...place, records: shown, ...live }), formatCursor(reached));
    greeting = false;
    if (level) {
      peer.push(frame);
      hub.attach(peer, tracks);
      return;
    }
    await peer.deliver(frame);
    position = reached;
  }
}

/**
 * Waits until a peer that stalled has read what waits for it, then sends it the rest from the log. One that never
 * reads is ended by the heartbeat.
 * @param from the place up to which it has been handed the log.
 */
export async function rejoin(parts: JoinParts, peer: Peer, tracks: TrackFilter, from: Cursor): Promise<void> {
  const mine = takeTurn(parts, peer);
  // Behind all that waits, so its delivery is the sign; and true: this is where the peer will then stand.
  const cursor = formatCursor(from);
  await peer.deliver(frameOf({ type: 'beat', cursor, now: Date.now() }, cursor));
  if (mine()) await catchUp(parts, peer, tracks, from, false, mine);
}

/** Brings a peer level with the session and attaches it. A cursor that cannot be read counts as none. */
export async function join(
  parts: JoinParts,
  peer: Peer,
  tracks: TrackFilter,
  cursorText: string | undefined,
): Promise<void> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText);
  if (!cursor) void joinFresh(parts, peer, tracks);
  else await catchUp(parts, peer, tracks, cursor, true);
}
