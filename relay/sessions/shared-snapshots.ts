// The part of a snapshot that comes from the log is the same for every viewer of the same tracks. The relay writes it once
// for each state of the log, and keeps it only while a connection still waits for it. A hall that connects at once, and
// viewers that never read, share one copy.
import { relayLimits } from '../../protocol/limits.ts';
import { mainTrack } from '../../protocol/records.ts';
import type { Snapshot } from '../../protocol/server-messages.ts';
import type { TrackFilter } from './event-frames.ts';
import type { SessionLog } from './session-log.ts';

/** The fields of a snapshot that do not depend on who reads it, or when. */
export type LogFields = Pick<Snapshot, 'lines' | 'status' | 'clearedSeq' | 'ended' | 'tracks'>;

export type SharedSnapshots = {
  /** The end of a snapshot's JSON, from the comma on: what the log holds now in these tracks. */
  endFor(tracks: TrackFilter): Buffer;
};

export function createSharedSnapshots(log: Pick<SessionLog, 'transcript' | 'tracks'>): SharedSnapshots {
  const ends = new Map<string, WeakRef<Buffer>>();
  let of: object | undefined;

  return {
    endFor(tracks) {
      // Each record, and each trimming, makes a transcript of its own.
      const transcript = log.transcript();
      if (of !== transcript || ends.size >= relayLimits.snapshotsShared) ends.clear();
      of = transcript;
      const key = tracks ? [...tracks].sort().join() : '*';
      const known = ends.get(key)?.deref();
      if (known) return known;
      const { lines, status, clearedSeq, ended } = transcript;
      const fields: LogFields = {
        lines: lines.filter(({ track = mainTrack }) => !tracks || tracks.has(track)),
        status,
        clearedSeq,
        ended,
        tracks: log.tracks(),
      };
      const end = Buffer.from(`,${JSON.stringify(fields).slice(1)}`);
      ends.set(key, new WeakRef(end));
      return end;
    },
  };
}
