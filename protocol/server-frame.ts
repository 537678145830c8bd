// How a message of the relay is spelled in a frame: as JSON, and the one that is sent most, the growth of a single interim
// text, as an array of its four fields, because ten of them a second go to everybody who reads.
import type { Interim } from './live.ts';
import type { ServerMessage } from './server-messages.ts';

type Growth = readonly [id: string, rev: number, keep: number, add: string];

/** The short spelling of `events` with nothing but this interim, whose base is there and whose voice is known. */
export function growthJson({ id, rev, keep, add }: Interim): string {
  return JSON.stringify([id, rev, keep, add] satisfies Growth);
}

/** The message that a frame spells. @throws SyntaxError when it is no JSON. */
export function readServerFrame(text: string): ServerMessage {
  const message = JSON.parse(text) as ServerMessage | Growth;
  if ('type' in message) return message;
  const [id, rev, keep, add] = message;
  return { type: 'events', interims: [{ id, rev, keep, add }] };
}
