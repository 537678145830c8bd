// Every stream that is open, whatever it travels on: one beat for all, and one good end for all.
import { closeCodes } from '../../protocol/codes.ts';
import { timing } from '../../protocol/limits.ts';
import type { Peer } from '../sessions/peer.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';

/** A peer as its stream keeps it. */
export type StreamPeer = Peer & {
  /** Looks for a sign of life; closes a peer that gave none since the last call. */
  probe(): void;
  /** A fresh token counts from now on. */
  renew(expiresAtMs: number): void;
  /** Acts once when the connection is gone, at once when it is already; every viewer holds some, so it is no promise. */
  onGone(act: () => void): void;
};

export type StreamList = {
  /** Keeps a peer until it is gone. */
  add(peer: StreamPeer): void;
  /** Beats every session, probes every peer and ends those whose token ran out. */
  beat(): Promise<void>;
  count(): number;
  /** Answers what is under way, and sends everybody away with their own time to come back. */
  drain(): Promise<void>;
};

export function createStreamList(sessions: SessionRegistry): StreamList {
  const peers = new Set<StreamPeer>();
  return {
    add(peer) {
      peers.add(peer);
      peer.onGone(() => peers.delete(peer));
    },
    async beat() {
      for (const session of await sessions.open()) session.beat();
      const nowMs = Date.now();
      for (const peer of peers) {
        const expiresAtMs = peer.expiresAtMs();
        if (expiresAtMs === undefined || expiresAtMs > nowMs) peer.probe();
        else peer.close(closeCodes.tokenExpired, 'the token has expired');
      }
    },
    count: () => peers.size,
    async drain() {
      const open = await sessions.open();
      await Promise.all(open.map((session) => session.settled()));
      const leaving = [...peers];
      // Everybody gets a slot of their own, so that the next relay is not met by all at once.
      const slotMs = Math.min(timing.retryMaxMs, leaving.length * 2) / Math.max(1, leaving.length);
      leaving.forEach((peer, at) => {
        const back = { afterMs: Math.round(timing.retryMinMs + at * slotMs), spreadMs: 200 };
        peer.close(closeCodes.restart, 'the relay restarts', back);
      });
      await Promise.all(leaving.map((peer) => new Promise<void>((resolve) => peer.onGone(resolve))));
    },
  };
}
