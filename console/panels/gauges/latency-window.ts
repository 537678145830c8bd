// Round trips of the last minutes. A ring of a fixed size, so that hours of captions leave memory flat; where lines come
// so fast that it is full before its time, the oldest go.

/** How far back it looks. */
export const latencyWindowMs = 10 * 60_000;
/** Two a second for all of that time. */
const samplesMost = 1_200;

export type LatencySample = { readonly atMs: number; readonly tookMs: number };

export type LatencyWindow = {
  add(sample: LatencySample): void;
  /** Those within the window, oldest first. */
  samples(nowMs: number): readonly LatencySample[];
};

/** @param most samples that are kept. */
export function createLatencyWindow(most = samplesMost): LatencyWindow {
  const ring: LatencySample[] = [];
  let next = 0;
  return {
    add(sample) {
      ring[next] = sample;
      next = (next + 1) % most;
    },
    samples: (nowMs) =>
      [...ring.slice(next), ...ring.slice(0, next)].filter(({ atMs }) => atMs > nowMs - latencyWindowMs),
  };
}

/**
 * The value that a share of all is not above (nearest rank); undefined of none.
 * @param share from 0 to 1
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}
