#!/usr/bin/env node
// The `captionwire` command: one file per command beside this one, exit codes as in exit.ts.
import { Command, CommanderError } from 'commander';

import { addAudit } from './audit.ts';
import { readEnvironment } from './environment.ts';
import { describeError, exitCodes } from './exit.ts';
import { addExport } from './export.ts';
import { addInvite } from './invite.ts';
import { addPipe } from './pipe.ts';
import { addReplay } from './replay.ts';
import { addServe } from './serve.ts';
import { packageVersion as version } from '../relay/package-files.ts';

const program = new Command('captionwire')
  .description('Live words for people who cannot hear them.')
  .version(version);

addServe(program);
addInvite(program);
addPipe(program);
addReplay(program);
addExport(program);
addAudit(program);
program.hook('preSubcommand', (_, command) => readEnvironment(command, process.env));
for (const command of [program, ...program.commands]) {
  const name = command === program ? 'captionwire' : `captionwire ${command.name()}`;
  command.exitOverride().showHelpAfterError(`("${name} --help" says what is possible)`);
}

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
