// The hub of one session: collects what happened, and sends it as one frame per flush and set of tracks, built once
// whatever the number of peers (PROTOCOL.md, "Flush"). The first event after quiet leaves at once; what follows within
// the window leaves together. Invariant: every attached peer has been sent exactly the log up to `cursor()`; one that
// cannot keep up is detached, so that it costs the others nothing, and is handed over to be caught up.
import { type Cursor, formatCursor } from '../../protocol/cursor.ts';
import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import type { Typist } from '../../protocol/live.ts';
import type { Logged } from '../engines/contract.ts';
import {
  eventsJson,
  type Flush,
  type FlushFrames,
  flushFrames,
  interimsFor,
  type TrackFilter,
} from './event-frames.ts';
import type { FlushPace } from './flush-pace.ts';
import { type Frame, frameOf, frameOfJson } from './frame.ts';
import type { InterimStore } from './interim-store.ts';
import type { Peer } from './peer.ts';

export type Hub = {
  attach(peer: Peer, tracks: TrackFilter): void;
  detach(peer: Peer): void;
  /** Records to be sent, in order. */
  add(logged: Logged): void;
  /** Interim text changed; the store knows how. */
  interimsChanged(): void;
  typingChanged(): void;
  /** Sends now what waits. */
  flush(): void;
  /** The place in the log up to which everything has been sent. */
  cursor(): Cursor;
  /** Sends the heartbeat to those whose part of its interval this is. */
  beat(slot: number): void;
  /** Sends a frame to every peer that the filter takes. */
  tell(frame: Frame, filter?: (peer: Peer) => boolean): void;
  dispose(): void;
};

export type HubOptions = {
  /** Where the session's log stands when the hub begins. */
  readonly cursor: Cursor;
  readonly interims: InterimStore;
  typing(): Typist[];
  /** How long interim text is held; shared by all sessions. */
  readonly pace: FlushPace;
  /** Everybody has been handed a flush, this long after the first thing in it happened. */
  onFlushed?(durationMs: number): void;
  /** A record came that is not the next one. */
  onGap(expectedSeq: number, gotSeq: number): void;
  /** A peer reads too slowly and has been detached; it has been handed the log up to `cursor` and nothing after. */
  onStalled(peer: Peer, tracks: TrackFilter, cursor: Cursor): void;
};

type Timer = ReturnType<typeof setTimeout>;
type Group = { readonly tracks: TrackFilter; readonly peers: Set<Peer> };

