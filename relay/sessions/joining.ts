// How a peer gets level with a session: everything after its cursor, or a snapshot that says why not. Invariant: the
// peer is attached in the same turn in which it has been sent exactly what the hub has sent, so no record falls between.
import { type Cursor, formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { relayLimits, timing } from '../../protocol/limits.ts';
import { mainTrack } from '../../protocol/records.ts';
import type { Resume, Snapshot } from '../../protocol/server-messages.ts';
import type { Engine, Logged, Lost } from '../engines/contract.ts';
import { concerns, eventsJson, type Hub, interimsFor, type TrackFilter } from './hub.ts';
import type { InterimStore } from './interim-store.ts';
import { frameOf, type Peer } from './peer.ts';
import type { SessionLog } from './session-log.ts';
import type { TypingBoard } from './typing-board.ts';

export type JoinParts = {
  readonly session: string;
  readonly engine: Engine;
  readonly log: SessionLog;
  readonly hub: Hub;
  readonly interims: InterimStore;
  readonly typing: TypingBoard;
};

function joinFields(parts: JoinParts, peer: Peer) {
  return {
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

/** Sends a snapshot and attaches the peer, in one turn. */
export function joinFresh(parts: JoinParts, peer: Peer, tracks: TrackFilter, reset?: Lost): void {
  parts.hub.flush();
  const { lines, status, clearedSeq, ended } = parts.log.transcript();
  const snapshot: Snapshot = {
    type: 'snapshot',
    ...joinFields(parts, peer),
    ...liveNow(parts, tracks),
    cursor: formatCursor(parts.hub.cursor()),
    ...(reset ? { reset } : {}),
    lines: lines.filter(({ track = mainTrack }) => !tracks || tracks.has(track)),
    status,
    clearedSeq,
    ended,
    tracks: parts.log.tracks(),
  };
  peer.push(frameOf(snapshot));
  parts.hub.attach(peer, tracks);
}

function resumeFrame(
  parts: JoinParts,
  peer: Peer,
  tracks: TrackFilter,
  cursor: Cursor,
  records: readonly Logged[],
  level: boolean,
): Buffer {
  const message: Resume = {
    type: 'resume',
    ...joinFields(parts, peer),
    ...(level ? liveNow(parts, tracks) : { interims: [], typing: [] }),
    cursor: formatCursor(cursor),
    records: records.filter((logged) => concerns(tracks, logged)).map(({ record }) => record),
  };
  return frameOf(message);
}

/** Sends what the peer missed, chunk by chunk as fast as it reads, and attaches it once it is level. */
async function resume(parts: JoinParts, peer: Peer, tracks: TrackFilter, from: Cursor) {
  const { engine, session, hub } = parts;
  let position = from;
  let chunks = 0;
  while (peer.open()) {
    const read = await engine.readSince(session, position, relayLimits.resumeRecordsPerFrame);
    if (read.type === 'lost') return joinFresh(parts, peer, tracks, read.reason);
    hub.flush();
    // The engine may be ahead of the hub by records that are being told right now; they come through the hub.
    const records = read.records.filter(({ cursor }) => cursor.seq <= hub.cursor().seq);
    const reached = records.at(-1)?.cursor ?? position;
    const level = reached.seq >= hub.cursor().seq;
    const place = { from: position.seq, cursor: reached };
    const shown = records.filter((logged) => concerns(tracks, logged));
    const frame =
      chunks++ === 0
        ? resumeFrame(parts, peer, tracks, reached, records, level)
        : Buffer.from(eventsJson({ ...place, records: shown, ...(level ? liveNow(parts, tracks) : {}) }));
    if (level) {
      peer.push(frame);
      hub.attach(peer, tracks);
      return;
    }
    await peer.deliver(frame);
    position = reached;
  }
}

/** Brings a peer level with the session and attaches it. A cursor that cannot be read counts as none. */
export async function join(
  parts: JoinParts,
  peer: Peer,
  tracks: TrackFilter,
  cursorText: string | undefined,
): Promise<void> {
  const cursor = cursorText === undefined ? undefined : parseCursor(cursorText);
  if (!cursor) joinFresh(parts, peer, tracks);
  else await resume(parts, peer, tracks, cursor);
}
