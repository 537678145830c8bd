// A WebSocket as a peer: pushes prepared frames, bounds what waits for a slow reader, closes with a word of advice.
import type { WebSocket } from 'ws';

import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes } from '../../protocol/codes.ts';
import { relayLimits, timing } from '../../protocol/limits.ts';
import { frameOf, type Peer } from '../sessions/peer.ts';

export type SocketPeer = Peer & {
  /** Asks for a sign of life; closes a peer that gave none since the last call. */
  probe(): void;
  /** The peer gave a sign of life. */
  alive(): void;
};

/** Closes in good order; a peer that does not take part in the closing handshake must not keep the socket. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), timing.closeMs).unref();
}

export function createSocketPeer(socket: WebSocket, role: Role, name: string | undefined): SocketPeer {
  let answered = true;
  const open = () => socket.readyState === socket.OPEN;

  const peer: SocketPeer = {
    role,
    name,
    open,
    push(frame) {
      if (!open()) return;
      if (socket.bufferedAmount > relayLimits.hardBacklogBytes) {
        // Its cursor brings it back to where it was; nobody else waits for it.
        return peer.close(closeCodes.slow, 'too slow', { afterMs: 0, spreadMs: timing.retryMinMs });
      }
      socket.send(frame, { binary: false });
    },
    deliver: (frame) =>
      new Promise((resolve) => {
        if (!open()) return resolve();
        // The callback also comes, with an error, when the socket dies first.
        socket.send(frame, { binary: false }, () => resolve());
      }),
    close(code, reason, back) {
      if (!open()) return;
      if (back) socket.send(frameOf({ type: 'bye', code, reason, ...back }), { binary: false });
      closeSocket(socket, code, reason);
    },
    alive() {
      answered = true;
    },
    probe() {
      if (!answered) {
        socket.terminate();
        return;
      }
      answered = false;
      socket.ping();
    },
  };
  return peer;
}
