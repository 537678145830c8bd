// Round trips as the path of a plot: the slowest of each short span, so that the path is never longer than there are spans,
// and a gap where nothing was measured. Pure.
import { type LatencySample, latencyWindowMs } from './latency-window.ts';

const spans = 120;
const spanMs = latencyWindowMs / spans;
/** The client measures by itself more often than this; a longer silence is a lost connection. */
const gapMs = 90_000;

export type PlotSize = { readonly width: number; readonly height: number };

/** A round top for a scale: 100, 200, 500, 1,000 … milliseconds. */
export function scaleTopMs(slowestMs: number): number {
  let top = 100;
  for (let step = 0; top < slowestMs; step++) top *= step % 3 === 1 ? 2.5 : 2;
  return top;
}

/** @param samples oldest first */
export function latencyPath(
  samples: readonly LatencySample[],
  nowMs: number,
  topMs: number,
  { width, height }: PlotSize,
): string {
  const slowest = new Map<number, number>();
  for (const { atMs, tookMs } of samples) {
    const span = Math.floor(atMs / spanMs);
    slowest.set(span, Math.max(slowest.get(span) ?? 0, tookMs));
  }
  let before = -Infinity;
  return [...slowest]
    .map(([span, tookMs]) => {
      const x = Math.max(0, width * (1 - (nowMs - span * spanMs) / latencyWindowMs));
      const y = height * (1 - Math.min(1, tookMs / topMs));
      const isGap = (span - before) * spanMs > gapMs;
      before = span;
      // A place that stands alone is a dot: a line that goes nowhere has round ends.
      return `${isGap ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}${isGap ? 'h0' : ''}`;
    })
    .join('');
}
