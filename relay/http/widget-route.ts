// `GET /widget.js`: the script tag's target, from any page of any origin, brotli where the browser takes it; and
// `GET /widget/…`, what it loads on demand.
import { join } from 'node:path';

import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

import { packageFiles } from '../package-files.ts';
import type { ApiOperation } from './api-document.ts';
import { text } from './api-parts.ts';

/** Short, so that a relay's update reaches every page soon; the ETag makes asking again cheap. */
const maxAge = 5 * 60 * 1000;

const script: ApiOperation = {
  tags: ['pages'],
  summary: 'The widget: target of the script tag',
  responses: { 200: text('A script', 'text/javascript') },
};

const headers = {
  // RFC 9239; the static server still says application/javascript.
  'content-type': 'text/javascript; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
  // Modules are always asked for by CORS, and the script is where a page names an integrity hash.
  'access-control-allow-origin': '*',
};

export async function addWidget(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: packageFiles.browser, serve: false, preCompressed: true });
  // In a room of their own, so that the hook is theirs alone.
  await app.register(async (room) => {
    // After the static server has had its say.
    room.addHook('onSend', async (_request, reply, payload) => {
      if (reply.statusCode < 400) void reply.headers(headers);
      return payload;
    });
    room.get('/widget.js', { config: { api: script } }, (_request, reply) =>
      reply.sendFile('widget.js', { maxAge }),
    );
    await room.register(fastifyStatic, {
      root: join(packageFiles.browser, 'widget'),
      prefix: '/widget/',
      decorateReply: false,
      preCompressed: true,
      maxAge,
    });
  });
}