export function createHub(options: HubOptions): Hub {
  const groups = new Map<string, Group>();
  const groupOf = new Map<Peer, Group>();
  /** Peers that were spared interims and hold none to build on. */
  const behind = new Set<Peer>();
  let sent = options.cursor;
  let waiting: Logged[] = [];
  let waitsSinceMs: number | undefined;
  let typingChanged = false;
  /** Runs for the flush window after each flush. */
  let window: Timer | undefined;
  /** Runs on while interim text alone waits and is held longer. */
  let holding: Timer | undefined;
  /** Runs while somebody is behind. */
  let levelling: Timer | undefined;

  const isUrgent = () => waiting.length > 0 || typingChanged;
  const hasNews = () => isUrgent() || options.interims.hasChanges();

  function flush(): void {
    const sinceMs = waitsSinceMs;
    waitsSinceMs = undefined;
    if (!hasNews()) return;
    const beganMs = performance.now();
    const before = sent;
    const happened: Flush = {
      from: before.seq,
      records: waiting,
      changes: options.interims.takeChanges(),
      typing: typingChanged ? options.typing() : undefined,
      whole: options.interims.whole,
    };
    sent = waiting.at(-1)?.cursor ?? sent;
    waiting = [];
    typingChanged = false;
    for (const { tracks, peers } of groups.values()) {
      const frames = flushFrames(happened, tracks);
      const level = frames.level();
      for (const peer of peers) {
        // What nearly everybody gets, nearly always, with as little work as can be.
        const waitsBytes = peer.backlogBytes();
        if (waitsBytes <= relayLimits.softBacklogBytes && behind.size === 0) {
          if (level) peer.push(level);
          continue;
        }
        const frame = frameFor(peer, waitsBytes, frames);
        if (frame === 'none-fits') stall(peer, tracks, before);
        else if (frame) peer.push(frame);
      }
    }
    const endedMs = performance.now();
    options.pace.spent(endedMs - beganMs, endedMs);
    if (sinceMs !== undefined) options.onFlushed?.(endedMs - sinceMs);
    levelSoon();
  }

  /** Who was behind must not wait for the next word to see the one before it. */
  function levelSoon(): void {
    if (behind.size === 0) return;
    levelling ??= setTimeout(() => {
      levelling = undefined;
      for (const peer of behind) {
        const tracks = groupOf.get(peer)?.tracks;
        if (peer.backlogBytes() > relayLimits.softBacklogBytes) continue;
        behind.delete(peer);
        const interims = interimsFor(options.interims.whole(), tracks);
        peer.push(frameOfJson(eventsJson({ interims, whole: true })));
      }
      levelSoon();
    }, relayTiming.levelCheckMs);
  }

  /** Who is behind gets no interims; who comes level again gets all of them, because deltas have no base there. */
  function frameFor(peer: Peer, waitsBytes: number, frames: FlushFrames): Frame | undefined | 'none-fits' {
    if (waitsBytes > relayLimits.hardBacklogBytes) return 'none-fits';
    if (waitsBytes > relayLimits.softBacklogBytes) {
      behind.add(peer);
      return frames.lean();
    }
    return behind.delete(peer) ? frames.whole() : frames.level();
  }

  function stall(peer: Peer, tracks: TrackFilter, cursor: Cursor): void {
    detach(peer);
    options.onStalled(peer, tracks, cursor);
  }

  /** At once after quiet; otherwise when the window that is running closes. */
  function schedule(): void {
    waitsSinceMs ??= performance.now();
    if (window || (holding && !isUrgent())) return;
    begin();
  }

  function begin(): void {
    clearTimeout(holding);
    holding = undefined;
    const beganMs = performance.now();
    flush();
    const endedMs = performance.now();
    // The window counts from the flush's beginning: what it takes to write to a crowd is not waited for twice.
    const restMs = Math.max(0, beganMs + relayTiming.flushWindowMs - endedMs);
    window = setTimeout(() => {
      window = undefined;
      const windowMs = options.pace.interimWindowMs();
      // But a flush that takes as long as its window would leave nothing of the core for the finished line after it.
      const heldUntilMs = Math.max(
        beganMs + windowMs,
        endedMs + Math.min(endedMs - beganMs, relayTiming.widestWindowMs),
      );
      const moreMs = windowMs > relayTiming.flushWindowMs ? heldUntilMs - performance.now() : 0;
      if (moreMs > 0 && !isUrgent()) holding = setTimeout(release, moreMs);
      else release();
    }, restMs);
  }
  function release(): void {
    holding = undefined;
    if (hasNews()) begin();
  }

  function detach(peer: Peer): void {
    groupOf.get(peer)?.peers.delete(peer);
    groupOf.delete(peer);
    behind.delete(peer);
    for (const [key, { peers }] of groups) if (peers.size === 0) groups.delete(key);
  }

  return {
    attach(peer, tracks) {
      detach(peer);
      const key = tracks ? [...tracks].sort().join() : '*';
      const group = groups.get(key) ?? { tracks, peers: new Set() };
      groups.set(key, group);
      group.peers.add(peer);
      groupOf.set(peer, group);
    },
    detach,
    add(logged) {
      const due = (waiting.at(-1)?.cursor ?? sent).seq + 1;
      if (logged.cursor.seq !== due) options.onGap(due, logged.cursor.seq);
      waiting.push(logged);
      schedule();
    },
    interimsChanged: schedule,
    typingChanged() {
      typingChanged = true;
      schedule();
    },
    flush,
    cursor: () => sent,
    beat(slot) {
      const due = [...groupOf.keys()].filter(({ beatSlot }) => beatSlot === slot);
      if (due.length === 0) return;
      // It says how far everything has been sent.
      flush();
      const cursor = formatCursor(sent);
      const frame = frameOf({ type: 'beat', cursor, now: Date.now() }, cursor);
      for (const peer of due) if (groupOf.has(peer)) peer.push(frame);
    },
    tell(frame, filter = () => true) {
      for (const peer of groupOf.keys()) if (filter(peer)) peer.push(frame);
    },
    dispose() {
      for (const timer of [window, holding, levelling]) clearTimeout(timer);
    },
  };
}
