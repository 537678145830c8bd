// The relay's options: what an operator may set, checked once, with the defaults filled in.
import type { Logger } from 'pino';

import { relayLimits } from '../protocol/limits.ts';
import { secretFromText, secretOfFolder, temporarySecret } from './auth/secret.ts';
import { parseOrigins } from './auth/origins.ts';
import type { Retention } from './engines/contract.ts';
import { keepAll } from './engines/retention.ts';
import type { ConnectionLimits } from './http/connection-counts.ts';
import { createProxies, type Proxies } from './http/proxies.ts';
import { webhookSecretFromText, webhookSecretOfFolder } from './webhooks/signature.ts';
import { resolveWebhooks, type WebhookOptions, type WebhookSettings } from './webhooks/webhooks.ts';

const defaultRetentionS = 30 * 24 * 60 * 60;

export type RelayOptions = {
  /** Port to listen on; 0 takes a free one. 8080 by default. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1 by default, so only this machine can connect. */
  readonly host?: string;
  /** Folder of the log and the secret. Without it nothing outlives the process. */
  readonly data?: string | undefined;
  /** Records older than this many seconds are trimmed; 30 days by default, Infinity keeps them. */
  readonly retentionS?: number;
  /** Signs tokens; at least 32 bytes of text. By default the file `secret` in the data folder, made on first use. */
  readonly secret?: string | undefined;
  /**
   * Origins of pages that may connect: `https://example.org`. Pages on localhost may, and the relay's own by an IP address; by
   * a name the relay's own must be named here.
   */
  readonly origins?: readonly string[];
  /** Viewers need a token. */
  readonly private?: boolean;
  /** Every viewer may write to the captioners, where the page offers it; otherwise those whose token says so. */
  readonly replies?: boolean;
  /** Serves the demo pages. */
  readonly demo?: boolean;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded headers are believed: `10.0.0.0/8`, `loopback`. */
  readonly trustProxy?: readonly string[];
  /** Serves `/metrics`; true by default. */
  readonly metrics?: boolean;
  /** What happens in sessions is posted there. */
  readonly webhooks?: WebhookOptions;
  /** How many streams may be open at once. */
  readonly limits?: Partial<ConnectionLimits>;
  /** Where the environment's failures are reported, besides the log. */
  readonly onError?: (error: unknown, context: { readonly stage: string }) => void;
  /** A pino logger; silent by default. Neither texts nor tokens are ever logged. */
  readonly logger?: Logger;
};

export type ResolvedOptions = {
  readonly port: number;
  readonly host: string;
  readonly data: string | undefined;
  readonly retention: Retention;
  readonly secret: Uint8Array;
  readonly origins: ReadonlySet<string>;
  readonly isPrivate: boolean;
  readonly takesReplies: boolean;
  readonly demo: boolean;
  readonly proxies: Proxies;
  readonly hasMetrics: boolean;
  readonly limits: ConnectionLimits;
  readonly webhooks: WebhookSettings | undefined;
};

/** @throws TypeError that names the option and what it should be. */
export function resolveOptions(options: RelayOptions): ResolvedOptions {
  const { port = 8080, host = '127.0.0.1', data } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new TypeError(`port ${port}: give a whole number from 0 to 65535`);
  }
  return {
    port,
    host,
    data,
    retention: resolveRetention(options.retentionS ?? defaultRetentionS),
    origins: parseOrigins(options.origins ?? []),
    isPrivate: options.private ?? false,
    takesReplies: options.replies ?? false,
    demo: options.demo ?? false,
    proxies: createProxies(options.trustProxy ?? []),
    hasMetrics: options.metrics ?? true,
    limits: resolveLimits(options.limits ?? {}),
    // Last, because these may write into the data folder, which a wrong option must not leave behind.
    webhooks: resolveWebhooks(options.webhooks ?? { urls: [] }, (text) => resolveWebhookSecret(text, data)),
    secret: resolveSecret(options.secret, data),
  };
}

function resolveLimits(own: Partial<ConnectionLimits>): ConnectionLimits {
  const { connections, connectionsPerAddress, connectionsPerSession } = relayLimits;
  const limits = { connections, connectionsPerAddress, connectionsPerSession, ...own };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new TypeError(`limit ${name} ${value}: give a whole number from 1`);
    }
  }
  return limits;
}

function resolveRetention(ageS: number): Retention {
  if (!(ageS > 0)) throw new TypeError(`retentionS ${ageS}: give seconds above 0, or Infinity`);
  return { ...keepAll, ageMs: ageS * 1000 };
}

function resolveSecret(text: string | undefined, data: string | undefined): Uint8Array {
  if (text !== undefined) return secretFromText(text);
  return data === undefined ? temporarySecret() : secretOfFolder(data, { create: true });
}

function resolveWebhookSecret(text: string | undefined, data: string | undefined): Buffer {
  if (text !== undefined) return webhookSecretFromText(text);
  if (data !== undefined) return webhookSecretOfFolder(data);
  throw new TypeError('webhooks of a relay that keeps nothing need a secret: set CAPTIONWIRE_WEBHOOK_SECRET');
}
