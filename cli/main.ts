#!/usr/bin/env node
// The `captionwire` command: one file per command beside this one, exit codes as in exit.ts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { Command, CommanderError } from 'commander';

import { describeError, exitCodes } from './exit.ts';
import { addInvite } from './invite.ts';
import { addReplay } from './replay.ts';
import { addServe } from './serve.ts';

const manifest = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('captionwire/package.json'), 'utf8'),
) as { version: string };

const program = new Command('captionwire')
  .description('Live words for people who cannot hear them.')
  .version(manifest.version)
  .showHelpAfterError('(add --help for what is possible)')
  .exitOverride();

addServe(program);
addInvite(program);
addReplay(program);
// A command made by `.command()` copies the settings of the program at that moment only in part.
for (const command of program.commands) command.exitOverride().showHelpAfterError(true);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what was wrong; help and version are no mistakes.
    process.exitCode = error.exitCode === 0 ? exitCodes.well : exitCodes.usage;
  } else {
    const { message, exitCode } = describeError(error);
    console.error(`captionwire: ${message}`);
    process.exitCode = exitCode;
  }
}
