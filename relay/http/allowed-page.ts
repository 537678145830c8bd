// What a page of another origin may read (CORS): the answer, once its origin was found to be allowed.
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Lets the page read the answer, also one that says no. */
export function allowPage({ headers: { origin } }: FastifyRequest, reply: FastifyReply): void {
  void reply.header('vary', 'Origin');
  if (origin) void reply.header('access-control-allow-origin', origin);
}

/** Answers what browsers ask first, because a token travels as a header (Fetch, "CORS preflight"). */
export function answerPreflight(reply: FastifyReply, methods: string, headers: string): FastifyReply {
  return reply
    .headers({
      'access-control-allow-methods': methods,
      'access-control-allow-headers': headers,
      'access-control-max-age': '600',
    })
    .code(204)
    .send();
}
