// Percentiles of raw samples. Invariant: a percentile is one of the samples, never an average of percentiles.

/**
 * @typedef {{ count: number, p50: number, p95: number, p99: number, max: number }} Summary
 * @param {ArrayLike<number>} samples @returns {Summary} NaN where there are none
 */
export function summary(samples) {
  const sorted = Float64Array.from(samples).sort();
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The one in the middle. @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Smallest and largest, `3.1–3.4`. @param {readonly number[]} values @param {number} [digits] */
export function spread(values, digits = 2) {
  return `${rounded(Math.min(...values), digits)}–${rounded(Math.max(...values), digits)}`;
}

/** @param {number} value @param {number} [digits] */
export const rounded = (value, digits = 2) => Number(value.toFixed(digits));
