// The composition root: the only place that knows which engine runs, and in which order things start and end.
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';

import { relayLimits, relayTiming } from '../protocol/limits.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { createTokens } from './auth/tokens.ts';
import type { Engine } from './engines/contract.ts';
import { createEmbeddedEngine } from './engines/embedded.ts';
import { createMemoryEngine } from './engines/memory.ts';
import { createApp } from './http/app.ts';
import { addDemo } from './http/demo-routes.ts';
import { createRequestTurns } from './http/request-turns.ts';
import { addTokenRoutes } from './http/token-routes.ts';
import { addTranscripts } from './http/transcript-routes.ts';
import { createPublishCall } from './ingest/publish-call.ts';
import { addSessionRoutes } from './ingest/session-routes.ts';
import { addToolRoutes } from './ingest/tool-routes.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createWatch } from './metrics/watch.ts';
import { type RelayOptions, resolveOptions } from './options.ts';
import { createSessionRegistry } from './sessions/session-registry.ts';
import { createAdmission } from './streams/admission.ts';
import { addEventStreams } from './streams/event-streams.ts';
import { startHeartbeat } from './streams/heartbeat.ts';
import { createLiveSockets } from './streams/live-sockets.ts';
import { createPaces } from './streams/paces.ts';
import type { TokenRequest } from './site-tokens.ts';
import { addPlainPages } from './streams/plain-pages.ts';
import { createStreamList } from './streams/stream-list.ts';
import { forgetStoredMarks } from './webhooks/delivery-marks.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

export type Invitation = TokenRequest;

type ToolInvitation = Pick<Invitation, 'session' | 'ttlS'>;

export type Relay = {
  /** Starts listening; resolves with the URL, `http://127.0.0.1:8080`. Rejects with `EADDRINUSE` when the port is taken. */
  listen(): Promise<string>;
  /** A token for one session and role. @throws TypeError when the session's name is not one. */
  invite(invitation: Invitation): Promise<string>;
  /**
   * A token for the URL of a captioning tool (`ingestLink`): its bearer may publish into one session, and nothing else.
   * @throws TypeError when the session's name is not one.
   */
  inviteTool(invitation: ToolInvitation): Promise<string>;
  /** Ends in good order: publishes under way are answered, peers are told when to come back, the log is closed. */
  close(): Promise<void>;
};

/**
 * A relay, not listening yet.
 * @throws TypeError when an option is wrong, Error when the data folder cannot be used.
 * @example
 * const relay = await createRelay({ port: 0, data: './captionwire-data' });
 * console.log(await relay.listen());
 */
export async function createRelay(options: RelayOptions = {}): Promise<Relay> {
  const settings = resolveOptions(options);
  const logger = options.logger ?? pino({ level: 'silent' });
  const metrics = createMetrics();
  const watch = createWatch(logger, metrics);
  const onError = (error: unknown, context: { readonly stage: string }) => {
    watch.failed(error, context.stage);
    options.onError?.(error, context);
  };

  const tokens = createTokens(settings.secret);
  const engine: Engine =
    settings.data === undefined
      ? createMemoryEngine(settings.retention)
      : createEmbeddedEngine(settings.data, settings.retention);
  metrics.engine(() => engine.held());
  const webhooks =
    settings.webhooks &&
    createWebhooks({
      ...settings.webhooks,
      engine,
      data: settings.data,
      onResult: metrics.webhook,
      onTurn: watch.webhookTurned,
      onLost: watch.webhookLost,
      onError,
    });
  if (webhooks) metrics.webhooksWaiting(webhooks.waiting);
  else if (settings.data !== undefined) forgetStoredMarks(settings.data);
  const sessions = createSessionRegistry(engine, watch, onError);
  const streams = createStreamList(sessions);
  const paces = createPaces();
  const admission = createAdmission({ ...settings, tokens, paces });
  const turns = createRequestTurns();
  const app: FastifyInstance = await createApp({
    ...settings,
    turns,
    logger,
    watch,
    metrics: settings.hasMetrics ? metrics : undefined,
    unready,
    onError,
  });
  const parts = { ...settings, sessions, tokens, admission, paces, streams, watch, onError };
  addEventStreams(app, parts);
  addPlainPages(app, parts);
  addTranscripts(app, { ...parts, engine });
  addTokenRoutes(app, parts);
  if (settings.demo) await addDemo(app, tokens);
  const publishCall = createPublishCall(parts);
  addSessionRoutes(app, { ...parts, publishCall });
  addToolRoutes(app, { ...parts, publishCall });
  createLiveSockets({ ...parts, turns }).listen(app.server);

  const stopBeating = startHeartbeat((isLate) => {
    try {
      streams.beat(isLate);
    } catch (error) {
      onError(error, { stage: 'beat' });
    }
  });
  const trim = () => {
    engine.trim(Date.now()).catch((error: unknown) => onError(error, { stage: 'trim' }));
  };
  const trimming = setInterval(trim, relayTiming.trimEveryMs);
  trim();
  let closing: Promise<void> | undefined;

  function unready(): string | undefined {
    if (closing) return 'the relay is closing';
    return engine.healthy() ? undefined : 'the log cannot be written';
  }

  async function end(): Promise<void> {
    logger.info({ connections: streams.count() }, 'closing');
    stopBeating();
    clearInterval(trimming);
    admission.drain();
    await streams.drain();
    await app.close();
    await sessions.dispose();
    await webhooks?.stop();
    await engine.close();
    logger.info('closed');
  }

  return {
    async listen() {
      await webhooks?.start();
      const url = await app.listen({
        port: settings.port,
        host: settings.host,
        backlog: relayLimits.waitingConnections,
      });
      logger.info({ url, store: settings.data ?? 'memory', private: settings.isPrivate }, 'listening');
      return url;
    },
    async invite({ ttlS = usualTtlS, ...invitation }) {
      checkName(invitation.session);
      return tokens.sign({ ...invitation, ttlS });
    },
    async inviteTool({ session, ttlS = usualTtlS }) {
      checkName(session);
      return tokens.signIngest({ session, ttlS });
    },
    close: () => (closing ??= end()),
  };
}

const usualTtlS = 12 * 60 * 60;

function checkName(session: string): void {
  if (!isSessionName(session)) throw new TypeError(`session "${session}": ${sessionNameRule}`);
}
