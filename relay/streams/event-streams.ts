// `GET /v1/sessions/SESSION/events`: the stream of the WebSocket as Server-Sent Events (HTML, 9.2), on the same cursor and
// by the same rules. Only reading: who publishes needs the WebSocket.
import type { ServerResponse } from 'node:http';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import { sendProblem } from '../http/problems.ts';
import type { Watch } from '../metrics/watch.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { Admission, Denied, NoPlace } from './admission.ts';
import { enterSession } from './enter-session.ts';
import { createEventStreamPeer, retryAfter } from './event-stream-peer.ts';
import type { StreamList } from './stream-list.ts';
import { readEventsRequest, type StreamRules } from './stream-request.ts';

export type EventStreamsOptions = StreamRules & {
  readonly sessions: SessionRegistry;
  readonly admission: Admission;
  readonly streams: StreamList;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

/** Proxies that gather an answer before they hand it on are told not to: each by the header that it knows. */
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

const route = '/v1/sessions/:session/events';

export function addEventStreams(app: FastifyInstance, options: EventStreamsOptions): void {
  const { admission, streams, proxies, watch } = options;

  /** A page of another origin may read the answer, also one that says no, if its origin is allowed. */
  function allowPage(request: FastifyRequest, reply: FastifyReply): void {
    const { origin } = request.headers;
    void reply.header('vary', 'Origin');
    if (origin) void reply.header('access-control-allow-origin', origin);
  }

  // A token travels as a header, so browsers ask first (Fetch, "CORS preflight").
  app.options(route, (request, reply) => {
    const asked = readEventsRequest(request.raw, options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    allowPage(request, reply);
    return reply
      .headers({
        'access-control-allow-methods': 'GET',
        'access-control-allow-headers': 'Authorization, Last-Event-ID, Cache-Control',
        'access-control-max-age': '600',
      })
      .code(204)
      .send();
  });

  // Streams have limits of their own.
  app.get(route, { exposeHeadRoute: false, config: { rateLimit: false } }, async (request, reply) => {
    const asked = readEventsRequest(request.raw, options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    allowPage(request, reply);
    const { session, cursor } = asked;
    const address = proxies.addressOf(request.raw);
    const place = admission.place(address, session);
    if (typeof place !== 'function') return refuse(request, reply, place);
    // Told once whatever the answer is, also when the client goes first.
    reply.raw.once('close', place);

    const admitted = await admission.admit(session, asked.token);
    if (reply.raw.destroyed) return reply.hijack();
    if (admitted.type === 'denied') return deny(request, reply, admitted);
    const closed = admission.closed();
    if (closed) return refuse(request, reply, closed);
    const response = begin(reply);
    const { role } = admitted;
    const peer = createEventStreamPeer(response, admitted, streams.nextBeatSlot(), watch);
    streams.add(peer);
    watch.joined({ session, role, address });
    peer.onGone(() => watch.left({ session, role, address }));
    const tracks = role === 'viewer' ? asked.tracks.viewer : asked.tracks.presenter;
    await enterSession(peer, { ...options, session, tracks, cursor });
    return reply;
  });

  function refuse(request: FastifyRequest, reply: FastifyReply, refusal: NoPlace) {
    const { reason, status, code, detail, limit } = refusal;
    watch.refused({ reason, code, address: proxies.addressOf(request.raw) });
    return sendProblem(reply, { status, code, detail, limit });
  }
  function deny(request: FastifyRequest, reply: FastifyReply, { reason, closeCode, detail }: Denied) {
    const expired = closeCode === closeCodes.tokenExpired;
    void reply.header('www-authenticate', 'Bearer error="invalid_token"');
    const code = expired ? errorCodes.tokenExpired : errorCodes.token;
    return refuse(request, reply, { reason, status: 401, code, detail });
  }
}

/** From here on the response is the stream's, with the headers that it has so far. */
function begin(reply: FastifyReply): ServerResponse {
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  reply.hijack();
  raw.writeHead(200, streamHeaders);
  // A stream is never still for long, but how long is the heartbeat's to say.
  raw.socket?.setTimeout(0);
  // Everybody whose line breaks at once must not come back at once.
  raw.write(retryAfter(timing.retryMinMs * (1 + 3 * Math.random())));
  return raw;
}
