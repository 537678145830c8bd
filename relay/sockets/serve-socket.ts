// One socket's life in its session: join, read frames in order, leave. Frames that come before the join is done wait
// in order; a peer that sends too many faulty ones is closed.
import type { RawData, WebSocket } from 'ws';

import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';
import { type Fault, readFrame } from '../sessions/message-reader.ts';
import { frameOf } from '../sessions/frame.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { SocketPeer } from './socket-peer.ts';

export type ServeSocketOptions = {
  readonly webSocket: WebSocket;
  readonly peer: SocketPeer;
  readonly sessions: SessionRegistry;
  readonly session: string;
  readonly address: string;
  readonly tracks: TrackFilter;
  readonly cursor: string | undefined;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

/** Serves a socket until it closes. Never rejects. */
export async function serveSocket(options: ServeSocketOptions): Promise<void> {
  const { webSocket, peer, sessions, session: name, address, watch, onError } = options;
  let faults = 0;
  let session: Session | undefined;

  function refuseFrame(fault: Fault): void {
    // Its code only: the field may be a word of the peer's own.
    watch.refused({ reason: 'message', code: fault.code, address, session: name });
    peer.push(frameOf({ type: 'error', ...fault }));
    if (++faults >= relayLimits.faultsPerConnection) {
      peer.close(closeCodes.malformed, `${faults} faulty messages`);
    }
  }
  function receive(data: RawData, isBinary: boolean): void {
    // What still comes while the closing handshake is under way could not be answered any more.
    if (!peer.open()) return;
    if (isBinary) {
      return refuseFrame({ code: errorCodes.malformed, message: 'frames are text, not binary' });
    }
    const read = readFrame((data as Buffer).toString('utf8'), peer.role);
    if (read.type === 'fault') refuseFrame(read.fault);
    else session?.receive(peer, read.message);
  }

  webSocket.on('message', receive);
  webSocket.on('pong', peer.alive);
  // `ws` stops reading while paused, so frames that come early wait in the kernel and not in memory.
  webSocket.pause();
  webSocket.on('close', () => {
    if (session) {
      session.leave(peer);
      sessions.release(name);
    }
  });
  try {
    const acquired = await sessions.acquire(name);
    if (!peer.open()) return sessions.release(name);
    session = acquired;
    webSocket.resume();
    await session.join(peer, options.tracks, options.cursor);
  } catch (error) {
    onError(error, { stage: 'join' });
    peer.close(closeCodes.overload, 'the session cannot be read now', { afterMs: 2_000, spreadMs: 3_000 });
    webSocket.resume();
  }
}
