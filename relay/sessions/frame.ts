// A message on its way to many: built once, framed once per kind of stream, written as it is to every peer. Invariant:
// what a frame gives is never changed by who sends it.
import { Sender } from 'ws';

import type { ServerMessage } from '../../protocol/server-messages.ts';

export type Frame = {
  /** The whole WebSocket frame (RFC 6455, 5.2: one final, unmasked text frame), header and all. */
  webSocket(): Buffer;
  /** The same message as a server-sent event (HTML, 9.2); its id is the cursor, where the message moves it. */
  eventStream(): Buffer;
  /** The message, where it moves the cursor: all that who reads finished lines has to know. */
  logMessage(): LogMessage | undefined;
};

/** A message that carries a cursor. */
type LogMessage = Extract<ServerMessage, { cursor?: string }>;

// `ws` exposes what it frames messages with; its typings leave it out.
declare module 'ws' {
  export const Sender: {
    frame(
      data: Buffer,
      options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
    ): Buffer[];
  };
}

const textFrame = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: true };

/**
 * A frame of a message that is JSON already: one line, because JSON escapes line ends.
 * @param cursor where a client stands that has read it; undefined where that does not change.
 */
export function frameOfJson(json: string, cursor?: string): Frame {
  let framed: Buffer | undefined;
  let event: Buffer | undefined;
  let message: LogMessage | undefined;
  return {
    webSocket: () => (framed ??= Buffer.concat(Sender.frame(Buffer.from(json), textFrame))),
    eventStream: () => (event ??= Buffer.from(`${cursor ? `id: ${cursor}\n` : ''}data: ${json}\n\n`)),
    logMessage: () => (cursor === undefined ? undefined : (message ??= JSON.parse(json) as LogMessage)),
  };
}

export function frameOf(message: ServerMessage, cursor?: string): Frame {
  return frameOfJson(JSON.stringify(message), cursor);
}
