// Zoom's closed captioning URL: `POST /closedcaption?id=…&ns=…&expire=…&spparams=…&signature=…&seq=12&lang=en-US`, the body
// one or more lines of plain text, or a piece of one. Here `id` is the session and `signature` the token; the rest is what tools expect to see.
import { languageOf } from '../../../protocol/language-tag.ts';
import { lineEnd } from '../request-body.ts';
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

/** Each row is a piece; a line end ends its line. */
export function zoomCues(text: string): readonly Cue[] {
  const rows = text.split(lineEnd);
  return rows
    .map((row, at) => ({ text: row.trim(), endsLine: at < rows.length - 1 }))
    .filter((cue) => cue.text !== '');
}

/** The relay's time, as clients parse it to set their clock by. */
export const zoomTime = (nowMs: number): string => new Date(nowMs).toISOString();
