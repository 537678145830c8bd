// The message in a frame, read from its WebSocket spelling: unmasked, so a header of 2, 4 or 10 bytes (RFC 6455, 5.2).
import type { Frame } from '../../relay/sessions/frame.ts';

export function textOf(frame: Frame): string {
  const bytes = Buffer.concat(frame.webSocket());
  const length = (bytes[1] as number) & 0x7f;
  return bytes.toString('utf8', length < 126 ? 2 : length === 126 ? 4 : 10);
}
