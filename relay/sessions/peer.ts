// A connection as sessions and hub see it; what it is made of (WebSocket, a stream of events) is the transport's.
import type { Role } from '../../protocol/client-messages.ts';
import type { Frame } from './frame.ts';

export type Peer = {
  readonly role: Role;
  /** The name that the token carries, if any. */
  readonly name: string | undefined;
  /** The name that viewers may read too; undefined unless the token says so. */
  readonly publicName?: string | undefined;
  /** Whether this viewer may write to the captioners; not by default. */
  readonly mayReply?: boolean;
  /** Which part of the heartbeat's interval is this peer's, below relayTiming.heartbeatSlots. */
  readonly beatSlot: number;
  /** When the token runs out, UTC milliseconds; undefined for one who needs none. */
  expiresAtMs(): number | undefined;
  /** Hands a frame to the network without waiting. A closed peer ignores it. */
  push(frame: Frame): void;
  /** Hands a frame over and resolves once the network took it and all before it, or the peer is gone. */
  deliver(frame: Frame): Promise<void>;
  /** Bytes handed over that the network has not taken. */
  backlogBytes(): number;
  /** Whether this peer is still there. */
  open(): boolean;
  /** Says `bye` when the peer may come back, then closes. */
  close(code: number, reason: string, back?: { afterMs: number; spreadMs: number }): void;
};
