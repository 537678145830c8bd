// A connection as sessions and hub see it; what it is made of (WebSocket, a stream of events) is the transport's.
import type { Role } from '../../protocol/client-messages.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';

export type Peer = {
  readonly role: Role;
  /** The name that the token carries, if any. */
  readonly name: string | undefined;
  /** Hands a frame to the network without waiting. A closed peer ignores it. */
  push(frame: Buffer): void;
  /** Hands a frame over and resolves once the network took it, or the peer is gone. */
  deliver(frame: Buffer): Promise<void>;
  /** Whether this peer is still there. */
  open(): boolean;
  /** Says `bye` when the peer may come back, then closes. */
  close(code: number, reason: string, back?: { afterMs: number; spreadMs: number }): void;
};

/** A message as the frame that travels. */
export function frameOf(message: ServerMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
