// Cues, shared by the dialects of captioning tools: they become lines of the session.
import { randomUUID } from 'node:crypto';

import { errorCodes } from '../../../protocol/codes.ts';
import { limits, relayLimits, relayTiming } from '../../../protocol/limits.ts';
import { splitText } from '../../../protocol/line-splitter.ts';
import type { Draft } from '../../../protocol/records.ts';
import { hasVisibleText } from '../../../protocol/text.ts';
import { ProblemError } from '../../http/problems.ts';

export type Cue = {
  readonly text: string;
  /** When it was said, UTC milliseconds; when it came by default. */
  readonly at?: number;
  /** It ends its line, whatever its last character is. */
  readonly endsLine?: boolean | undefined;
};

export type TimedCue = Cue & { readonly at: number };

/** What all cues of a request have in common. */
export type Voice = { readonly lang?: string | undefined; readonly speaker?: string | undefined };

/** The correction for a tool's clock: moves its newest time to now; 0 if its times are plausible. */
function clockOffMs(cues: readonly Cue[], nowMs: number): number {
  const newest = Math.max(...cues.map(({ at = -Infinity }) => at));
  const offMs = nowMs - newest;
  return Math.abs(offMs) <= relayTiming.toolClockMs || !Number.isFinite(offMs) ? 0 : offMs;
}

/**
 * Gives each cue of a request a plausible time.
 * @throws ProblemError 400 when there are more than relayLimits.captionsPerPost
 */
export function timedCues(cues: readonly Cue[], nowMs: number): readonly TimedCue[] {
  if (cues.length > relayLimits.captionsPerPost) {
    const detail = `the body has ${cues.length} captions; send at most ${relayLimits.captionsPerPost}`;
    throw new ProblemError({ status: 400, code: errorCodes.invalid, detail });
  }
  const offMs = clockOffMs(cues, nowMs);
  return cues.map(({ text, at, endsLine }) => ({
    text,
    at: at === undefined ? nowMs : at + offMs,
    endsLine,
  }));
}

/** The fields of a voice that are known, for a record or an interim text. */
export const voiceFields = ({ lang, speaker }: Voice) => ({
  ...(lang !== undefined && { lang }),
  ...(speaker !== undefined && { speaker }),
});

/** Finished lines; a cue that is too long for one becomes several, one without words none. */
export function draftsOf(cues: readonly Cue[], given: Voice): readonly Draft[] {
  const voice = voiceFields(given);
  const drafts: Draft[] = [];
  for (const { text, at } of cues) {
    const said = at === undefined ? voice : { ...voice, at };
    for (const piece of splitText(text, limits.textCodePoints).filter(hasVisibleText)) {
      drafts.push({ type: 'line', id: randomUUID(), rev: 1, text: piece, ...said });
    }
  }
  return drafts;
}
