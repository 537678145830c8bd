// `GET /v1/sessions/SESSION/events`: the stream of the WebSocket as Server-Sent Events (HTML, 9.2), for networks that block
// WebSocket, on the same cursor and by the same rules. Only reading: who publishes needs the WebSocket.
import type { FastifyInstance } from 'fastify';

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
      .toString(),
};

/** The event stream's own word on when to come back. */
function retryAfter(waitMs: number): string {
  return `retry: ${Math.round(waitMs)}\n\n`;
}

export function addEventStreams(app: FastifyInstance, options: ResponseStreamOptions): void {
  const { refuse } = createRefusals(options.watch, options.proxies);

  app.options(route, (request, reply) => {
    const asked = readReadingRequest(request.raw, 'events', options);
    if (asked.type === 'refused') return refuse(request, reply, asked);
    allowPage(request, reply);
    return answerPreflight(reply, 'GET', 'Authorization, Last-Event-ID, Cache-Control');
  });

  // Streams have limits of their own.
  app.get(route, { exposeHeadRoute: false, config: { rateLimit: false } }, (request, reply) => {
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
