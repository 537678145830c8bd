// What gauges say, with what is wrong in words: the one place for their thresholds. Pure.
import { type LatencySample, percentile } from './latency-window.ts';

/** A line that takes longer is late for its viewers. */
const slowMs = 1_000;
/** Faster than most people read along. */
const fastWordsPerMinute = 200;

export type Reading = {
  readonly words: string;
  /** What is wrong; undefined when nothing is. */
  readonly warning?: string | undefined;
};

/** `48 ms`, `1.2 s` */
function duration(ms: number): string {
  return ms < slowMs ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/**
 * @param samples oldest first
 * @param waitingMs how long the oldest line on its way has had no answer; 0 when there is none
 */
export function latencyReading(samples: readonly LatencySample[], waitingMs: number): Reading {
  const took = samples.map(({ tookMs }) => tookMs);
  const now = took.at(-1);
  const warning = Math.max(now ?? 0, waitingMs) > slowMs ? 'Slow: lines take over 1 s' : undefined;
  if (now === undefined) return { words: 'Latency not measured yet', warning };
  const [half = 0, most = 0] = [percentile(took, 0.5), percentile(took, 0.95)];
  return {
    words: `Latency now ${duration(now)}, half under ${duration(half)}, 95 % under ${duration(most)}`,
    warning,
  };
}

/** @param average undefined before the first word */
export function paceReading(perMinute: number, average: number | undefined): Reading {
  return {
    words: `${perMinute} words in the last minute${average === undefined ? '' : `, ${average} on average`}`,
    warning: perMinute > fastWordsPerMinute ? `Faster than ${fastWordsPerMinute} words a minute` : undefined,
  };
}
