// Heartbeats of a relay in the test's own process, whose clock the test plays.
import { vi } from 'vitest';

import { timing } from '../../protocol/limits.ts';
import type { Wire } from './wire.ts';

/**
 * Replaces the clock that heartbeats run by, so that a slow machine does not change them.
 * @param more what to replace besides
 */
export function playClock(...more: 'Date'[]): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', ...more] });
}

/**
 * Lets the relay beat so many rounds, then gives real timers back, because `vi.waitFor` would beat on.
 * @param living peers that have answered the last sign of life before each round.
 */
export async function beatRounds(rounds: number, living: readonly Wire[]): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    // Once each has read it, and once the relay has read the answer.
    for (const wire of [...living, ...living]) await wire.roundTrip();
    vi.advanceTimersByTime(timing.heartbeatMs);
  }
  vi.useRealTimers();
}
