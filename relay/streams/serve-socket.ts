// One socket's life in its session: join, read frames in order and no faster than is fair, leave. Frames that come
// before the join is done, or too fast, wait in order: `ws` stops reading, so they wait in the kernel and not in memory.
import type { RawData, WebSocket } from 'ws';

import type { ClientMessage } from '../../protocol/client-messages.ts';
import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Tokens } from '../auth/tokens.ts';
import { countedAddress } from '../http/proxies.ts';
import type { Watch } from '../metrics/watch.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';
import { frameOf } from '../sessions/frame.ts';
import { type Fault, readFrame } from '../sessions/message-reader.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { enterSession } from './enter-session.ts';
import type { Paces } from './paces.ts';
import { createReader } from './paced-reader.ts';
import type { StreamPeer } from './stream-list.ts';
import type { TokenBucket } from './token-bucket.ts';

export type ServeSocketOptions = {
  readonly webSocket: WebSocket;
  readonly peer: StreamPeer;
  readonly sessions: SessionRegistry;
  readonly session: string;
  readonly address: string;
  readonly tracks: TrackFilter;
  readonly cursor: string | undefined;
  readonly tokens: Tokens;
  readonly paces: Paces;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

/** Serves a socket until it closes. Never rejects. */
export async function serveSocket(options: ServeSocketOptions): Promise<void> {
  const { webSocket, peer, session: name, address, tokens, paces, watch, onError } = options;
  /** Made when it is needed: most viewers never say a word. */
  let connection: TokenBucket | undefined;
  let publisher: string | undefined;
  let faults = 0;
  let session: Session | undefined;

  function refuse(fault: Fault): void {
    // Its code only: the field may be a word of the peer's own.
    watch.refused({ reason: 'message', code: fault.code, address, session: name });
    peer.push(frameOf({ type: 'error', ...fault }));
    if (++faults >= relayLimits.faultsPerConnection) {
      peer.close(closeCodes.malformed, `${faults} faulty messages`);
    }
  }

  /** A fresh token for what this connection may do already. */
  async function renew(token: string): Promise<void> {
    const verdict = await tokens.verify(token, name);
    if (verdict.type === 'accepted' && verdict.role === peer.role) {
      peer.renew(verdict.expiresAtMs);
      return peer.push(frameOf({ type: 'auth', expiresAt: verdict.expiresAtMs }));
    }
    const expired = verdict.type === 'expired';
    const why = verdict.type === 'refused' ? verdict.reason : expired ? 'it has expired' : 'another role';
    refuse({ code: expired ? errorCodes.tokenExpired : errorCodes.token, message: `auth: ${why}` });
  }

  function receive(message: ClientMessage): void {
    if (message.type === 'hello') publisher = message.publisher;
    if (message.type !== 'auth') return session?.receive(peer, message);
    renew(message.token).catch((error: unknown) => onError(error, { stage: 'auth' }));
  }

  /** @returns how long to wait before the next frame is read. */
  function read(data: RawData, isBinary: boolean): number {
    // What still comes while the closing handshake is under way could not be answered any more.
    if (!peer.open()) return 0;
    if (isBinary) refuse({ code: errorCodes.malformed, message: 'frames are text, not binary' });
    else {
      const frame = readFrame((data as Buffer).toString('utf8'), peer.role);
      if (frame.type === 'fault') refuse(frame.fault);
      else receive(frame.message);
    }
    const nowMs = performance.now();
    const own = publisher === undefined ? undefined : paces.publisher(name, publisher);
    connection ??= paces.connection(peer.role);
    const buckets = [connection, paces.address(countedAddress(address)), own];
    // Reading costs time whether the message fits or not.
    const count = Math.max(1, Math.ceil((data as Buffer).byteLength / relayLimits.countedBytes));
    return Math.max(...buckets.map((bucket) => bucket?.take(nowMs, count) ?? 0));
  }

  const reader = createReader(webSocket, read, () => watch.paced());
  await enterSession(peer, {
    ...options,
    onEntered(entered) {
      session = entered;
      reader.start();
    },
  });
  // One that is being sent away takes part in the closing handshake only if it is read.
  if (!session) reader.start();
}
