// Environment variables as people set them: an empty one counts as not set, and a switch can be set to no. Commander by
// itself takes any value of a switch for yes, even `0`.
import type { Command } from 'commander';

import { CommandError, exitCodes } from './exit.ts';

const yes = /^(1|true|yes|on)$/i;
const no = /^(0|false|no|off)$/i;

/**
 * Takes out of the environment what does not set an option of the command.
 * @throws CommandError that names the variable of a switch that is neither yes nor no.
 */
export function readEnvironment(command: Command, env: NodeJS.ProcessEnv): void {
  for (const option of command.options) {
    const name = option.envVar;
    const value = name === undefined ? undefined : env[name];
    if (name === undefined || value === undefined) continue;
    const isSwitch = !option.required && !option.optional;
    if (value === '' || (isSwitch && no.test(value))) delete env[name];
    else if (isSwitch && !yes.test(value)) {
      throw new CommandError(`${name}="${value}": give 1 or 0`, exitCodes.usage);
    }
  }
}
