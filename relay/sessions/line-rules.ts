// Rules for the lines of one session. Tracks: their number is limited, because every snapshot names all of them; and a line stays in its
// track, because viewers of another track would get a correction of a line that they never had. Revisions: which records change what
// viewers see.
import { errorCodes } from '../../protocol/codes.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import { type Draft, type Line, mainTrack } from '../../protocol/records.ts';
import type { Fault } from './message-reader.ts';

export type LineRules = {
  /** Looks at a record before it goes into the log, and takes note of its track: what is wrong with that. */
  faultOf(draft: Draft): Fault | undefined;
  /**
   * Takes note of a record that goes into the log.
   * @param isNext ignores the record's `rev` and makes it the next revision of its line, for senders that do not count
   */
  take(draft: Draft, isNext?: boolean): Taken;
};

type Taken = {
  /** The record as it goes into the log: a correction that names no track is in its line's. */
  readonly draft: Draft;
  /**
   * Whether viewers see a difference. They see none if the revision is not above the line's, or if the record corrects or retracts a
   * line that does not exist.
   */
  readonly isApplied: boolean;
  /** Call it if the record did not get into the log. */
  undo(): void;
};

const tooMany: Fault = {
  code: errorCodes.invalid,
  message: `the session has ${relayLimits.tracksPerSession} tracks, as many as there may be: use one of those`,
  field: 'record.track',
};

const elsewhere = (track: string): Fault => ({
  code: errorCodes.invalid,
  message: `the line is in the track "${track}", and so are its corrections: name that one, or none`,
  field: 'record.track',
});

/**
 * @param spoken the tracks that there are
 * @param lines the lines that can still be corrected
 */
export function createLineRules(spoken: Iterable<string>, lines: readonly Line[]): LineRules {
  const tracks = new Set(spoken);
  /** By the line's id; as many as a transcript's window has. */
  const trackOfLine = new Map(lines.map(({ id, track = mainTrack }) => [id, track]));

  /** The last revision of each line that can still be corrected. */
  const revs = new Map(lines.map(({ id, rev }) => [id, rev]));

  const set = (id: string, rev: number | undefined) => {
    revs.delete(id);
    if (rev !== undefined) revs.set(id, rev);
    const [oldest] = revs.keys();
    if (revs.size > limits.snapshotLines && oldest !== undefined) revs.delete(oldest);
  };

  const placed = (draft: Draft): Draft => {
    if (draft.type !== 'line' || draft.track !== undefined) return draft;
    const track = trackOfLine.get(draft.id);
    return track === undefined || track === mainTrack ? draft : { ...draft, track };
  };

  return {
    take(given, isNext = false) {
      const draft = placed(given);
      if (draft.type !== 'line' && draft.type !== 'retract') return { draft, isApplied: true, undo() {} };
      const { id } = draft;
      const before = revs.get(id);
      const undo = () => set(id, before);
      if (draft.type === 'retract') {
        revs.delete(id);
        return { draft, isApplied: before !== undefined, undo };
      }
      const rev = isNext ? (before ?? 0) + 1 : draft.rev;
      const isApplied = before === undefined ? rev === 1 : rev > before;
      if (isApplied && before === undefined) set(id, rev);
      else if (isApplied) revs.set(id, rev);
      return { draft: { ...draft, rev }, isApplied, undo: isApplied ? undo : () => {} };
    },
    faultOf(draft) {
      if (draft.type !== 'line') return undefined;
      const known = trackOfLine.get(draft.id);
      if (known !== undefined && draft.track !== undefined && draft.track !== known) return elsewhere(known);
      const track = known ?? draft.track ?? mainTrack;
      // There is always room for the one that lines have without a word.
      if (!tracks.has(track) && track !== mainTrack && tracks.size >= relayLimits.tracksPerSession)
        return tooMany;
      tracks.add(track);
      trackOfLine.set(draft.id, track);
      const [oldest] = trackOfLine.keys();
      if (trackOfLine.size > limits.snapshotLines && oldest !== undefined) trackOfLine.delete(oldest);
      return undefined;
    },
  };
}
