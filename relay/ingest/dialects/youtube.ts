// YouTube's HTTP caption ingestion: `POST /closedcaption?cid=…&seq=123`, the body cues of a line with a time and lines of
// text. Times are UTC with milliseconds and without `Z`. Here `cid`, or `signature` in the long form, is the token.
import { languageOf } from '../../../protocol/language-tag.ts';
import { errorCodes } from '../../../protocol/codes.ts';
import { ProblemError } from '../../http/problems.ts';
import { lineEnd } from '../request-body.ts';
import type { Cue } from './cues.ts';
import type { Address, Parameters } from './parameters.ts';

/** `2026-12-24T00:00:06.873 region:reg1#cue1`; the region says where on a screen, which here is the viewer's choice. */
// Python writes microseconds and an offset: `2026-12-24T00:00:06.873123+00:00`.
const timeLine =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(?:(Z)|([+-]\d\d):?(\d\d))?(?:\s+region:\S*)?\s*$/i;

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
    const time = timeLine.exec(line);
    if (time) cues.push({ at: readTime(time), lines: [] });
    else if (line.trim() !== '') lastOf(cues).lines.push(line.replace(lineBreak, '\n').trim());
  }
  return cues.map(({ at, lines }) => ({ at, text: lines.join('\n') })).filter((cue) => cue.text !== '');
}

function lastOf<Each>(cues: readonly Each[]): Each {
  const last = cues.at(-1);
  if (last) return last;
  throw malformed('the first line is not a time, like 2026-12-24T00:00:06.873');
}

/** UTC milliseconds; a time without an offset is UTC. */
function readTime([row, day, time = '', , hours, minutes]: RegExpExecArray): number {
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const atMs = Date.parse(`${day}T${time.replace(',', '.').slice(0, '00:00:00.000'.length)}${offset}`);
  if (!(atMs >= 0)) throw malformed(`${row.trim()} is not a time`);
  return atMs;
}

const malformed = (detail: string) => new ProblemError({ status: 400, code: errorCodes.malformed, detail });

/** The relay's time, in the form of the body's times. */
export const youtubeTime = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, -1);
