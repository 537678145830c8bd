// `GET /v1/sessions/SESSION/events`: the stream of the WebSocket as Server-Sent Events (HTML, 9.2), for networks that block
// WebSocket, on the same cursor and by the same rules. Only reading: who publishes needs the WebSocket.
import type { FastifyInstance } from 'fastify';

import type { ApiOperation } from '../http/api-document.ts';
import { ofSession, problems, query, text, withToken } from '../http/api-parts.ts';
import { timing } from '../../protocol/limits.ts';
import { allowPage, answerPreflight } from '../http/allowed-page.ts';
import { frameOf } from '../sessions/frame.ts';
import { openResponse } from './open-response.ts';
import { createRefusals } from './refusals.ts';
import type { Spelling } from './response-peer.ts';
import { type ResponseStreamOptions, serveResponse } from './serve-response.ts';
import { readReadingRequest } from './stream-request.ts';

const route = '/v1/sessions/:session/events';

const spelling: Spelling = {
  frame: (frame) => frame.eventStream(),
  comment: ':\n\n',
  // A browser's own EventSource comes back by itself, after the time that it is told. It has no close codes, so its last
  // word carries this one.
  end: (code, reason, back) =>
    retryAfter(back.afterMs + Math.random() * back.spreadMs) +
    frameOf({ type: 'bye', code, reason, ...back })
      .eventStream()
      .join(''),
};

/** The event stream's own word on when to come back. */
function retryAfter(waitMs: number): string {
  return `retry: ${Math.round(waitMs)}\n\n`;
}

const events: ApiOperation = {
  tags: ['read'],
  summary: 'Follow a session by Server-Sent Events',
  description: 'The messages are those of the WebSocket, one an event; an event’s id is the cursor.',
  security: withToken('optional'),
  parameters: [
    ofSession,
    query('cursor', 'Where to go on; Last-Event-ID is newer'),
    query('tracks', 'Ids of tracks with commas between; main by default'),
  ],
  responses: { 200: text('Never ends by itself', 'text/event-stream'), ...problems(400, 401, 403, 429, 503) },
};

export function addEventStreams(app: FastifyInstance, options: ResponseStreamOptions): void {
  const { refuse } = createRefusals(options.watch, options.proxies);

  app.options(route, (request, reply) => {
    const asked = readReadingRequest(request.raw, 'events', options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    allowPage(request, reply);
    return answerPreflight(reply, 'GET', 'Authorization, Last-Event-ID, Cache-Control');
  });

  // Streams have limits of their own.
  app.get(route, { exposeHeadRoute: false, config: { rateLimit: false, api: events } }, (request, reply) => {
    const asked = readReadingRequest(request.raw, 'events', options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    allowPage(request, reply);
    return serveResponse(request, reply, asked, options, () => {
      const response = openResponse(reply, 'text/event-stream');
      // Everybody whose line breaks at once must not come back at once.
      response.write(retryAfter(timing.retryMinMs * (1 + 3 * Math.random())));
      return { response, spelling };
    });
  });
}
