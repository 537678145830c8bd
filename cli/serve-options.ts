// The options of `captionwire serve`: each a flag and an environment variable of the same name, checked before anything
// starts. README.md lists them; a test holds the two together.
import { type Command, InvalidArgumentError, Option } from 'commander';

import { relayLimits } from '../protocol/limits.ts';
import type { RelayOptions } from '../relay/index.ts';
import { parseDurationS } from './duration.ts';
import { parseRelayUrl } from './relay-url.ts';

export type ServeOptions = {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly memory?: boolean;
  readonly retention: number;
  readonly publicUrl?: string;
  readonly origin: readonly string[];
  readonly private?: boolean;
  readonly replies?: boolean;
  readonly demo?: boolean;
  readonly trustProxy: readonly string[];
  readonly webhook: readonly string[];
  readonly webhookAllow: readonly string[];
  readonly maxConnections: number;
  readonly maxPerAddress: number;
  readonly maxPerSession: number;
  readonly metrics: boolean;
  readonly logLevel: string;
};

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
  }
  return port;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

const parseRetentionS = (text: string): number => (text === 'forever' ? Infinity : parseDurationS(text));

/** Repeated on the command line, separated by spaces or commas in the environment. */
function collect(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(/[\s,]+/).filter(Boolean)];
}

const count = (flags: string, description: string, usual: number) =>
  new Option(flags, description).default(usual).argParser(parseCount);

const list = (flags: string, description: string, whenEmpty: string) =>
  new Option(flags, description).default([], whenEmpty).argParser(collect);

const serveOptions = [
  new Option('--port <number>', 'port to listen on, 0 for a free one').default(8080).argParser(parsePort),
  new Option('--host <address>', 'address to listen on').default('127.0.0.1'),
  new Option('--data <folder>', 'folder of the log and the secret').default('./captionwire-data'),
  new Option('--memory', 'keep nothing on disk'),
  new Option('--retention <duration>', 'how long lines are kept: 90s, 12h, 7d, or forever')
    .default(30 * 86_400, '30d')
    .argParser(parseRetentionS),
  new Option(
    '--public-url <url>',
    'where people reach the relay: links are made of it, and its pages may connect; kept in the data folder',
  ).argParser(parseRelayUrl),
  list(
    '--origin <url>',
    'origin of a page that may connect, the name of the relay too; null: any page in a sandbox; repeat for more',
    'localhost, and the relay by an IP address',
  ),
  new Option('--private', 'viewers need a token too'),
  new Option('--replies', 'every viewer may write to the captioners, where the page offers it'),
  new Option('--demo', 'serve the demo pages and play a sample talk'),
  list(
    '--trust-proxy <cidr>',
    'address or range of a proxy whose X-Forwarded headers are believed; repeat for more',
    'none',
  ),
  list('--webhook <url>', 'address that what happens in sessions is posted to; repeat for more', 'none'),
  list(
    '--webhook-allow <cidr>',
    'address or range that webhooks may go to besides public ones; repeat for more',
    'none',
  ),
  count('--max-connections <number>', 'streams open at once', relayLimits.connections),
  count(
    '--max-per-address <number>',
    'streams open at once from one address',
    relayLimits.connectionsPerAddress,
  ),
  count(
    '--max-per-session <number>',
    'streams open at once in one session',
    relayLimits.connectionsPerSession,
  ),
  new Option('--no-metrics', 'serve no /metrics'),
  new Option('--log-level <level>', 'what is logged to standard error')
    .choices(['error', 'warn', 'info', 'debug', 'silent'])
    .default('warn'),
];

/** Adds every option, with the environment variable that stands for it. */
export function addServeOptions(command: Command): Command {
  for (const option of serveOptions) {
    const name = (option.long ?? '').slice(2).replaceAll('-', '_').toUpperCase();
    command.addOption(option.env(`CAPTIONWIRE_${name}`));
  }
  return command.addHelpText(
    'after',
    '\nA list in the environment is separated by commas. CAPTIONWIRE_SECRET signs tokens in place of the secret in\n' +
      'the data folder: at least 32 bytes. CAPTIONWIRE_WEBHOOK_SECRET signs what is posted to webhooks: whsec_ and 24 to 64\n' +
      'bytes in Base64; without it the file webhook-secret in the data folder is made and used.',
  );
}

/** What they mean to the relay. */
export function relayOptions(options: ServeOptions): RelayOptions {
  return {
    port: options.port,
    host: options.host,
    data: options.memory ? undefined : options.data,
    retentionS: options.retention,
    secret: process.env.CAPTIONWIRE_SECRET,
    origins: options.publicUrl ? [...options.origin, new URL(options.publicUrl).origin] : options.origin,
    private: options.private ?? false,
    // The demo's support page offers it.
    replies: options.replies ?? options.demo ?? false,
    demo: options.demo ?? false,
    trustProxy: options.trustProxy,
    webhooks: {
      urls: options.webhook,
      allow: options.webhookAllow,
      secret: process.env.CAPTIONWIRE_WEBHOOK_SECRET,
    },
    metrics: options.metrics,
    limits: {
      connections: options.maxConnections,
      connectionsPerAddress: options.maxPerAddress,
      connectionsPerSession: options.maxPerSession,
    },
  };
}
