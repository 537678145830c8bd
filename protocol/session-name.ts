// A session's name: what may stand in its URL. The same rule in the tag, the relay and the commands.

/** The rule itself, for schemas. */
export const sessionNamePattern = /^[A-Za-z0-9_-]{1,64}$/;

/** One sentence for people, to be put after the name that was refused. */
export const sessionNameRule = 'a session name is 1 to 64 of A-Z, a-z, 0-9, "_" and "-"';

export function isSessionName(name: unknown): name is string {
  return typeof name === 'string' && sessionNamePattern.test(name);
}
