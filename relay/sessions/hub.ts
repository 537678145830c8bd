// The hub of one session: collects what happened, and sends it as one frame per flush and set of tracks, built once
// whatever the number of peers (PROTOCOL.md, "Flush"). The first event after quiet leaves at once; what follows within
// the window leaves together. Invariant: every attached peer has been sent exactly the log up to `cursor()`.
import { type Cursor, formatCursor } from '../../protocol/cursor.ts';
import { relayTiming } from '../../protocol/limits.ts';
import type { Interim, Typist } from '../../protocol/live.ts';
import { trackOf } from '../../protocol/records.ts';
import type { Logged } from '../engines/contract.ts';
import type { InterimChange, InterimStore } from './interim-store.ts';
import type { Peer } from './peer.ts';

/** Which tracks a peer is sent; undefined for all. */
export type TrackFilter = ReadonlySet<string> | undefined;

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
  /** Sends a frame to every peer that the filter takes. */
  tell(frame: Buffer, filter?: (peer: Peer) => boolean): void;
  dispose(): void;
};

export type HubOptions = {
  /** Where the session's log stands when the hub begins. */
  readonly cursor: Cursor;
  readonly interims: InterimStore;
  typing(): Typist[];
};

type Group = { readonly tracks: TrackFilter; readonly peers: Set<Peer> };

/** The interims that a set of tracks shows. */
export function interimsFor(changes: readonly InterimChange[], tracks: TrackFilter): Interim[] {
  return changes.filter(({ track }) => !tracks || tracks.has(track)).map(({ interim }) => interim);
}

/** Whether a record concerns a set of tracks; what is not a line concerns all. */
export function concerns(tracks: TrackFilter, { record }: Logged): boolean {
  const track = trackOf(record);
  return !tracks || track === undefined || tracks.has(track);
}

/** The JSON of an `events` message whose records are already JSON. */
export function eventsJson(parts: {
  readonly from?: number;
  readonly cursor?: Cursor;
  readonly records?: readonly Logged[];
  readonly interims?: readonly Interim[] | undefined;
  readonly typing?: readonly Typist[] | undefined;
}): string {
  const { from, cursor, records, interims, typing } = parts;
  let json = '{"type":"events"';
  if (cursor) {
    const list = (records ?? []).map((logged) => logged.json).join();
    json += `,"from":${from},"cursor":"${formatCursor(cursor)}","records":[${list}]`;
  }
  if (interims?.length) json += `,"interims":${JSON.stringify(interims)}`;
  if (typing) json += `,"typing":${JSON.stringify(typing)}`;
  return `${json}}`;
}

export function createHub(options: HubOptions): Hub {
  const groups = new Map<string, Group>();
  const groupOf = new Map<Peer, Group>();
  let sent = options.cursor;
  let waiting: Logged[] = [];
  let typingChanged = false;
  let window: ReturnType<typeof setTimeout> | undefined;

  const hasNews = () => waiting.length > 0 || typingChanged || options.interims.hasChanges();

  function flush(): void {
    if (!hasNews()) return;
    const records = waiting;
    const from = sent.seq;
    const cursor = records.at(-1)?.cursor;
    const typing = typingChanged ? options.typing() : undefined;
    const changes = options.interims.takeChanges();
    waiting = [];
    typingChanged = false;
    if (cursor) sent = cursor;
    for (const { tracks, peers } of groups.values()) {
      const interims = interimsFor(changes, tracks);
      if (!cursor && !typing && interims.length === 0) continue;
      // Other tracks' records are left out, but the cursor still moves past them.
      const shown = records.filter((logged) => concerns(tracks, logged));
      const place = cursor ? { from, cursor, records: shown } : {};
      const frame = Buffer.from(eventsJson({ ...place, interims, typing }));
      for (const peer of peers) peer.push(frame);
    }
  }

  /** At once after quiet; otherwise when the window that is running closes. */
  function schedule(): void {
    if (window) return;
    flush();
    window = setTimeout(() => {
      window = undefined;
      if (hasNews()) schedule();
    }, relayTiming.flushWindowMs);
  }

  function detach(peer: Peer): void {
    groupOf.get(peer)?.peers.delete(peer);
    groupOf.delete(peer);
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
    tell(frame, filter = () => true) {
      for (const peer of groupOf.keys()) if (filter(peer)) peer.push(frame);
    },
    dispose: () => clearTimeout(window),
  };
}
