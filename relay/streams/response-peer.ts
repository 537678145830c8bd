// A response that stays open as a peer, however it spells what happens: events for programs, paragraphs for people. It
// cannot be asked for a sign of life, so one of whose waiting bytes the network takes none from one beat to the next
// counts as gone; what the network has taken, only the network can miss.
import type { ServerResponse } from 'node:http';

import { closeCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import type { Watch } from '../metrics/watch.ts';
import type { Frame } from '../sessions/frame.ts';
import type { Admitted } from './admission.ts';
import type { StreamPeer } from './stream-list.ts';

export type Spelling = {
  /** What a frame is on this stream, in pieces to be written in turn; none where it says nothing to who reads it. */
  frame(frame: Frame): readonly (Buffer | string)[];
  /** Says nothing to who reads. */
  readonly comment: string;
  /** The last words, and when to come back. */
  end(code: number, reason: string, back: { afterMs: number; spreadMs: number }): string;
  /** Whether all has been said that this stream can carry; asked after each frame. */
  isFull?(): boolean;
};

/** @param response whose headers have been written. */
export function createResponsePeer(
  response: ServerResponse,
  spelling: Spelling,
  { role, name, expiresAtMs }: Admitted,
  beatSlot: number,
  watch: Pick<Watch, 'delivered' | 'slowClosed'>,
): StreamPeer {
  /** Whether the network has taken what was written at the last probe. */
  let taken = true;
  let waitedBytes = 0;
  let closing = false;
  const open = () => !closing && response.writable;

  function write(pieces: readonly (Buffer | string)[], onTaken?: () => void): void {
    watch.delivered();
    const last = pieces.length - 1;
    pieces.forEach((piece, at) => response.write(piece, at === last ? onTaken : undefined));
    if (spelling.isFull?.()) peer.close(closeCodes.end, 'full');
  }

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
      const pieces = open() ? spelling.frame(frame) : [];
      if (pieces.length > 0) write(pieces);
    },
    deliver: (frame) =>
      new Promise((resolve) => {
        if (!open()) return resolve();
        response.once('close', resolve);
        const pieces = spelling.frame(frame);
        write(pieces.length > 0 ? pieces : [spelling.comment], () => {
          response.off('close', resolve);
          resolve();
        });
      }),
    backlogBytes: () => response.writableLength,
    close(code, reason, back = { afterMs: 0, spreadMs: 0 }) {
      if (!open()) return;
      if (code === closeCodes.slow) watch.slowClosed();
      closing = true;
      response.end(spelling.end(code, reason, back));
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
      response.write(spelling.comment, () => {
        taken = true;
      });
    },
  };
  return peer;
}
