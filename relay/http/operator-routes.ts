// What operators and their machines ask: does it live, is it ready, what does it count. Never cached.
import type { FastifyInstance } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { ApiOperation } from './api-document.ts';
import { problems, text } from './api-parts.ts';
import { sendProblem } from './problems.ts';

export type OperatorOptions = {
  /** Why the relay should be sent nobody now; undefined when it is ready. */
  unready(): string | undefined;
  /** What `/metrics` shows; undefined for no such page. */
  readonly metrics: Pick<Metrics, 'text' | 'contentType'> | undefined;
};

const health: ApiOperation = {
  tags: ['operators'],
  summary: 'Whether the relay lives',
  responses: { 200: text('It does.', 'application/json') },
};

const readiness: ApiOperation = {
  tags: ['operators'],
  summary: 'Whether the relay should be sent connections',
  responses: { 200: text('It should.', 'application/json'), ...problems(503) },
};

const counts: ApiOperation = {
  tags: ['operators'],
  summary: 'Counts for Prometheus',
  responses: { 200: text('Counts only: no session, no text, no address.', 'text/plain') },
};

export function addOperatorRoutes(app: FastifyInstance, { unready, metrics }: OperatorOptions): void {
  app.get('/healthz', { config: { api: health } }, (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );

  app.get('/readyz', { config: { api: readiness } }, (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    const reason = unready();
    if (reason !== undefined)
      return sendProblem(reply, { status: 503, code: errorCodes.unavailable, detail: reason });
    return reply.send({ status: 'ready' });
  });

  if (!metrics) return;
  app.get('/metrics', { config: { api: counts } }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text()),
  );
}
