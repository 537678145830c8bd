// `captionwire pipe SESSION`: publishes standard input, as a recogniser or a person writes it: what grows is shown while it
// grows, each line is published once and in order, also over lost connections.
import { addAbortSignal } from 'node:stream';

import { type Command, Option } from 'commander';

import { viewerLink } from '../protocol/links.ts';
import { cleanName } from '../protocol/text.ts';
import { CommandError } from './exit.ts';
import { parseLang } from './lang-option.ts';
import { connectPresenter } from './node-presenter.ts';
import { createOutboxRoom, type OutboxRoom } from './outbox-room.ts';
import { createHearing, type InputFormat, inputFormats } from './recognition/hearing.ts';
import { createTerminalLines } from './recognition/terminal-lines.ts';
import { createUtterances, type Utterances } from './recognition/utterances.ts';
import { createReceipts, type Receipts } from './receipts.ts';
import { parseRelayUrl, relayOption } from './relay-url.ts';
import { checkSession } from './session-argument.ts';
import { addSigning, type SigningOptions, signToken, tokenOption } from './signing.ts';

type PipeOptions = SigningOptions & {
  readonly relay: string;
  readonly token?: string;
  readonly speaker?: string;
  readonly lang?: string;
  readonly format: InputFormat;
  readonly json?: boolean;
};

const tokenTtlS = 24 * 3600;
/** Faults of the input that are told one by one; the rest is counted. */
const faultsTold = 20;

export function addPipe(program: Command): void {
  addSigning(
    program
      .command('pipe <session>')
      .description(
        'Publish standard input: plain lines, or JSON lines as speech recognisers print them, with the words in the making.',
      ),
  )
    .addOption(relayOption('relay to publish to'))
    .addOption(tokenOption('presenter token'))
    .option('--speaker <name>', 'who speaks, where the input does not say it', cleanName)
    .addOption(
      new Option('--lang <tag>', 'language of the lines, where the input does not say it').argParser(
        parseLang,
      ),
    )
    .addOption(
      new Option('--format <format>', 'what the lines are; auto looks at each')
        .choices(inputFormats)
        .default('auto'),
    )
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  vosk-microphone | captionwire pipe town-hall --speaker Ana --lang en\n' +
        '\nCtrl-C waits for the end of the input and for what is under way; a second one gives up what waits.',
    )
    .action(pipe);
}

async function pipe(session: string, options: PipeOptions): Promise<void> {
  checkSession(session);
  const { speaker, lang, format } = options;
  const relay = parseRelayUrl(options.relay);
  const token = await renewedToken(session, options);
  const receipts = createReceipts();
  let room: OutboxRoom | undefined;
  let wasLost = false;
  const { presenter, failed } = await connectPresenter({
    relay,
    session,
    token,
    onPublication(publication) {
      receipts.note(publication);
      room?.changed();
    },
    onConnection({ phase }) {
      if (phase === 'lost') console.error('captionwire: lost the relay; lines wait while it is tried again');
      if (phase === 'live' && wasLost) console.error('captionwire: connected again');
      wasLost = phase === 'lost' || (wasLost && phase !== 'live');
    },
  });
  console.error(`Publishing into session ${session}: ${viewerLink(relay, session)}`);

  const stopping = stopOnSignals(() => presenter.pending());
  const faults = createFaults();
  room = createOutboxRoom(presenter.pending);
  const utterances = createUtterances({ presenter, room, speaker, lang });
  try {
    const reading = publishInput(utterances, format, faults.note, stopping.input);
    await Promise.race([reading.then(presenter.settled), failed, stopping.givenUp]);
  } finally {
    stopping.stopReading();
    const lost = presenter.pending();
    presenter.close();
    if (lost > 0) console.error(`captionwire: not acknowledged: ${lost} ${lost === 1 ? 'line' : 'lines'}`);
  }
  faults.tell();
  report(session, receipts, options.json ?? false);
  const { acked, refused } = receipts.sum();
  if (faults.first() && acked + refused === 0) {
    throw new CommandError(`nothing in the input was usable: ${faults.first()}`);
  }
}

/** Reads standard input to its end, or to the signal's. */
async function publishInput(
  utterances: Utterances,
  format: InputFormat,
  onFault: (lineNumber: number, what: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const lines = createTerminalLines();
  const hearing = createHearing({ format, onFault });
  const decoder = new TextDecoder();
  async function take(text: string): Promise<void> {
    for (const line of lines.take(text)) for (const heard of hearing.take(line)) await utterances.take(heard);
    const open = lines.open();
    if (hearing.isWords(open)) utterances.show(open);
  }
  try {
    for await (const piece of addAbortSignal(signal, process.stdin)) {
      await take(decoder.decode(piece as Buffer, { stream: true }));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await take(decoder.decode());
  const last = lines.end();
  if (last !== undefined) for (const heard of hearing.take(last)) await utterances.take(heard);
  for (const heard of hearing.end()) await utterances.take(heard);
  await utterances.end();
}

/** The token that was given; or one of our own that does not run out while the command runs. */
async function renewedToken(session: string, options: PipeOptions): Promise<string | (() => string)> {
  if (options.token) return options.token;
  const sign = () => signToken(options, { session, role: 'presenter', ttlS: tokenTtlS });
  let token = await sign();
  async function renew(): Promise<void> {
    try {
      token = await sign();
    } catch (error) {
      console.error(`captionwire: no fresh token: ${(error as Error).message}`);
    }
  }
  setInterval(() => void renew(), (tokenTtlS / 4) * 1000).unref();
  return () => token;
}

/**
 * The first SIGINT reaches the recogniser too, whose last words come before the end of the input. A terminal as input has no
 * other end, and SIGTERM means at once. The second gives up.
 */
function stopOnSignals(pending: () => number): {
  readonly input: AbortSignal;
  readonly givenUp: Promise<never>;
  stopReading(): void;
} {
  const stopping = new AbortController();
  let isAsked = false;
  const givenUp = new Promise<never>((_, reject) => {
    const stop = (atOnce: boolean) => {
      if (isAsked) return reject(new CommandError('stopped before everything was acknowledged'));
      isAsked = true;
      if (atOnce) stopping.abort();
      else console.error('captionwire: waits for the end of the input; Ctrl-C again gives up');
      if (pending() > 0) console.error(`captionwire: ${pending()} lines wait for the relay`);
    };
    process.on('SIGINT', () => stop(process.stdin.isTTY));
    process.on('SIGTERM', () => stop(true));
  });
  return { input: stopping.signal, givenUp, stopReading: () => stopping.abort() };
}

function createFaults() {
  let count = 0;
  let first = '';
  return {
    first: () => first,
    note(lineNumber: number, what: string) {
      first ||= `line ${lineNumber} ${what}`;
      if (++count <= faultsTold) console.error(`captionwire: line ${lineNumber} of the input ${what}`);
    },
    tell() {
      if (count > faultsTold) console.error(`captionwire: ${count} lines of the input had faults`);
    },
  };
}

/** @throws CommandError when lines were refused. */
function report(session: string, receipts: Receipts, json: boolean): void {
  const { acked, refused, refusal, ackP50Ms, ackP95Ms } = receipts.sum();
  if (json) console.log(JSON.stringify({ session, acked, refused, ackP50Ms, ackP95Ms }));
  else {
    const times = acked > 0 ? `; acknowledged after ${ackP50Ms} ms, p95 ${ackP95Ms} ms` : '';
    console.error(`${acked} lines acknowledged in session ${session}${times}`);
  }
  if (refusal) throw new CommandError(`${refused} lines were refused: ${refusal}`);
}
