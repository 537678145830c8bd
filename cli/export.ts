// `captionwire export SESSION`: prints the transcript, as it is streamed; or keeps it in a file that is whole or not there.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { type Command, InvalidArgumentError, Option } from 'commander';

import { hasSecret } from '../relay/auth/secret.ts';
import { readProblem } from '../protocol/problem-text.ts';
import { type TranscriptFormat, transcriptFormats } from '../formats/subtitles.ts';
import { CommandError } from './exit.ts';
import { parseRelayUrl, relayOption } from './relay-url.ts';
import { checkSession } from './session-argument.ts';
import { addSigning, type SigningOptions, signToken, tokenOption } from './signing.ts';

type ExportOptions = SigningOptions & {
  readonly format: TranscriptFormat;
  readonly relay: string;
  readonly token?: string;
  readonly origin?: number;
  readonly since?: string;
  readonly tracks?: string;
  readonly output?: string;
};

const tokenTtlS = 3600;
/** How often progress is told. */
const toldEveryMs = 250;

function parseTime(text: string): number {
  const atMs = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(atMs) && atMs >= 0) return atMs;
  throw new InvalidArgumentError('Give a time, for example 2026-05-12T10:30:00Z, or UTC milliseconds.');
}

export function addExport(program: Command): void {
  addSigning(
    program
      .command('export <session>')
      .description('Print the transcript of a session, corrected, as a file.'),
  )
    .addOption(new Option('--format <format>', 'form of the file').choices(transcriptFormats).default('vtt'))
    .addOption(relayOption('relay to read from'))
    .addOption(tokenOption('viewer token for a private session'))
    .addOption(
      new Option(
        '--origin <time>',
        'what is 0 in the times of vtt and srt; the first line by default',
      ).argParser(parseTime),
    )
    .option(
      '--since <cursor>',
      'only lines first said after this place in the log, as "cursor" in the JSON names it',
    )
    .option('--tracks <ids>', 'tracks, with commas between; main by default')
    .option('--output <file>', 'keep it in a file instead of printing it')
    .action(exportTranscript);
}

async function exportTranscript(session: string, options: ExportOptions): Promise<void> {
  checkSession(session);
  const relay = parseRelayUrl(options.relay);
  const url = new URL(`${relay}/v1/sessions/${session}/transcript.${options.format}`);
  for (const name of ['origin', 'since', 'tracks'] as const) {
    const value = options[name];
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const body = await ask(url, relay, await tokenFor(session, options), options.token === undefined);
  const { output } = options;
  try {
    if (output === undefined) await pipeline(body, process.stdout);
    else await keep(body, output);
  } catch (error) {
    // Who reads on has enough: `captionwire export … | head`.
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw new CommandError(
      `the transcript of ${session} did not come whole: ${(error as Error).message}`,
      undefined,
      {
        cause: error,
      },
    );
  }
}

/** A token, where there is one or one can be made: only private sessions ask for it. */
async function tokenFor(session: string, options: ExportOptions): Promise<string | undefined> {
  if (options.token) return options.token;
  if (process.env.CAPTIONWIRE_SECRET === undefined && !hasSecret(options.data)) return undefined;
  return signToken(options, { session, role: 'viewer', ttlS: tokenTtlS });
}

/**
 * @param token asked with first; one that was made here may be of another relay, whose session needs none.
 * @throws CommandError with what the relay says.
 */
async function ask(url: URL, relay: string, token: string | undefined, isOwn: boolean): Promise<Readable> {
  let response: Response;
  try {
    response = await fetch(url, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
  } catch (error) {
    throw new CommandError(`cannot reach the relay at ${relay}; name it with --relay`, undefined, {
      cause: error,
    });
  }
  if (response.ok && response.body) return Readable.fromWeb(response.body as ReadableStream);
  if (response.status === 401 && isOwn) return ask(url, relay, undefined, false);
  const { detail = `it answered ${response.status}` } = readProblem(await response.text());
  throw new CommandError(`the relay gives no transcript: ${detail}`);
}

/** Writes beside the file first: an older one stays until the new one is whole. */
async function keep(body: Readable, path: string): Promise<void> {
  const partPath = `${path}.part`;
  try {
    await pipeline(body, createProgress(), createWriteStream(partPath));
    await rename(partPath, path);
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  }
}

/** Tells on a terminal how much is there. */
function createProgress(): Transform {
  let bytes = 0;
  let toldAtMs = 0;
  const tell = (end: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${(bytes / 1024).toFixed(0)} KiB${end}`);
  };
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      if (Date.now() - toldAtMs > toldEveryMs) {
        toldAtMs = Date.now();
        tell('');
      }
      done(null, piece);
    },
    flush(done) {
      tell('\n');
      done();
    },
  });
}
