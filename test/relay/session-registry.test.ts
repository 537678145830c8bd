// Sessions in use: opened by the first who comes, kept ready for a while after the last has left, and never too many.
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { createSessionRegistry } from '../../relay/sessions/session-registry.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const away: string[] = [];
  const watch = createWatch(pino({ level: 'silent' }), createMetrics());
  const registry = createSessionRegistry(
    createMemoryEngine(),
    { ...watch, sessionPutAway: (name) => void away.push(name) },
    (error) => {
      throw error;
    },
  );
  const visit = async (name: string) => {
    await registry.acquire(name);
    registry.release(name);
  };
  return { registry, away, visit };
}

describe('a session that everybody has left', () => {
  it('is kept ready for a while, and then put away', async () => {
    const { registry, away, visit } = start();
    const first = await registry.acquire('talk');
    registry.release('talk');
    await vi.advanceTimersByTimeAsync(relayTiming.sessionIdleMs - 1);
    expect(await registry.acquire('talk')).toBe(first);
    registry.release('talk');
    await vi.advanceTimersByTimeAsync(relayTiming.sessionIdleMs);
    expect(away).toEqual(['talk']);
    await visit('talk');
    expect(await registry.open()).not.toContain(first);
  });

  it('is put away at once where too many are kept; those that are in use never are', async () => {
    const { registry, away, visit } = start();
    await registry.acquire('used');
    for (let n = 0; n < relayLimits.idleSessions; n++) await visit(`s${n}`);
    expect(away).toEqual([]);
    await visit('s0');
    await visit('one-more');
    await vi.advanceTimersByTimeAsync(0);
    // The one that was left first, counted from its last visit.
    expect(away).toEqual(['s1']);
    expect(await registry.open()).toHaveLength(relayLimits.idleSessions + 1);
    expect(vi.getTimerCount()).toBe(relayLimits.idleSessions);
  });
});
