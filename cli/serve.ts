// `captionwire serve`: runs a relay until it is told to stop. With `--demo` it also plays the sample talk and prints
// the links that a newcomer wants.
import { resolve } from 'node:path';

import type { Command } from 'commander';

import { consoleLink, isLocalOnly, scriptTag } from '../protocol/links.ts';
import type { Relay } from '../relay/index.ts';
import { playDemoTalk } from './demo-talk.ts';
import { formatDuration } from './duration.ts';
import { CommandError, exitCodes } from './exit.ts';
import { notedAddress, noteAddress } from './relay-address.ts';
import { addServeOptions, relayOptions, type ServeOptions } from './serve-options.ts';

export function addServe(program: Command): void {
  const command = program.command('serve').description('Run a relay until Ctrl-C or SIGTERM.');
  addServeOptions(command).action(serve);
}

async function listen(relay: Relay, { port }: ServeOptions): Promise<string> {
  try {
    return await relay.listen();
  } catch (error) {
    await relay.close();
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      code === 'EADDRINUSE'
        ? `port ${port} is taken by another program; choose another with --port, or CAPTIONWIRE_PORT`
        : `cannot listen: ${message}`,
      undefined,
      { cause: error },
    );
  }
}

/** The address that is given now, or was given at an earlier start. */
function publicUrlOf({ publicUrl, memory, data }: ServeOptions): string | undefined {
  if (publicUrl !== undefined || memory) return publicUrl;
  const noted = notedAddress(data);
  return noted?.isPublic ? noted.url : undefined;
}

/** The five rows that an operator wants to see at a glance. */
function summary(options: ServeOptions, relay: string): string {
  const { data, memory, retention, origin, trustProxy } = options;
  const kept = retention === Infinity ? 'for good' : `for ${formatDuration(retention)}`;
  const rows = [
    ['People reach it at', relay + (isLocalOnly(relay) ? ' (this machine only; see --public-url)' : '')],
    ['Lines are kept', memory ? 'in memory only' : `${kept} in ${resolve(data)}`],
    ['Viewers', options.private ? 'need a token' : 'need no token'],
    ['Pages may be on', ['localhost', ...new Set(origin)].join(', ')],
    ['Trusted proxies', trustProxy.join(', ') || 'none'],
  ];
  return rows.map(([name, value]) => `  ${name?.padEnd(20)}${value}`).join('\n');
}

async function serve(given: ServeOptions): Promise<void> {
  const publicUrl = publicUrlOf(given);
  const options = publicUrl === undefined ? given : { ...given, publicUrl };
  if (options.demo && options.private) {
    const why = '--demo shows its sessions to everybody; leave out --private';
    throw new CommandError(why, exitCodes.usage);
  }
  // Loaded here, so that every other command starts in half of the time.
  const [{ pino }, { createRelay }] = await Promise.all([import('pino'), import('../relay/index.ts')]);
  const logger = pino({ level: options.logLevel }, pino.destination({ fd: 2, sync: true }));
  const relay = await createRelay({ ...relayOptions(options), logger });
  const url = await listen(relay, options);
  const address = { url: publicUrl ?? url, isPublic: publicUrl !== undefined };
  if (!options.memory) noteAddress(options.data, address);
  try {
    const stopTalk = options.demo ? await playDemoTalk(relay, url) : undefined;
    console.log(
      options.demo
        ? await demoText(relay, address.url)
        : `captionwire relay at ${url}\n${summary(options, address.url)}`,
    );
    await toldToStop();
    await stopTalk?.();
  } finally {
    await relay.close();
  }
}

/** Ctrl-C under npm comes twice: from the terminal, and again from npm. */
const doubledSignalMs = 1_000;

/** Resolves on the first SIGINT or SIGTERM; one more, later, ends the process at once, as people expect. */
function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let toldMs: number | undefined;
    const stop = () => {
      if (toldMs === undefined) {
        toldMs = Date.now();
        console.error('Stopping…');
        resolve();
      } else if (Date.now() - toldMs > doubledSignalMs) {
        process.exit(1);
      }
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  });
}

async function demoText(relay: Relay, url: string): Promise<string> {
  const token = await relay.invite({ session: 'support', role: 'presenter' });
  return `
captionwire is running. Open:

  Start page         ${url}/
  Video demo         ${url}/demo/video.html
  Support demo       ${url}/demo/support.html
  Customer demo      ${url}/demo/customer.html
  Viewer page        ${url}/s/talk
  Presenter console  ${consoleLink(url, 'support', token)}

What you type in the console appears on the support demo, for everybody who has it open. The customer demo
gives each visitor a session of their own, with a link to its console. To show it on a page of yours, paste:

  ${scriptTag(url, 'support')}

Ctrl-C ends it.
`;
}
