// A session's name as people give it.
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { CommandError, exitCodes } from './exit.ts';

/** @throws CommandError, wrong usage, when it is none. */
export function checkSession(session: string): void {
  if (!isSessionName(session)) {
    throw new CommandError(`session "${session}": ${sessionNameRule}`, exitCodes.usage);
  }
}
