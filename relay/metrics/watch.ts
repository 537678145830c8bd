// What happens in a relay, told to the log and counted in one go. Invariant: no text, no token and no person's name gets
// into the log, only sessions, roles and addresses; and peers cannot make the log grow without bound.
import type { Logger } from 'pino';

import type { Role } from '../../protocol/client-messages.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Metrics } from './metrics.ts';
import { refusalLevel, type RefusalReason } from './refusals.ts';

/** What is counted only; told too often to be logged. */
type Counted = Pick<Metrics, 'published' | 'delivered' | 'flushed' | 'reset' | 'paced'>;

type Connected = {
  readonly session: string;
  readonly role: Role;
  /** Where it comes from, proxies taken away. */
  readonly address: string;
};

type Refused = {
  readonly reason: RefusalReason;
  readonly address?: string | undefined;
  /** MUST be a name that has been checked. */
  readonly session?: string | undefined;
  /** A documented code, where there is one. */
  readonly code?: string | undefined;
};

export type Watch = Counted & {
  sessionOpened(session: string): void;
  sessionPutAway(session: string): void;
  joined(connected: Connected): void;
  left(connected: Connected): void;
  slowClosed(): void;
  refused(refused: Refused): void;
  /** A webhook failed after it had worked, works again, or is gone for good; by its receiver's host. */
  webhookTurned(host: string, turn: 'failing' | 'working' | 'gone', why: string): void;
  /** An event failed for good, and there is no folder to write it down in. */
  webhookLost(host: string, id: string): void;
  /** The environment failed; `stage` is one of the relay's own words. */
  failed(error: unknown, stage: string): void;
};

const minuteMs = 60_000;

type Tell = (level: 'error' | 'warn' | 'info' | 'debug', fields: object, message: string) => void;

/** Writes so many rows a minute, then one that says that there would be more. */
function createBudget(logger: Logger): Tell {
  let minuteBeganMs = Number.NEGATIVE_INFINITY;
  let rows = 0;
  return (level, fields, message) => {
    if (!logger.isLevelEnabled(level)) return;
    const nowMs = performance.now();
    if (nowMs - minuteBeganMs >= minuteMs) {
      minuteBeganMs = nowMs;
      rows = 0;
    }
    if (++rows <= relayLimits.logLinesPerMinute) logger[level](fields, message);
    else if (rows === relayLimits.logLinesPerMinute + 1) {
      logger.warn({ limit: 'logLinesPerMinute' }, 'more happens than is logged; /metrics counts all of it');
    }
  };
}

export function createWatch(logger: Logger, metrics: Metrics): Watch {
  /** Rows that peers cause. */
  const tell = createBudget(logger);
  /** Failures of the relay's own: whatever peers do, these reach the log. */
  const tellFailure = createBudget(logger);

  const connection = (connected: Connected, change: 1 | -1) => {
    metrics.connections(connected.role, change);
    const what = connected.role === 'viewer' ? 'viewer' : 'presenter';
    tell(what === 'viewer' ? 'debug' : 'info', connected, `${what} ${change > 0 ? 'joined' : 'left'}`);
  };

  return {
    published: metrics.published,
    delivered: metrics.delivered,
    flushed: metrics.flushed,
    reset: metrics.reset,
    paced: metrics.paced,
    sessionOpened(session) {
      metrics.sessions(1);
      tell('info', { session }, 'session opened');
    },
    sessionPutAway(session) {
      metrics.sessions(-1);
      tell('info', { session }, 'session put away');
    },
    joined: (connected) => connection(connected, 1),
    left: (connected) => connection(connected, -1),
    slowClosed() {
      metrics.slowClosed();
      tell('info', {}, 'slow viewer closed');
    },
    webhookTurned(host, turn, why) {
      if (turn === 'working') tell('info', { host }, 'webhook works again');
      else tell('warn', { host, why }, turn === 'gone' ? 'webhook is gone' : 'webhook fails');
    },
    webhookLost: (host, id) => tellFailure('error', { host, id }, 'webhook event lost'),
    failed(err, stage) {
      metrics.failed(stage);
      tellFailure('error', { err, stage }, 'failed');
    },
    refused(refused) {
      metrics.refused(refused.reason);
      tell(refusalLevel(refused.reason), refused, 'refused');
    },
  };
}
