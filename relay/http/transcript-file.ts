// A transcript as a file: which lines the request wants, in which form, and the name of exactly these bytes (ETag).
import { createHash } from 'node:crypto';

import { type Cursor, formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { errorCodes } from '../../protocol/codes.ts';
import { mainTrack } from '../../protocol/records.ts';
import {
  createSubtitles,
  json,
  plainText,
  srt,
  type SubtitleFormat,
  type TranscriptFormat,
  vtt,
} from '../../formats/subtitles.ts';
import type { Engine } from '../engines/contract.ts';
import { packageVersion } from '../package-files.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';
import { parseTracks } from '../streams/stream-request.ts';
import { ProblemError } from './problems.ts';
import { readLines } from './transcript-reading.ts';

export type AskedLines = {
  readonly tracks: TrackFilter;
  /** Lines first said up to there are left out; of another log than this one it leaves out nothing. */
  readonly since: Cursor | undefined;
  readonly originMs: number | undefined;
};

export type TranscriptFile = {
  readonly mime: string;
  /** The same for the same bytes only: they follow from the log up to here, from where it begins, and from this version. */
  readonly etag: string;
  /**
   * The file's text, some lines at a time; each call reads the log anew.
   * @param options `signal`: nobody waits for it any more. `isExact`: throw where the log was trimmed since the file was opened;
   * otherwise what is trimmed meanwhile is left out.
   */
  text(options: { readonly signal: AbortSignal; readonly isExact: boolean }): AsyncGenerator<string>;
};

/** @throws ProblemError that names the parameter. */
export function readAskedLines(query: Readonly<Record<string, unknown>>): AskedLines {
  const text = (name: string) => {
    const value = query[name];
    if (value !== undefined && typeof value !== 'string') throw wrong(name, 'is there twice');
    return value;
  };
  const [tracks, since, origin] = [parseTracks(text('tracks')), text('since'), text('origin')];
  if (!tracks) throw wrong('tracks', 'is not a list of track ids');
  const cursor = since === undefined ? undefined : parseCursor(since);
  if (since !== undefined && !cursor) throw wrong('since', 'is not a cursor');
  if (origin !== undefined && !/^\d{1,16}$/.test(origin))
    throw wrong('origin', 'is not a time in UTC milliseconds');
  return {
    tracks: tracks.tracks,
    since: cursor,
    originMs: origin === undefined ? undefined : Number(origin),
  };
}
const wrong = (name: string, what: string) =>
  new ProblemError({ status: 400, code: errorCodes.invalid, detail: `${name} ${what}` });

/** The file of a session's lines up to now; undefined where nothing was ever said. */
export async function openTranscript(
  engine: Engine,
  session: string,
  name: TranscriptFormat,
  asked: AskedLines,
): Promise<TranscriptFile | undefined> {
  const [end, { cursor: begin }] = [await engine.head(session), await engine.base(session)];
  if (end.seq === 0) return undefined;
  const { since } = asked;
  const sinceSeq = since && since.epoch === end.epoch && since.seq <= end.seq ? since.seq : 0;
  // Who asks for what came since a place in the log misses nothing before that.
  const trimmedSeq = begin.seq > sinceSeq ? begin.seq : 0;
  const format = formatOf(name, session, end, trimmedSeq);
  const spelling = [packageVersion, name, asked.originMs, sinceSeq, [...(asked.tracks ?? ['*'])]];
  const hash = createHash('sha256').update(JSON.stringify(spelling)).digest('base64url').slice(0, 8);
  return {
    mime: format.mime,
    etag: `"${formatCursor(end)}.${begin.seq}.${hash}"`,
    async *text({ signal, isExact }) {
      const check = async () => {
        if (!isExact || (await engine.base(session)).cursor.seq === begin.seq) return;
        throw new Error(`the log of ${session} was trimmed while a part of it was read`);
      };
      await check();
      const writer = createSubtitles(format, asked.originMs);
      for await (const lines of readLines(engine, session, end, signal)) {
        let text = '';
        for (const line of lines) {
          const wanted = !asked.tracks || asked.tracks.has(line.track ?? mainTrack);
          if (wanted && line.seq > sinceSeq) text += writer.add(line);
        }
        if (text) yield text;
      }
      await check();
      yield writer.end();
    },
  };
}

/** @param trimmedSeq up to where the log is no longer kept; the file says so where its form has a place for it. */
function formatOf(name: TranscriptFormat, session: string, end: Cursor, trimmedSeq: number): SubtitleFormat {
  const note = trimmedSeq > 0 ? 'Earlier lines are no longer kept.' : '';
  switch (name) {
    case 'vtt':
      return note ? { ...vtt, head: `${vtt.head}\nNOTE ${note}\n` } : vtt;
    case 'srt':
      return srt;
    case 'txt':
      return note ? { ...plainText, head: `[${note}]\n` } : plainText;
    case 'json':
      return json({ session, cursor: formatCursor(end), ...(trimmedSeq > 0 && { trimmedSeq }) });
  }
}
