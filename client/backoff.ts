// How long to wait before the next try: full jitter under a ceiling that doubles (PROTOCOL.md, "Retry advice").
// The relay's advice replaces the bounds; only a line that held for timing.stableMs resets the count.
import { timing } from '../protocol/limits.ts';

export type Backoff = {
  /** Milliseconds to wait now; each call counts as one more failed try. */
  nextMs(): number;
  /** The relay's bounds. */
  advise(minMs: number, maxMs: number): void;
  reset(): void;
};

/** @param random a number in [0, 1); Math.random by default. */
export function createBackoff(random: () => number = Math.random): Backoff {
  let minMs: number = timing.retryMinMs;
  let maxMs: number = timing.retryMaxMs;
  let tries = 0;
  return {
    nextMs() {
      const ceiling = Math.min(maxMs, minMs * 2 ** tries++);
      return Math.round(random() * ceiling);
    },
    advise(min, max) {
      minMs = min;
      maxMs = Math.max(min, max);
    },
    reset() {
      tries = 0;
    },
  };
}
