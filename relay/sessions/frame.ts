// A message on its way to many: built once, framed once per kind of stream, written as it is to every peer. Invariant:
// what a frame gives is never changed by who sends it.
import type { ServerMessage } from '../../protocol/server-messages.ts';

export type Frame = {
  /** The whole WebSocket frame (RFC 6455, 5.2: one final, unmasked text frame), in pieces to be written in turn. */
  webSocket(): readonly Buffer[];
  /** The same message as a server-sent event (HTML, 9.2); its id is the cursor, where the message moves it. */
  eventStream(): readonly Buffer[];
  /** The message, where it moves the cursor: all that who reads finished lines has to know. */
  logMessage(): LogMessage | undefined;
};

/** A message that carries a cursor. */
type LogMessage = Extract<ServerMessage, { cursor?: string }>;

const finalText = 0x81;
const endOfEvent = Buffer.from('\n\n');

/** The header of an unmasked text frame for a payload of so many bytes (RFC 6455, 5.2). */
function frameHeader(bytes: number): Buffer {
  if (bytes < 126) return Buffer.of(finalText, bytes);
  if (bytes < 0x1_0000) return Buffer.of(finalText, 126, bytes >> 8, bytes & 0xff);
  const header = Buffer.of(finalText, 127, 0, 0, 0, 0, 0, 0, 0, 0);
  header.writeUIntBE(bytes, 4, 6);
  return header;
}

/**
 * A frame of a message that is JSON already: one line, because JSON escapes line ends.
 * @param cursor where a client stands that has read it; undefined where that does not change.
 * @param sharedEnd the end of the JSON, where other frames have the same one: it is written from where it is, never copied.
 */
export function frameOfJson(json: string, cursor?: string, sharedEnd?: Buffer): Frame {
  let framed: readonly Buffer[] | undefined;
  let event: readonly Buffer[] | undefined;
  let message: LogMessage | undefined;
  const buildFramed = () => {
    const text = Buffer.from(json);
    const begin = Buffer.concat([frameHeader(text.length + (sharedEnd?.length ?? 0)), text]);
    return sharedEnd ? [begin, sharedEnd] : [begin];
  };
  const buildEvent = () => {
    const begin = `${cursor ? `id: ${cursor}\n` : ''}data: ${json}`;
    return sharedEnd ? [Buffer.from(begin), sharedEnd, endOfEvent] : [Buffer.from(`${begin}\n\n`)];
  };
  return {
    webSocket: () => (framed ??= buildFramed()),
    eventStream: () => (event ??= buildEvent()),
    logMessage: () =>
      cursor === undefined ? undefined : (message ??= JSON.parse(json + (sharedEnd ?? '')) as LogMessage),
  };
}

export function frameOf(message: ServerMessage, cursor?: string): Frame {
  return frameOfJson(JSON.stringify(message), cursor);
}
