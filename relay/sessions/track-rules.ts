// The tracks of one session: how many there may be, because each is named in every snapshot for as long as the session is; and
// that a line stays in its own, because who reads another track would get a correction of a line that was never there.
import { errorCodes } from '../../protocol/codes.ts';
import { limits, relayLimits } from '../../protocol/limits.ts';
import { type Draft, type Line, mainTrack } from '../../protocol/records.ts';
import type { Fault } from './message-reader.ts';

export type TrackRules = {
  /** Looks at a record before it goes into the log, and takes note of its track: what is wrong with that. */
  faultOf(draft: Draft): Fault | undefined;
  /** The record as it goes into the log: a correction that names no track is in its line's. */
  placed(draft: Draft): Draft;
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
export function createTrackRules(spoken: Iterable<string>, lines: readonly Line[]): TrackRules {
  const tracks = new Set(spoken);
  /** By the line's id; as many as a transcript's window has. */
  const trackOfLine = new Map(lines.map(({ id, track = mainTrack }) => [id, track]));

  const placed = (draft: Draft): Draft => {
    if (draft.type !== 'line' || draft.track !== undefined) return draft;
    const track = trackOfLine.get(draft.id);
    return track === undefined || track === mainTrack ? draft : { ...draft, track };
  };

  return {
    placed,
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
