// The relay's HTTP side: pages, the widget, what operators ask. Every page has a strict Content-Security-Policy; every error is
// a problem document.
import type { IncomingMessage } from 'node:http';

import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { Logger } from 'pino';

import { errorCodes } from '../../protocol/codes.ts';
import { relayTiming } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import type { ConnectionLimits } from './connection-counts.ts';
import { addApiDocument } from './api-document.ts';
import { hostFault } from './host-header.ts';
import { addOperatorRoutes, type OperatorOptions } from './operator-routes.ts';
import { addPages } from './page-routes.ts';
import { ProblemError, sendProblem } from './problems.ts';
import type { Proxies } from './proxies.ts';
import { refuseExpectation, refuseRequest } from './refused-request.ts';
import { addRequestLimit } from './request-limit.ts';
import type { RequestTurns } from './request-turns.ts';
import { limitConnections } from './tcp-connections.ts';
import { addWidget } from './widget-route.ts';

export type AppOptions = OperatorOptions & {
  readonly isPrivate: boolean;
  readonly demo: boolean;
  readonly origins: ReadonlySet<string>;
  readonly proxies: Proxies;
  readonly limits: ConnectionLimits;
  readonly turns: RequestTurns;
  readonly logger: Logger;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

/** What the relay's own pages may load: themselves. The demo pages live under it too, as a customer's strict page would. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  mediaSrc: ["'self'"],
  // Safari before 15.4 does not take 'self' for a WebSocket of the same host.
  connectSrc: ["'self'", 'ws:', 'wss:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};

export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: warningsOf(options.logger),
    logController: new LogController({ disableRequestLogging: true }),
    // Connections that idle must not hold up closing.
    forceCloseConnections: true,
    exposeHeadRoutes: true,
    trustProxy: options.proxies.trusts,
    // Who sends its request by drops must not keep a connection for long.
    requestTimeout: relayTiming.requestMs,
    connectionTimeout: relayTiming.stillConnectionMs,
    keepAliveTimeout: relayTiming.keepAliveMs,
    http: {
      headersTimeout: relayTiming.headersMs,
      requestTimeout: relayTiming.requestMs,
      connectionsCheckingInterval: relayTiming.requestCheckMs,
      // Node would answer without a word; it is answered below.
      requireHostHeader: false,
    },
    clientErrorHandler: (error, socket) => refuseRequest(error, socket, options),
    // A URL that cannot be decoded meets no route and no handler below.
    frameworkErrors: (error, _request, reply) =>
      void sendProblem(reply as FastifyReply, {
        status: error.statusCode ?? 400,
        code: errorCodes.invalid,
        detail: error.message,
      }),
  }) as unknown as FastifyInstance;

  app.addHook('onRequest', ({ raw, ip }, reply, begin) => {
    if (options.turns.enter(raw.socket, begin, reply.raw)) return;
    options.watch.refused({ reason: 'limit-requests', address: ip });
    raw.socket.destroy();
  });
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policy },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    // The relay does not know whether TLS is in front of it; who ends TLS decides about HSTS.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await addRequestLimit(app, options.watch);
  app.addHook('onRequest', async ({ raw }, reply) => {
    const fault = hostFault(raw);
    return fault && sendProblem(reply, { status: 400, code: errorCodes.invalid, detail: fault });
  });
  app.server.on('checkExpectation', (request: IncomingMessage) => refuseExpectation(request, options.watch));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    sendProblem(reply, {
      status: 404,
      code: errorCodes.notFound,
      detail: `nothing is at ${request.url.split('?')[0]}`,
    }),
  );
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    if (error instanceof ProblemError) return sendProblem(reply, error.problem);
    const status = error.statusCode ?? 500;
    const code = status === 413 ? errorCodes.tooLarge : errorCodes.invalid;
    if (status < 500) return sendProblem(reply, { status, code, detail: error.message });
    options.onError(error, { stage: 'request' });
    const detail = 'the relay could not answer';
    return sendProblem(reply, { status, code: errorCodes.internal, detail });
  });

  addApiDocument(app);
  addOperatorRoutes(app, options);
  await addWidget(app);
  await addPages(app, options);
  // As many as fit into Node's 16 KiB: it would drop what comes after the 1,000th without a word, X-Forwarded-For among them.
  app.server.maxHeadersCount = 0;
  limitConnections(app.server, options);
  return app;
}

/** Fastify's own log without its chatter: what happens is told by the relay's own lines. */
function warningsOf(logger: Logger): Logger {
  return logger.child({}, { level: logger.isLevelEnabled('warn') ? 'warn' : logger.level });
}
