// How long interim text is held between two flushes, for all sessions of a relay: the flush window as long as telling
// viewers takes less than its share of the core, and as much longer as it takes to get back to that share. Finished
// lines are never held by it (PROTOCOL.md, "Flush").
import { relayShares, relayTiming } from '../../protocol/limits.ts';

export type FlushPace = {
  /** A flush took this long, and ended at `nowMs` (`performance.now`). */
  spent(durationMs: number, nowMs: number): void;
  /** The window of interim text now. */
  interimWindowMs(): number;
};

const widest = relayTiming.widestWindowMs / relayTiming.flushWindowMs;

export function createFlushPace(): FlushPace {
  let stretch = 1;
  let busyMs = 0;
  let sinceMs: number | undefined;

  return {
    spent(durationMs, nowMs) {
      sinceMs ??= nowMs - durationMs;
      busyMs += durationMs;
      const elapsedMs = nowMs - sinceMs;
      if (elapsedMs < relayTiming.fanOutLookMs) return;
      // Work goes down as the window goes up, so their ratio says where the share is met.
      stretch = Math.min(widest, Math.max(1, (stretch * (busyMs / elapsedMs)) / relayShares.fanOut));
      busyMs = 0;
      sinceMs = nowMs;
    },
    interimWindowMs: () => relayTiming.flushWindowMs * stretch,
  };
}
