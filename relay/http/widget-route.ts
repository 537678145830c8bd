// `GET /widget.js`: the script tag's target, from any page of any origin, brotli where the browser takes it.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

import { packageFiles } from '../package-files.ts';

/** Short, so that a relay's update reaches every page soon; the ETag makes asking again cheap. */
const maxAgeMs = 5 * 60 * 1000;

const headers = {
  // RFC 9239; the static server still says application/javascript.
  'content-type': 'text/javascript; charset=utf-8',
  'cross-origin-resource-policy': 'cross-origin',
  // Lets a page name an integrity hash, which makes its request a CORS one.
  'access-control-allow-origin': '*',
};

export async function addWidget(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: packageFiles.browser,
    serve: false,
    preCompressed: true,
  });
  app.get(
    '/widget.js',
    {
      // After the static server has had its say.
      onSend: async (_request, reply, payload) => {
        if (reply.statusCode < 400) void reply.headers(headers);
        return payload;
      },
    },
    (_request, reply) => reply.sendFile('widget.js', { maxAge: maxAgeMs }),
  );
}
