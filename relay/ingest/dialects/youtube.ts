// YouTube's HTTP caption ingestion: `POST /closedcaption?cid=…&seq=123`, the body cues of a line with a time and lines of
// text. Times are UTC with milliseconds and without `Z`. Here `cid`, or `signature` in the long form, is the token.
import { languageOf } from '../../../protocol/language-tag.ts';
import { errorCodes } from '../../../protocol/codes.ts';
import { ProblemError } from '../../http/problems.ts';
import { lineEnd } from '../request-body.ts';
import type { Cue } from './cues.ts';
import type { Address, Parameters } from './parameters.ts';

/** `2026-12-24T00:00:06.873 region:reg1#cue1`; the region says where on a screen, which here is the viewer's choice. */
const timeLine = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)Z?(?:\s+region:\S*)?\s*$/;

const lineBreak = /<br\s*\/?>/gi;

const firstLine = (text: string) => text.split(lineEnd, 1)[0] ?? '';

/** Whether a request to `/closedcaption` is in this dialect; else it is in Zoom's. */
export function isYoutube(parameters: Parameters, text: string): boolean {
  return (
    parameters.find('cid') !== undefined ||
    parameters.find('key') === 'yt_qc' ||
    timeLine.test(firstLine(text))
  );
}

/** @throws ProblemError when a parameter is missing. */
export function youtubeAddress(parameters: Parameters): Address {
  const token = parameters.find('cid');
  return {
    token: token ?? parameters.need('signature'),
    session: token === undefined ? parameters.need('id') : undefined,
    lang: languageOf(parameters.find('lang')),
  };
}

/** @throws ProblemError 400 when it begins without a time, or a time is none. */
export function youtubeCues(text: string): readonly Cue[] {
  const cues: { at: number; lines: string[] }[] = [];
  for (const line of text.split(lineEnd)) {
    const time = timeLine.exec(line)?.[1];
    if (time !== undefined) cues.push({ at: readTime(time), lines: [] });
    else if (line.trim() !== '') lastOf(cues).lines.push(line.replace(lineBreak, '\n').trim());
  }
  return cues.map(({ at, lines }) => ({ at, text: lines.join('\n') })).filter((cue) => cue.text !== '');
}

function lastOf<Each>(cues: readonly Each[]): Each {
  const last = cues.at(-1);
  if (last) return last;
  throw malformed('the first line is no time, like 2026-12-24T00:00:06.873');
}

function readTime(time: string): number {
  const atMs = Date.parse(`${time}Z`);
  if (!(atMs >= 0)) throw malformed(`${time} is no time`);
  return atMs;
}

const malformed = (detail: string) => new ProblemError({ status: 400, code: errorCodes.malformed, detail });

/** The relay's time, in the form of the body's times. */
export const youtubeTime = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, -1);
