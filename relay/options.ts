// The relay's options: what an operator may set, checked once, with the defaults filled in.
import type { Logger } from 'pino';

import { secretFromText, secretOfFolder, temporarySecret } from './auth/secret.ts';
import { parseOrigins } from './auth/origins.ts';

export type RelayOptions = {
  /** Port to listen on; 0 takes a free one. 8080 by default. */
  readonly port?: number;
  /** Address to listen on; 127.0.0.1 by default, so only this machine can connect. */
  readonly host?: string;
  /** Folder of the log and the secret. Without it nothing outlives the process. */
  readonly data?: string | undefined;
  /** Signs tokens; at least 32 bytes of text. By default the file `secret` in the data folder, made on first use. */
  readonly secret?: string | undefined;
  /** Origins of pages that may connect, besides the relay's own and localhost: `https://example.org`. */
  readonly origins?: readonly string[];
  /** Viewers need a token. */
  readonly private?: boolean;
  /** Serves the demo pages. */
  readonly demo?: boolean;
  /** Where the environment's failures are reported, besides the log. */
  readonly onError?: (error: unknown, context: { readonly stage: string }) => void;
  /** A pino logger; silent by default. Neither texts nor tokens are ever logged. */
  readonly logger?: Logger;
};

export type ResolvedOptions = {
  readonly port: number;
  readonly host: string;
  readonly data: string | undefined;
  readonly secret: Uint8Array;
  readonly origins: ReadonlySet<string>;
  readonly isPrivate: boolean;
  readonly demo: boolean;
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
    secret: resolveSecret(options.secret, data),
    origins: parseOrigins(options.origins ?? []),
    isPrivate: options.private ?? false,
    demo: options.demo ?? false,
  };
}

function resolveSecret(text: string | undefined, data: string | undefined): Uint8Array {
  if (text !== undefined) return secretFromText(text);
  return data === undefined ? temporarySecret() : secretOfFolder(data, { create: true });
}
