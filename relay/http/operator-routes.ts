// What operators and their machines ask: does it live, is it ready, what does it count. Never cached.
import type { FastifyInstance } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { sendProblem } from './problems.ts';

export type OperatorOptions = {
  /** Why the relay should be sent nobody now; undefined when it is ready. */
  unready(): string | undefined;
  /** What `/metrics` shows; undefined for no such page. */
  readonly metrics: Pick<Metrics, 'text' | 'contentType'> | undefined;
};

export function addOperatorRoutes(app: FastifyInstance, { unready, metrics }: OperatorOptions): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  app.get('/readyz', (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    const reason = unready();
    if (reason !== undefined)
      return sendProblem(reply, { status: 503, code: errorCodes.unavailable, detail: reason });
    return reply.send({ status: 'ready' });
  });

  if (!metrics) return;
  app.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text()),
  );
}
