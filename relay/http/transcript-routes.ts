// `GET /v1/sessions/SESSION/transcript.vtt`, `.srt`, `.txt` and `.json`: what was said so far, corrected and without what was
// taken back, as a file that is written while it is read. Who reads slowly holds up nobody but itself.
import { Readable } from 'node:stream';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { plainText, srt, type TranscriptFormat, transcriptFormats, vtt } from '../../formats/subtitles.ts';
import type { Engine } from '../engines/contract.ts';
import type { NoPlace } from '../streams/admission.ts';
import { createRefusals } from '../streams/refusals.ts';
import { bearerOf, refusedOrigin } from '../streams/stream-request.ts';
import { allowPage } from './allowed-page.ts';
import type { ApiOperation } from './api-document.ts';
import { content, ofSession, problems, query, text, withToken } from './api-parts.ts';
import { addPreflight, type AskedByPages } from './asked-by-pages.ts';
import { type ByteRange, bytesOf, countBytes, readRange } from './byte-range.ts';
import { sendProblem } from './problems.ts';
import { countedAddress } from './proxies.ts';
import { createShares } from './shares.ts';
import { openTranscript, readAskedLines, type TranscriptFile } from './transcript-file.ts';

export type TranscriptOptions = AskedByPages & {
  readonly engine: Engine;
  onError(error: unknown, context: { stage: string }): void;
};

/** A page whose origin is allowed may read the answer and its ETag. */
function allowReading(request: FastifyRequest, reply: FastifyReply): void {
  allowPage(request, reply);
  void reply.headers({
    'access-control-expose-headers': 'ETag, Content-Range',
    'cross-origin-resource-policy': 'cross-origin',
  });
}

const tooMany = (limit: 'openTranscripts' | 'openTranscriptsPerAddress'): NoPlace => ({
  reason: 'limit-requests',
  status: limit === 'openTranscripts' ? 503 : 429,
  code: errorCodes.tooMany,
  detail: `the limit "${limit}" is reached; come back later`,
  limit,
});

const mimes = { vtt: vtt.mime, srt: srt.mime, txt: plainText.mime };

const transcript = (name: TranscriptFormat): ApiOperation => ({
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
        : text('The lines as they stand', mimes[name]),
    206: { description: 'The bytes that Range asked for.' },
    304: { description: 'Nothing has happened since the ETag.' },
    ...problems(400, 401, 403, 404, 416, 429, 503),
  },
});

const TranscriptSchema = Type.Object({
  session: Type.String(),
  cursor: Type.String(),
  trimmedSeq: Type.Optional(Type.Integer({ description: 'Records up to this are no longer kept.' })),
  lines: Type.Array(Type.Ref('#/components/schemas/Line')),
});

type Route = { Params: { session: string }; Querystring: Record<string, unknown> };

export function addTranscripts(app: FastifyInstance, options: TranscriptOptions): void {
  const { engine, admission, watch, onError } = options;
  const { refuse, deny } = createRefusals(watch, options.proxies);
  let open = 0;
  const addresses = createShares(relayLimits.openTranscriptsPerAddress);

  async function answer(name: TranscriptFormat, request: FastifyRequest<Route>, reply: FastifyReply) {
    const forbidden = refusedOrigin(request.raw, options);
    if (forbidden) return refuse(request, reply, forbidden);
    allowReading(request, reply);
    const { session } = request.params;
    if (!isSessionName(session)) {
      return sendProblem(reply, { status: 400, code: errorCodes.sessionName, detail: sessionNameRule });
    }
    const asked = readAskedLines(request.query);
    const admitted = await admission.admit(session, bearerOf(request.raw));
    if (admitted.type === 'denied') return deny(request, reply, admitted);
    const closed = admission.closed();
    if (closed) return refuse(request, reply, closed);
    const file = await openTranscript(engine, session, name, asked);
    if (!file) {
      const detail = `nothing was said in ${session}`;
      return sendProblem(reply, { status: 404, code: errorCodes.notFound, detail });
    }
    const { etag, mime } = file;
    void reply.headers({ etag, 'cache-control': 'no-cache', 'accept-ranges': 'bytes' });
    // RFC 9110, 13.1.2: compared weakly.
    const known = request.headers['if-none-match'];
    if (known === '*' || known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)) {
      return reply.code(304).send();
    }
    void reply.type(name === 'json' ? mime : `${mime}; charset=utf-8`);
    void reply.header('content-disposition', `inline; filename="${session}.${name}"`);
    if (request.method === 'HEAD') return reply.send();
    if (open >= relayLimits.openTranscripts) return refuse(request, reply, tooMany('openTranscripts'));
    const place = addresses.take(countedAddress(options.proxies.addressOf(request.raw)));
    if (!place) return refuse(request, reply, tooMany('openTranscriptsPerAddress'));
    const end = () => {
      open--;
      place();
    };
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    open++;
    let isHandedOn = false;
    try {
      const { signal } = gone;
      // It may be gone already, and then nobody says so again.
      if (request.raw.socket.destroyed) return reply.send();
      const part = await partOf(file, request, signal);
      if (part) {
        const { first, last, length } = part;
        const isThere = first <= last;
        void reply.header('content-range', `bytes ${isThere ? `${first}-${last}` : '*'}/${length}`);
        if (!isThere) {
          const detail = `the transcript has ${length} bytes`;
          return sendProblem(reply, { status: 416, code: errorCodes.range, detail });
        }
        void reply.code(206).header('content-length', last - first + 1);
      }
      const text = file.text({ signal, isExact: part !== undefined });
      const body = Readable.from(part ? bytesOf(text, part) : text, { objectMode: false });
      body.on('error', (error) => {
        if (!signal.aborted) onError(error, { stage: 'transcript' });
      });
      body.once('close', end);
      isHandedOn = true;
      return reply.send(body);
    } catch (error) {
      if (gone.signal.aborted) return reply.send();
      throw error;
    } finally {
      if (!isHandedOn) end();
    }
  }

  for (const name of transcriptFormats) {
    const url = `/v1/sessions/:session/transcript.${name}`;
    app.route<Route>({
      url,
      method: ['GET', 'HEAD'],
      exposeHeadRoute: false,
      config: { api: transcript(name) },
      handler: (request, reply) => answer(name, request, reply),
    });
    const headers = 'Authorization, If-None-Match, If-Range, Range, Cache-Control';
    addPreflight(app, url, options, { methods: 'GET, HEAD', headers }, allowReading);
  }
}

/** The part that is asked for. A part of another file than the one asked about would be mixed with that (`If-Range`). */
async function partOf(
  file: TranscriptFile,
  { headers }: FastifyRequest,
  signal: AbortSignal,
): Promise<ByteRange | undefined> {
  const condition = headers['if-range'];
  if (condition !== undefined && condition !== file.etag) return undefined;
  // Whether any is asked for is told without counting.
  if (!readRange(headers.range, 0)) return undefined;
  return readRange(headers.range, await countBytes(file.text({ signal, isExact: true })));
}
