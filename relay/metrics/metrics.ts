// What a relay counts, in Prometheus' text format (`prom-client`), in a registry of its own: two relays in one process
// count apart. No label ever holds what a peer chose, so no peer can make the number of series grow.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { Role } from '../../protocol/client-messages.ts';
import type { Held } from '../engines/contract.ts';
import { type RefusalReason, refusalReasons } from './refusals.ts';

const publishResults = ['appended', 'repeat', 'gap', 'conflict', 'failed'] as const;
const resetReasons = ['epoch', 'trimmed', 'diverged'] as const;

const webhookResults = ['delivered', 'retried', 'failed'] as const;
export type WebhookResult = (typeof webhookResults)[number];

export type PublishResult = (typeof publishResults)[number];
type ResetReason = (typeof resetReasons)[number];

export type Metrics = {
  /** A session was opened (1) or put away (-1). */
  sessions(change: 1 | -1): void;
  /** A connection joined (1) or left (-1). */
  connections(role: Role, change: 1 | -1): void;
  /** A record was handed in; `durationMs` is from its frame to its answer. */
  published(result: PublishResult, durationMs: number): void;
  /** A frame was handed to one peer's connection. */
  delivered(): void;
  /** A flush has been handed to every peer, this long after its first event. */
  flushed(durationMs: number): void;
  /** A viewer was closed because it read too slowly. */
  slowClosed(): void;
  reset(reason: ResetReason): void;
  /** A peer was too fast, and is read more slowly. */
  paced(): void;
  refused(reason: RefusalReason): void;
  /** The environment failed; `stage` is one of the relay's own words. */
  failed(stage: string): void;
  /** An event was posted to a webhook, is tried again, or failed for good. */
  webhook(result: WebhookResult): void;
  /** Tells from now on in how many sessions webhooks have something to deliver. */
  webhooksWaiting(count: () => number): void;
  /** Tells the engine's own counts from now on, as they are when somebody asks. */
  engine(held: () => Held): void;
  /** All of it as text. */
  text(): Promise<string>;
  readonly contentType: string;
};

/** The flush window and what is over it; seconds. */
const flushBucketsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];
/** From memory to a disk in trouble; seconds. */
const ackBucketsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

let ofProcess: Registry | undefined;

/** Memory, event loop and the like, once per process; watched from the first time that somebody asks. */
function processRegistry(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name: `captionwire_${name}`, help, registers });

  /** A counter whose series are there from the start, so that a first increase can be seen. */
  function counter<Label extends string>(name: string, help: string, label?: Label, values = [] as string[]) {
    const made = new Counter<Label>({
      name: `captionwire_${name}_total`,
      help,
      labelNames: label ? [label] : [],
      registers,
    });
    for (const value of values) made.inc({ [label as Label]: value } as Record<Label, string>, 0);
    return made;
  }
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `captionwire_${name}_seconds`, help, buckets, registers });

  const sessions = gauge('sessions', 'Sessions that are open');
  const viewers = gauge('viewers', 'Viewers that are connected');
  const presenters = gauge('presenters', 'Presenters and owners that are connected');
  const publishes = counter('publishes', 'Records handed in, by result', 'result', [...publishResults]);
  const paced = counter('paced', 'Times that a peer was read more slowly because it was too fast');
  const slow = counter('slow_viewers_closed', 'Connections closed because they read too slowly');
  const resets = counter('resets', 'Cursors that could not be resumed, by reason', 'reason', [
    ...resetReasons,
  ]);
  const refusals = counter('refusals', 'What was refused to peers, by reason', 'reason', [...refusalReasons]);
  const failures = counter('failures', 'Failures of the environment, by stage', 'stage');
  const webhooks = counter('webhook_events', 'Events posted to webhooks, by result', 'result', [
    ...webhookResults,
  ]);
  const flushes = histogram('flush', 'From the first event of a flush to its last delivery', flushBucketsS);
  const acks = histogram('ack', 'From a record that came to its acknowledgement', ackBucketsS);

  const told = (name: string, help: string, count: () => number) =>
    new Gauge({
      name: `captionwire_${name}`,
      help,
      registers,
      collect() {
        this.set(count());
      },
    });

  // One addition per frame and peer, and no more: this runs for everybody who reads.
  let deliveries = 0;
  let toldDeliveries = 0;
  registry.registerMetric(
    new Counter({
      name: 'captionwire_deliveries_total',
      help: 'Frames handed to connections',
      registers: [],
      collect() {
        this.inc(deliveries - toldDeliveries);
        toldDeliveries = deliveries;
      },
    }),
  );

  return {
    sessions: (change) => sessions.inc(change),
    connections: (role, change) => (role === 'viewer' ? viewers : presenters).inc(change),
    published(result, durationMs) {
      publishes.inc({ result });
      if (result === 'appended' || result === 'repeat') acks.observe(durationMs / 1000);
    },
    delivered() {
      deliveries++;
    },
    flushed: (durationMs) => flushes.observe(durationMs / 1000),
    slowClosed: () => slow.inc(),
    reset: (reason) => resets.inc({ reason }),
    paced: () => paced.inc(),
    refused: (reason) => refusals.inc({ reason }),
    failed: (stage) => failures.inc({ stage }),
    webhook: (result) => webhooks.inc({ result }),
    webhooksWaiting: (count) =>
      void told('webhook_sessions_waiting', 'Sessions with events that no webhook has taken yet', count),
    engine(held) {
      told('open_logs', 'Logs that the store keeps open', () => held().logs);
    },
    async text() {
      return `${await registry.metrics()}\n${await processRegistry().metrics()}`;
    },
    contentType: registry.contentType,
  };
}
