// `GET /v1/sessions/SESSION/transcript.vtt`, `.srt`, `.txt` and `.json`: what was said so far, corrected and without what was
// taken back, as a file that is written while it is read. Who reads slowly holds up nobody but itself.
import { Readable } from 'node:stream';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { type Cursor, formatCursor, genesis, parseCursor } from '../../protocol/cursor.ts';
import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import { mainTrack } from '../../protocol/records.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { createSubtitles, json, plainText, srt, type SubtitleFormat, vtt } from '../../protocol/subtitles.ts';
import type { Engine } from '../engines/contract.ts';
import type { Watch } from '../metrics/watch.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';
import type { Admission } from '../streams/admission.ts';
import { createRefusals, refusedBehindAnother } from '../streams/refusals.ts';
import { bearerOf, parseTracks, refusedOrigin } from '../streams/stream-request.ts';
import { allowPage, answerPreflight } from './allowed-page.ts';
import type { ApiOperation } from './api-document.ts';
import { content, ofSession, problems, query, text, withToken } from './api-parts.ts';
import type { Problem } from './problems.ts';
import { ProblemError, sendProblem } from './problems.ts';
import type { Proxies } from './proxies.ts';
import { readLines } from './transcript-reading.ts';

export type TranscriptOptions = {
  readonly engine: Engine;
  readonly admission: Admission;
  readonly proxies: Proxies;
  /** Pages that may read, as for streams. */
  readonly origins: ReadonlySet<string>;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

const formats: Record<string, (session: string, cursor: Cursor) => SubtitleFormat> = {
  vtt: () => vtt,
  srt: () => srt,
  txt: () => plainText,
  json: (session, cursor) => json({ session, cursor: formatCursor(cursor) }),
};

/** A page whose origin is allowed may read the answer and its ETag. */
function allowReading(request: FastifyRequest, reply: FastifyReply): void {
  allowPage(request, reply);
  void reply.headers({
    'access-control-expose-headers': 'ETag',
    'cross-origin-resource-policy': 'cross-origin',
  });
}

type Asked = {
  readonly tracks: TrackFilter;
  /** Lines first said at or before this are left out. */
  readonly sinceSeq: number;
  readonly originMs: number | undefined;
};

/** @throws ProblemError that names the parameter. */
function readQuery(query: Record<string, unknown>): Asked {
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
    sinceSeq: cursor?.seq ?? 0,
    originMs: origin === undefined ? undefined : Number(origin),
  };
}
const wrong = (name: string, what: string) =>
  new ProblemError({ status: 400, code: errorCodes.invalid, detail: `${name} ${what}` });

const tooMany: Problem = {
  status: 503,
  code: errorCodes.tooMany,
  detail: 'the limit "openTranscripts" is reached; come back later',
  limit: 'openTranscripts',
};

const transcript = (name: string): ApiOperation => ({
  tags: ['read'],
  summary: `What was said, as .${name}`,
  security: withToken('optional'),
  parameters: [
    ofSession,
    query('tracks', 'Ids of tracks with commas between; main by default'),
    query('since', 'A cursor: without what was said up to there'),
    query('origin', 'UTC milliseconds that are 0 in the times of .vtt and .srt; the first line by default'),
  ],
  responses: {
    200:
      name === 'json'
        ? { description: 'The lines as they stand', ...content(TranscriptSchema, 'application/json') }
        : text('The lines as they stand', formats[name]?.('', genesis).mime as string),
    304: { description: 'Nothing has happened since the ETag.' },
    ...problems(400, 401, 403, 404, 429, 503),
  },
});

const TranscriptSchema = Type.Object({
  session: Type.String(),
  cursor: Type.String(),
  lines: Type.Array(Type.Ref('#/components/schemas/Line')),
});

type Route = { Params: { session: string }; Querystring: Record<string, unknown> };

export function addTranscripts(app: FastifyInstance, options: TranscriptOptions): void {
  const { engine, admission, watch, onError } = options;
  const { refuse, deny } = createRefusals(watch, options.proxies);
  let open = 0;

  async function* write(session: string, format: SubtitleFormat, end: Cursor, asked: Asked) {
    const writer = createSubtitles(format, asked.originMs);
    for await (const lines of readLines(engine, session, end)) {
      let text = '';
      for (const line of lines) {
        const wanted = !asked.tracks || asked.tracks.has(line.track ?? mainTrack);
        if (wanted && line.seq > asked.sinceSeq) text += writer.add(line);
      }
      if (text) yield text;
    }
    yield writer.end();
  }

  async function answer(name: string, request: FastifyRequest<Route>, reply: FastifyReply) {
    const forbidden = refusedOrigin(request.raw, options);
    if (forbidden) return refuse(request, reply, forbidden);
    allowReading(request, reply);
    const { session } = request.params;
    if (!isSessionName(session)) {
      return sendProblem(reply, { status: 400, code: errorCodes.sessionName, detail: sessionNameRule });
    }
    const asked = readQuery(request.query);
    const admitted = await admission.admit(session, bearerOf(request.raw));
    if (admitted.type === 'denied') return deny(request, reply, admitted);
    const closed = admission.closed();
    if (closed) return refuse(request, reply, closed);
    const end = await engine.head(session);
    if (end.seq === 0) {
      const detail = `nothing was said in ${session}`;
      return sendProblem(reply, { status: 404, code: errorCodes.notFound, detail });
    }
    // Weak: the same lines may be spelled otherwise by a later version.
    const etag = `W/"${formatCursor(end)}"`;
    void reply.headers({ etag, 'cache-control': 'no-cache' });
    const known = request.headers['if-none-match'];
    if (known === '*' || known?.split(',').some((one) => one.trim().replace(/^(?!W\/)/, 'W/') === etag)) {
      return reply.code(304).send();
    }
    const format = formats[name]?.(session, end) as SubtitleFormat;
    void reply.type(name === 'json' ? format.mime : `${format.mime}; charset=utf-8`);
    void reply.header('content-disposition', `inline; filename="${session}.${name}"`);
    if (request.method === 'HEAD') return reply.send();
    const behind = refusedBehindAnother(reply);
    if (behind) return refuse(request, reply, behind);
    if (open >= relayLimits.openTranscripts)
      return refuse(request, reply, { ...tooMany, reason: 'limit-requests' });
    open++;
    reply.raw.once('close', () => open--);
    const body = Readable.from(write(session, format, end, asked), { objectMode: false });
    body.on('error', (error) => onError(error, { stage: 'transcript' }));
    return reply.send(body);
  }

  for (const name of Object.keys(formats)) {
    const url = `/v1/sessions/:session/transcript.${name}`;
    app.route<Route>({
      url,
      method: ['GET', 'HEAD'],
      exposeHeadRoute: false,
      config: { api: transcript(name) },
      handler: (request, reply) => answer(name, request, reply),
    });
    app.options(url, (request, reply) => {
      const forbidden = refusedOrigin(request.raw, options);
      if (forbidden) return refuse(request, reply, forbidden);
      allowReading(request, reply);
      return answerPreflight(reply, 'GET, HEAD', 'Authorization, If-None-Match, Cache-Control');
    });
  }
}
