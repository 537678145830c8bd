// Microsoft Teams' CART URL: `POST /cartcaption?meetingid=…&token=…&lang=en-us`, the body one new line. Requests have no
// number, so a repeat is one more line.
import { languageOf } from '../../../protocol/language-tag.ts';
import { lineEnd } from '../request-body.ts';
import type { Cue } from './cues.ts';
import type { Address, Parameters } from './parameters.ts';

/** @throws ProblemError when a parameter is missing. */
export function teamsAddress(parameters: Parameters): Address {
  return {
    session: parameters.need('meetingid'),
    token: parameters.need('token'),
    lang: languageOf(parameters.find('lang')),
  };
}

/** One line, which may have breaks in it. */
export function teamsCues(text: string): readonly Cue[] {
  const lines = text.split(lineEnd).map((line) => line.trim());
  return [{ text: lines.join('\n').trim() }];
}
