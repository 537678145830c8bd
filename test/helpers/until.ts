// Waiting for what will be true: polls often, and says what was missing when it never came.
import { vi } from 'vitest';

/** Resolves with what `check` returns once it no longer throws. */
export function until<T>(check: () => T | Promise<T>, timeoutMs = 4_000): Promise<T> {
  return vi.waitFor(check, { interval: 5, timeout: timeoutMs });
}
