// A WebSocket as a peer: writes prepared frames straight to the network's socket, and closes with a word of advice.
// Without compression `ws` writes what it frames at once, so prepared frames and its own keep their order.
import type { Duplex } from 'node:stream';

import type { WebSocket } from 'ws';

import { closeCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import { type Frame, frameOf } from '../sessions/frame.ts';
import type { Admitted } from './admission.ts';
import type { StreamPeer } from './stream-list.ts';

/** Closes in good order; a peer that does not take part in the closing handshake must not keep the socket. */
export function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), timing.closeMs).unref();
}

/** @param stream what the WebSocket speaks over, as it came with the upgrade. */
export function createSocketPeer(
  socket: WebSocket,
  stream: Duplex,
  { role, name, isNamePublic = false, mayReply, expiresAtMs }: Admitted,
  beatSlot: number,
  watch: Pick<Watch, 'delivered' | 'slowClosed'>,
): StreamPeer {
  let answered = true;
  /** Bytes that waited when the peer was last asked for a sign of life. */
  let waitedBytes = 0;
  let untilMs = expiresAtMs;
  const open = () => socket.readyState === socket.OPEN;
  const write = (frame: Frame, onTaken?: () => void) => {
    const pieces = frame.webSocket();
    const last = pieces.length - 1;
    pieces.forEach((piece, at) => stream.write(piece, at === last ? onTaken : undefined));
  };
  socket.on('pong', () => {
    answered = true;
  });

  const peer: StreamPeer = {
    role,
    name,
    publicName: isNamePublic ? name : undefined,
    mayReply,
    beatSlot,
    open,
    expiresAtMs: () => untilMs,
    renew(nextMs) {
      untilMs = nextMs;
    },
    onGone(act) {
      if (socket.readyState === socket.CLOSED) act();
      else socket.on('close', act);
    },
    push(frame) {
      if (!open()) return;
      watch.delivered();
      write(frame);
    },
    deliver: (frame) =>
      new Promise((resolve) => {
        if (!open()) return resolve();
        watch.delivered();
        // A stream that dies first may never call back.
        stream.once('close', resolve);
        write(frame, () => {
          stream.off('close', resolve);
          resolve();
        });
      }),
    backlogBytes: () => stream.writableLength,
    close(code, reason, back) {
      if (!open()) return;
      if (code === closeCodes.slow) watch.slowClosed();
      if (back) peer.push(frameOf({ type: 'bye', code, reason, ...back }));
      closeSocket(socket, code, reason);
    },
    probe() {
      const waitsBytes = peer.backlogBytes();
      // A slow reader's answer comes after all that waits for it; while that gets less, it lives.
      if (!answered && waitsBytes >= waitedBytes) {
        if (waitsBytes === 0) return peer.close(closeCodes.silent, 'no answer');
        return peer.close(closeCodes.slow, 'too slow', { afterMs: 0, spreadMs: timing.retryMinMs });
      }
      waitedBytes = waitsBytes;
      if (answered) socket.ping();
      answered = false;
    },
  };
  return peer;
}
