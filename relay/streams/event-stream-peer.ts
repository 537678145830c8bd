// A response that stays open as a peer: Server-Sent Events (HTML, 9.2), for networks that block WebSocket. It cannot be
// asked for a sign of life, so one of whose waiting bytes the network takes none from one beat to the next counts as
// gone; what the network has taken, only the network can miss.
import type { ServerResponse } from 'node:http';

import { closeCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import { frameOf } from '../sessions/frame.ts';
import type { Admitted } from './admission.ts';
import type { StreamPeer } from './stream-list.ts';

/** @param response whose headers have been written. */
export function createEventStreamPeer(
  response: ServerResponse,
  { role, name, expiresAtMs }: Admitted,
  beatSlot: number,
  watch: Pick<Watch, 'delivered' | 'slowClosed'>,
): StreamPeer {
  /** Whether the network has taken what was written at the last probe. */
  let taken = true;
  let waitedBytes = 0;
  let closing = false;
  const open = () => !closing && response.writable;

  const peer: StreamPeer = {
    role,
    name,
    beatSlot,
    open,
    expiresAtMs: () => expiresAtMs,
    // Nothing can be said on this stream by its client; who has a fresh token asks for a fresh stream.
    renew() {},
    onGone(act) {
      if (response.closed) act();
      else response.on('close', act);
    },
    push(frame) {
      if (!open()) return;
      watch.delivered();
      response.write(frame.eventStream());
    },
    deliver: (frame) =>
      new Promise((resolve) => {
        if (!open()) return resolve();
        watch.delivered();
        response.once('close', resolve);
        response.write(frame.eventStream(), () => {
          response.off('close', resolve);
          resolve();
        });
      }),
    backlogBytes: () => response.writableLength,
    close(code, reason, back = { afterMs: 0, spreadMs: 0 }) {
      if (!open()) return;
      if (code === closeCodes.slow) watch.slowClosed();
      // A browser's own EventSource comes back by itself, after the time that it is told.
      response.write(retryAfter(back.afterMs + Math.random() * back.spreadMs));
      // It has no close codes, so its last word carries this one.
      peer.push(frameOf({ type: 'bye', code, reason, ...back }));
      closing = true;
      response.end();
      setTimeout(() => response.destroy(), timing.closeMs).unref();
    },
    probe() {
      const waitsBytes = peer.backlogBytes();
      if (!taken && waitsBytes >= waitedBytes) {
        return peer.close(closeCodes.slow, 'too slow', { afterMs: 0, spreadMs: timing.retryMinMs });
      }
      waitedBytes = waitsBytes;
      if (!taken || !open()) return;
      taken = false;
      response.write(comment, () => {
        taken = true;
      });
    },
  };
  return peer;
}

/** Says nothing to who reads. */
const comment = ':\n\n';

/** The event stream's own word on when to come back. */
export function retryAfter(waitMs: number): string {
  return `retry: ${Math.round(waitMs)}\n\n`;
}
