// How `events` messages are built: records are JSON already, and each variant of a frame is built once and only if a
// peer needs it, whatever the number of peers.
import { type Cursor, formatCursor } from '../../protocol/cursor.ts';
import type { Interim, Typist } from '../../protocol/live.ts';
import { trackOf } from '../../protocol/records.ts';
import { growthJson } from '../../protocol/server-frame.ts';
import type { Logged } from '../engines/contract.ts';
import { type Frame, frameOfJson } from './frame.ts';
import type { InterimChange } from './interim-store.ts';

/** Which tracks a peer is sent; undefined for all. */
export type TrackFilter = ReadonlySet<string> | undefined;

/** The interims that a set of tracks shows. */
export function interimsFor(changes: readonly InterimChange[], tracks: TrackFilter): Interim[] {
  return changes.filter(({ track }) => !tracks || tracks.has(track)).map(({ interim }) => interim);
}

/** Whether a record concerns a set of tracks; what is not a line concerns all. */
export function concerns(tracks: TrackFilter, { record }: Logged): boolean {
  const track = trackOf(record);
  return !tracks || track === undefined || tracks.has(track);
}

/** The JSON of an `events` message. `records` are those of some tracks; `from` and `cursor` count all. */
export function eventsJson(parts: {
  readonly from?: number;
  readonly cursor?: Cursor;
  readonly records?: readonly Logged[];
  readonly interims?: readonly Interim[] | undefined;
  /** The interims are all there are: what a viewer holds besides is over. */
  readonly whole?: boolean;
  readonly typing?: readonly Typist[] | undefined;
}): string {
  const { from, cursor, records, interims, whole, typing } = parts;
  let json = '{"type":"events"';
  if (cursor) {
    const list = (records ?? []).map((logged) => logged.json).join();
    json += `,"from":${from},"cursor":"${formatCursor(cursor)}","records":[${list}]`;
  }
  if (whole) json += ',"whole":true';
  if (whole || interims?.length) json += `,"interims":${JSON.stringify(interims)}`;
  if (typing) json += `,"typing":${JSON.stringify(typing)}`;
  return `${json}}`;
}

/** What happened since the last flush. */
export type Flush = {
  /** The seq that the records follow. */
  readonly from: number;
  readonly records: readonly Logged[];
  readonly changes: readonly InterimChange[];
  readonly typing: readonly Typist[] | undefined;
  /** Every interim text alive after this flush, whole. */
  whole(): readonly InterimChange[];
};

/** The variants of one flush's frame for one set of tracks; undefined where there is nothing to say. */
export type FlushFrames = {
  /** For a peer that is level: interims as deltas. */
  level(): Frame | undefined;
  /** For one that is behind: without interims. */
  lean(): Frame | undefined;
  /** For one that was behind: every interim, whole. */
  whole(): Frame | undefined;
};

export function flushFrames(flush: Flush, tracks: TrackFilter): FlushFrames {
  const { from, records, typing } = flush;
  const cursor = records.at(-1)?.cursor;
  // Other tracks' records are left out, but the cursor still moves past them.
  const place = cursor ? { from, cursor, records: records.filter((one) => concerns(tracks, one)) } : {};
  const built = new Map<string, Frame | undefined>();

  const once = (variant: 'level' | 'lean' | 'whole', changes: readonly InterimChange[]) => {
    if (!built.has(variant)) {
      const interims = interimsFor(changes, tracks);
      const whole = variant === 'whole';
      const says = cursor || typing || whole || interims.length > 0;
      const [only] = interims;
      const grows = only && only.keep > 0 && interims.length === 1 && !cursor && !typing && !whole;
      const json = grows
        ? growthJson(only)
        : says
          ? eventsJson({ ...place, interims, whole, typing })
          : undefined;
      built.set(variant, json === undefined ? undefined : frameOfJson(json, cursor && formatCursor(cursor)));
    }
    return built.get(variant);
  };
  return {
    level: () => once('level', flush.changes),
    lean: () => once('lean', []),
    whole: () => once('whole', flush.whole()),
  };
}
