// `captionwire replay FILE`: plays a caption file into a session in its own time.
import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError, Option } from 'commander';

import { type CaptionFault, fromFirstCue } from '../formats/caption-file.ts';
import { viewerLink } from '../protocol/links.ts';
import { readCaptionFile } from './caption-file.ts';
import { CommandError } from './exit.ts';
import { parseLang } from './lang-option.ts';
import { connectPresenter } from './node-presenter.ts';
import { createOutboxRoom, type OutboxRoom } from './outbox-room.ts';
import { handIn, play } from './player.ts';
import { createReceipts } from './receipts.ts';
import { parseRelayUrl, relayOption } from './relay-url.ts';
import { checkSession } from './session-argument.ts';
import { addSigning, type SigningOptions, signToken, tokenOption } from './signing.ts';

type ReplayOptions = SigningOptions & {
  readonly session: string;
  readonly relay: string;
  readonly token?: string;
  readonly speed: number;
  readonly lang?: string;
  readonly loop?: boolean;
  readonly interim?: boolean;
  readonly atOnce?: boolean;
  readonly keepStart?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
};

const tokenTtlS = 24 * 3600;

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 1000)) {
    throw new InvalidArgumentError('Give a number above 0, at most 1000: 2 is twice as fast.');
  }
  return speed;
}

export function addReplay(program: Command): void {
  addSigning(
    program
      .command('replay <file>')
      .description('Play a WebVTT or SubRip file into a session in its own time.'),
  )
    .option('--session <name>', 'session to play into', 'demo')
    .addOption(relayOption('relay to publish to'))
    .addOption(tokenOption('presenter token'))
    .addOption(new Option('--speed <factor>', 'how many times as fast').default(1).argParser(parseSpeed))
    .addOption(
      new Option('--lang <tag>', 'language of the lines, when the file does not say it').argParser(parseLang),
    )
    .option('--loop', 'begin again after the end, until Ctrl-C')
    .option('--interim', 'let each cue grow word by word, as a recogniser would')
    .addOption(
      new Option(
        '--at-once',
        'publish all of it now, with the file’s own times, as if it had just ended',
      ).conflicts(['speed', 'loop', 'interim']),
    )
    .option('--keep-start', 'let the file’s first cue wait for its time; it comes at once by default')
    .option(
      '--strict',
      'publish nothing when anything in the file was left out or read in spite of a mistake',
    )
    .option('--json', 'print the result as JSON')
    .action(replay);
}

async function replay(path: string, options: ReplayOptions): Promise<void> {
  const { session, speed, lang, loop = false, interim = false } = options;
  checkSession(session);
  const relay = parseRelayUrl(options.relay);
  const read = await readCaptionFile(path);
  for (const { row, reason } of read.faults) console.error(`${path}:${row}: ${reason}`);
  if (options.strict && read.faults.length > 0) {
    throw new CommandError(
      `${path}: refused because of ${read.faults.length} faults; without --strict it is played`,
    );
  }
  const file = options.keepStart ? read : fromFirstCue(read);
  const token = options.token ?? (await signToken(options, { session, role: 'presenter', ttlS: tokenTtlS }));
  const receipts = createReceipts();
  let room: OutboxRoom | undefined;
  const { presenter, failed } = await connectPresenter({
    relay,
    session,
    token,
    onPublication(publication) {
      receipts.note(publication);
      room?.changed();
    },
  });

  const outbox = createOutboxRoom(presenter.pending);
  room = outbox;
  console.error(`Playing ${file.cues.length} cues into session ${session}: ${viewerLink(relay, session)}`);
  const stopping = new AbortController();
  process.once('SIGINT', () => stopping.abort());
  process.once('SIGTERM', () => stopping.abort());
  const bar = createProgress(file.cues.length);
  const { signal } = stopping;
  const common = { presenter, file, lang, signal, onLine: (done: number) => bar?.update(done) };
  let originMs: number | undefined;
  let wasStopped = false;
  try {
    const publish = async () => {
      if (options.atOnce) originMs = await handIn({ ...common, room: outbox });
      else await play({ ...common, speed, interim, loop });
      wasStopped = signal.aborted;
      await presenter.settled();
    };
    await Promise.race([publish(), failed]);
  } finally {
    bar?.stop();
    stopping.abort();
    presenter.close();
  }
  const { acked, refused, refusal } = receipts.sum();
  report(
    path,
    { session, acked, refused, faults: file.faults, ...(originMs !== undefined && { originMs }) },
    options.json ?? false,
  );
  if (options.atOnce && wasStopped && acked < file.cues.length) {
    throw new CommandError(`stopped after ${acked} of ${file.cues.length} cues`);
  }
  if (refusal) throw new CommandError(`${refused} lines were refused: ${refusal}`);
}

type Result = {
  session: string;
  acked: number;
  refused: number;
  faults: readonly CaptionFault[];
  originMs?: number;
};

function report(path: string, { session, acked, ...more }: Result, json: boolean) {
  const begins = more.originMs === undefined ? '' : `; it begins at ${new Date(more.originMs).toISOString()}`;
  if (json) console.log(JSON.stringify({ file: path, session, acked, ...more }));
  else console.error(`${path}: ${acked} lines acknowledged in session ${session}${begins}`);
}

/** A bar on standard error when that is a terminal; nothing in a pipe or a log. */
function createProgress(cues: number): SingleBar | undefined {
  if (!process.stderr.isTTY) return undefined;
  const bar = new SingleBar({
    format: '{bar} {value}/{total} cues · {eta_formatted} left',
    stream: process.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
  });
  bar.start(cues, 0);
  return bar;
}
