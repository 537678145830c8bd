// Every stream that is open, whatever it travels on: one beat for all, and one good end for all.
import { closeCodes } from '../../protocol/codes.ts';
import { relayTiming, timing } from '../../protocol/limits.ts';
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
  /** The part of the heartbeat's interval for the next peer: each gets as many. */
  nextBeatSlot(): number;
  /** Keeps a peer until it is gone. */
  add(peer: StreamPeer): void;
  /**
   * Beats and probes those whose turn it is, and ends those of them whose token ran out. A round is heartbeatSlots calls.
   * @param isLate nobody is probed: an answer may have come that was not read yet.
   */
  beat(isLate?: boolean): void;
  count(): number;
  /** Answers what is under way, and sends everybody away with their own time to come back. */
  drain(): Promise<void>;
};

export function createStreamList(sessions: SessionRegistry): StreamList {
  const slots = Array.from({ length: relayTiming.heartbeatSlots }, () => new Set<StreamPeer>());
  let given = 0;
  let beaten = 0;

  return {
    nextBeatSlot: () => given++ % slots.length,
    add(peer) {
      const slot = slots[peer.beatSlot] as Set<StreamPeer>;
      slot.add(peer);
      peer.onGone(() => slot.delete(peer));
    },
    beat(isLate = false) {
      const slot = beaten++ % slots.length;
      for (const session of sessions.loaded()) session.beat(slot);
      const nowMs = Date.now();
      for (const peer of slots[slot] as Set<StreamPeer>) {
        const expiresAtMs = peer.expiresAtMs();
        if (expiresAtMs === undefined || expiresAtMs > nowMs) {
          if (!isLate) peer.probe();
        } else peer.close(closeCodes.tokenExpired, 'the token has expired');
      }
    },
    count: () => slots.reduce((sum, { size }) => sum + size, 0),
    async drain() {
      const open = await sessions.open();
      await Promise.all(open.map((session) => session.settled()));
      const leaving = slots.flatMap((slot) => Array.from(slot));
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
