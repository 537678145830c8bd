// The relay's clock as seen from here: the offset of the probe with the shortest round trip of this connection
// (Cristian's method), so that the time of a line is the relay's whatever the publisher's own clock says.

export type RelayClock = {
  /** A relay time that came unasked; only used until a probe has been answered. */
  heard(relayNowMs: number): void;
  /** The answer to a probe. */
  probed(sentAtMs: number, relayNowMs: number): void;
  /** A local time (Date.now) in the relay's. */
  toRelay(localMs: number): number;
  /** A new connection measures anew. */
  restart(): void;
};

/** @param now local time in milliseconds; Date.now by default. */
export function createRelayClock(now: () => number = Date.now): RelayClock {
  let offsetMs = 0;
  let bestRoundTripMs = Infinity;
  return {
    heard(relayNowMs) {
      if (bestRoundTripMs === Infinity) offsetMs = relayNowMs - now();
    },
    probed(sentAtMs, relayNowMs) {
      const roundTripMs = now() - sentAtMs;
      if (roundTripMs < 0 || roundTripMs >= bestRoundTripMs) return;
      bestRoundTripMs = roundTripMs;
      offsetMs = Math.round(relayNowMs + roundTripMs / 2 - now());
    },
    toRelay: (localMs) => Math.max(0, localMs + offsetMs),
    restart() {
      bestRoundTripMs = Infinity;
    },
  };
}
