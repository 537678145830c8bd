// `captionwire serve`: runs a relay until it is told to stop. With `--demo` it also plays the sample talk and prints
// the links that a newcomer wants.
import { type Command, InvalidArgumentError, Option } from 'commander';
import { pino } from 'pino';

import { consoleLink, scriptTag } from '../protocol/links.ts';
import { createRelay, type Relay } from '../relay/index.ts';
import { playDemoTalk } from './demo-talk.ts';
import { CommandError } from './exit.ts';

type ServeOptions = {
  readonly port: number;
  readonly host: string;
  readonly data: string;
  readonly memory?: boolean;
  readonly origin: readonly string[];
  readonly private?: boolean;
  readonly demo?: boolean;
  readonly logLevel: string;
};

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('Give a whole number from 0 to 65535.');
  }
  return port;
}

/** Repeated on the command line, separated by spaces or commas in the environment. */
function collectOrigins(text: string, before: readonly string[]): readonly string[] {
  return [...before, ...text.split(/[\s,]+/).filter(Boolean)];
}

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Run a relay until Ctrl-C or SIGTERM.')
    .addOption(
      new Option('--port <number>', 'port to listen on, 0 for a free one')
        .env('CAPTIONWIRE_PORT')
        .default(8080)
        .argParser(parsePort),
    )
    .addOption(
      new Option('--host <address>', 'address to listen on').env('CAPTIONWIRE_HOST').default('127.0.0.1'),
    )
    .addOption(
      new Option('--data <folder>', 'folder of the log and the secret')
        .env('CAPTIONWIRE_DATA')
        .default('./captionwire-data'),
    )
    .addOption(new Option('--memory', 'keep nothing on disk').env('CAPTIONWIRE_MEMORY'))
    .addOption(
      new Option('--origin <url>', 'origin of a page that may connect; repeat for more')
        .env('CAPTIONWIRE_ORIGIN')
        .default([], 'the relay itself and localhost')
        .argParser(collectOrigins),
    )
    .addOption(new Option('--private', 'viewers need a token too').env('CAPTIONWIRE_PRIVATE'))
    .addOption(new Option('--demo', 'serve the demo pages and play a sample talk').env('CAPTIONWIRE_DEMO'))
    .addOption(
      new Option('--log-level <level>', 'what is logged to standard error')
        .env('CAPTIONWIRE_LOG_LEVEL')
        .choices(['error', 'warn', 'info', 'debug', 'silent'])
        .default('warn'),
    )
    .action(serve);
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

async function serve(options: ServeOptions): Promise<void> {
  const logger = pino({ level: options.logLevel }, pino.destination({ fd: 2, sync: true }));
  const relay = await createRelay({
    port: options.port,
    host: options.host,
    data: options.memory ? undefined : options.data,
    secret: process.env.CAPTIONWIRE_SECRET,
    origins: options.origin,
    private: options.private ?? false,
    demo: options.demo ?? false,
    logger,
  });
  const url = await listen(relay, options);
  const stopTalk = options.demo ? await playDemoTalk(relay, url) : undefined;
  console.log(options.demo ? await demoText(relay, url) : `captionwire relay at ${url}`);

  await toldToStop();
  await stopTalk?.();
  await relay.close();
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
  Viewer page        ${url}/s/talk
  Presenter console  ${consoleLink(url, 'support', token)}

What you type in the console appears on the support demo. To show it on a page of yours, paste:

  ${scriptTag(url, 'support')}

Ctrl-C ends it.
`;
}
