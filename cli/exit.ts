// How a command ends: 0 well, 1 the work failed, 2 wrong usage. Every failure is one line on standard error that says
// what and what to do; each fault of a file has a row of its own.

export const exitCodes = { well: 0, failed: 1, usage: 2 } as const;

/** The work failed for a reason that the user can do something about. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number = exitCodes.failed, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}

/** What to print for an error: one line, without a stack. */
export function describeError(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CommandError) return { message: error.message, exitCode: error.exitCode };
  const message = error instanceof Error ? error.message : String(error);
  // The rooms below throw TypeErrors for values their caller got wrong.
  const exitCode = error instanceof TypeError ? exitCodes.usage : exitCodes.failed;
  return { message: message.split('\n')[0] ?? message, exitCode };
}
