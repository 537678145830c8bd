// One clock for all processes of a measurement: the machine's monotonic clock, which no correction of the time of day
// moves. Invariant: two processes that look at once see the same number.
import { setTimeout as sleep } from 'node:timers/promises';

const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds since the machine started, with fractions. */
export const nowMs = () => offsetMs + performance.now();

/**
 * Calls `act` at evenly spaced times, whatever became of the calls before (open loop).
 * @param {{ count: number, perSecond: number, leadMs?: number }} pace
 * @param {(at: number) => void} act
 * @returns {Promise<number[]>} when each call was due
 */
export async function openLoop({ count, perSecond, leadMs = 100 }, act) {
  const beginMs = nowMs() + leadMs;
  const due = Array.from({ length: count }, (_, at) => beginMs + (at * 1000) / perSecond);
  await onTime(due, act);
  return due;
}

/**
 * Calls `act` at given times.
 * @param {readonly number[]} dueMs
 * @param {(at: number) => void} act
 */
export async function onTime(dueMs, act) {
  for (const [at, ms] of dueMs.entries()) {
    const restMs = ms - nowMs();
    if (restMs > 0) await sleep(restMs);
    act(at);
  }
}

/**
 * Waits for what should happen. @param {string} what @param {() => boolean | Promise<boolean>} holds
 * @param {{ limitMs?: number, everyMs?: number }} [pace]
 */
export async function until(what, holds, { limitMs = 30_000, everyMs = 20 } = {}) {
  const endMs = nowMs() + limitMs;
  while (!(await holds())) {
    if (nowMs() > endMs) throw new Error(`it did not happen within ${limitMs} ms: ${what}`);
    await sleep(everyMs);
  }
}
