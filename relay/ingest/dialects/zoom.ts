// Zoom's closed captioning URL: `POST /closedcaption?id=…&ns=…&expire=…&spparams=…&signature=…&seq=12&lang=en-US`, the body
// one or more lines of plain text. Here `id` is the session and `signature` the token; the rest is what tools expect to see.
import { languageOf } from '../../../protocol/language-tag.ts';
import { linesOf } from '../request-body.ts';
import type { Cue } from './cues.ts';
import type { Address, Parameters } from './parameters.ts';

/** @throws ProblemError when a parameter is missing. */
export function zoomAddress(parameters: Parameters): Address {
  for (const name of ['ns', 'expire', 'spparams']) parameters.need(name);
  return {
    session: parameters.need('id'),
    token: parameters.need('signature'),
    lang: languageOf(parameters.find('lang')),
  };
}

/** Each line is a caption. */
export const zoomCues = (text: string): readonly Cue[] => linesOf(text).map((line) => ({ text: line }));

/** The relay's time, as clients parse it to set their clock by. */
export const zoomTime = (nowMs: number): string => new Date(nowMs).toISOString();
