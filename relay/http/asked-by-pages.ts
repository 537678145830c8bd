// What routes have in common that a page may ask with a token: who may, and the answer to what browsers ask first.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Watch } from '../metrics/watch.ts';
import type { Admission } from '../streams/admission.ts';
import { createRefusals } from '../streams/refusals.ts';
import { refusedOrigin } from '../streams/stream-request.ts';
import { allowPage, answerPreflight } from './allowed-page.ts';
import type { Proxies } from './proxies.ts';

export type AskedByPages = {
  readonly admission: Admission;
  readonly proxies: Proxies;
  /** Pages that may ask, as for streams. */
  readonly origins: ReadonlySet<string>;
  readonly watch: Watch;
};

/**
 * Answers the preflight of a route, to pages that may ask.
 * @param allow what lets a page read the answer; allowPage by default.
 */
export function addPreflight(
  app: FastifyInstance,
  url: string,
  options: AskedByPages,
  { methods, headers }: { readonly methods: string; readonly headers: string },
  allow: (request: FastifyRequest, reply: FastifyReply) => void = allowPage,
): void {
  const { refuse } = createRefusals(options.watch, options.proxies);
  app.options(url, (request, reply) => {
    const forbidden = refusedOrigin(request.raw, options);
    if (forbidden) return refuse(request, reply, forbidden);
    allow(request, reply);
    return answerPreflight(reply, methods, headers);
  });
}
