// Waiting for what will be true: polls often, and says what was missing when it never came.
import { vi } from 'vitest';

/** Resolves with what `check` returns once it no longer throws. What comes costs no wait, and a busy machine is late. */
export function until<T>(check: () => T | Promise<T>, timeoutMs = 60_000): Promise<T> {
  return vi.waitFor(check, { interval: 5, timeout: timeoutMs });
}
