// How many tracks a session may have: each is named in every snapshot for as long as the session is.
import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import { type Draft, mainTrack } from '../../protocol/records.ts';
import type { Fault } from './message-reader.ts';

const tooMany: Fault = {
  code: errorCodes.invalid,
  message: `the session has ${relayLimits.tracksPerSession} tracks, as many as there may be: use one of those`,
  field: 'record.track',
};

/**
 * @param spoken the tracks that there are.
 * @returns what looks at a record before it goes into the log, and takes note of its track: the fault of one track too many.
 */
export function createTrackLimit(spoken: Iterable<string>): (draft: Draft) => Fault | undefined {
  const tracks = new Set(spoken);
  return (draft) => {
    const track = draft.type === 'line' ? (draft.track ?? mainTrack) : undefined;
    if (track === undefined || tracks.has(track)) return undefined;
    // There is always room for the one that lines have without a word.
    if (track !== mainTrack && tracks.size >= relayLimits.tracksPerSession) return tooMany;
    tracks.add(track);
    return undefined;
  };
}
