// Webhooks: what happens in sessions, posted to others' addresses: signed, at least once, in the order of each log. A webhook
// begins with what is said after it was added; a relay that was away goes on where it was.
import { createHash } from 'node:crypto';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import type { Engine } from '../engines/contract.ts';
import type { WebhookResult } from '../metrics/metrics.ts';
import { createMemoryMarks, openStoredMarks } from './delivery-marks.ts';
import { createFailedEvents, type FailedEvents } from './failed-events.ts';
import { createHook, type Hook } from './hook.ts';
import { createPost } from './post-event.ts';
import { createReachable, type Reachable } from './reachable.ts';

export type WebhookSettings = {
  readonly urls: readonly URL[];
  readonly secret: Buffer;
  readonly reachable: Reachable;
  readonly tries: number;
  readonly firstRetryMs: number;
};

export type WebhooksOptions = WebhookSettings & {
  readonly engine: Engine;
  /** Where marks and failed events are kept; without it they end with the process. */
  readonly data: string | undefined;
  onResult(result: WebhookResult): void;
  onTurn(host: string, turn: 'failing' | 'working' | 'gone', why: string): void;
  /** An event failed, and there is no folder to write it down in. */
  onLost(host: string, id: string): void;
  onError(error: unknown, context: { readonly stage: string }): void;
};

export type Webhooks = {
  /** Begins with what is in the log already; resolves when it is known what that is. MUST come before anything is published. */
  start(): Promise<void>;
  /** Sessions whose news is not delivered, over all webhooks. */
  waiting(): number;
  stop(): Promise<void>;
};

const sessionsAtOnce = 1_000;

/** What a webhook is known by: its address may hold secrets. */
const nameOf = (url: URL) => createHash('sha256').update(url.href).digest('base64url').slice(0, 16);

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { engine, data } = options;
  const onError = (error: unknown) => options.onError(error, { stage: 'webhooks' });
  const marks = data === undefined ? createMemoryMarks() : openStoredMarks(data);
  const inMemory: FailedEvents = {
    async add({ host, id }) {
      options.onLost(host, id);
    },
  };
  const failedEvents = data === undefined ? inMemory : createFailedEvents(data);
  const hooks = new Map<string, Hook>();
  let stopListening = () => {};

  async function* allSessions(): AsyncGenerator<string> {
    for (let last: string | undefined = ''; last !== undefined;) {
      const names: readonly string[] = await engine.sessionsAfter(last, sessionsAtOnce);
      yield* names;
      last = names.at(-1);
    }
  }

  function open(url: URL): Hook {
    return createHook({
      ...options,
      name: nameOf(url),
      host: url.host,
      post: createPost(url, options.reachable),
      marks,
      failedEvents,
      onTurn: (turn, why) => options.onTurn(url.host, turn, why),
      onError,
    });
  }

  return {
    async start() {
      const known = new Set(marks.hooks());
      const wanted = new Map(options.urls.map((url) => [nameOf(url), url]));
      for (const name of known) {
        // A full disk keeps the relay from forgetting a webhook now; the next start forgets it.
        if (!wanted.has(name)) await marks.removeHook(name).catch(onError);
      }
      for (const [name, url] of wanted) {
        if (!known.has(name)) {
          for await (const session of allSessions()) {
            await marks.put(name, session, { cursor: await engine.head(session) });
          }
          await marks.addHook(name);
        }
        hooks.set(name, open(url));
      }
      stopListening = engine.subscribeAll((session) => {
        for (const hook of hooks.values()) hook.poke(session);
      });
      for await (const session of allSessions()) {
        const { seq, epoch } = await engine.head(session);
        for (const [name, hook] of hooks) {
          const mark = marks.get(name, session)?.cursor;
          if (mark?.seq !== seq || mark.epoch !== epoch) hook.poke(session);
        }
      }
    },
    waiting: () => [...hooks.values()].reduce((sum, hook) => sum + hook.waiting(), 0),
    async stop() {
      stopListening();
      await Promise.all([...hooks.values()].map((hook) => hook.stop()));
      await marks.close();
    },
  };
}

/** What an operator sets. */
export type WebhookOptions = {
  /** Where events are posted to. */
  readonly urls: readonly string[];
  /** `whsec_` and 24 to 64 bytes in Base64; by default the file `webhook-secret` in the data folder, made on first use. */
  readonly secret?: string | undefined;
  /** Addresses and ranges that may be posted to besides public ones: `10.1.0.0/16`. */
  readonly allow?: readonly string[];
  /** How often one event is tried; 14 by default, which takes three to six hours. */
  readonly tries?: number;
  /** About how long after the first try the second one comes, in milliseconds; 1,000 by default. */
  readonly firstRetryMs?: number;
};

/** @throws TypeError that names the option and what it should be. */
export function resolveWebhooks(
  options: WebhookOptions,
  secret: (text: string | undefined) => Buffer,
): WebhookSettings | undefined {
  const { urls, tries = relayLimits.webhookTries, firstRetryMs = relayTiming.webhookRetryMs } = options;
  const reachable = createReachable(options.allow ?? []);
  const parsed = urls.map(parseUrl);
  if (parsed.length === 0) return undefined;
  return { urls: parsed, reachable, tries, firstRetryMs, secret: secret(options.secret) };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password) return url;
  throw new TypeError(`webhook "${text}": give an http or https URL without a user name`);
}
