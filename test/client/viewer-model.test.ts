// Random histories of publishers, readers and a relay against what a reader is promised: lines that break or fall
// silent, relays that restart, logs that are trimmed or lose their tail, stores that stall or fill up, frames that come
// twice or in another order. CAPTIONWIRE_HISTORIES says how many; the suite runs ten thousand.
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import pino from 'pino';
import { beforeAll, it, vi } from 'vitest';

import { clientLimits, relayLimits } from '../../protocol/limits.ts';
import type { Engine } from '../../relay/engines/contract.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { anyHistory } from './viewer-model-steps.ts';
import { playHistory, type WorldOptions } from './viewer-model-world.ts';

const asked = Number(process.env.CAPTIONWIRE_HISTORIES ?? 0);
const retention = { ageMs: Infinity, recordsPerSession: 4 };
const watch = createWatch(pino({ level: 'silent' }), createMetrics());

beforeAll(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  // Chance is the history's, so that the same one happens twice.
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  // In a small world few records meet every boundary.
  Object.assign(relayLimits, {
    resumeRecordsPerFrame: 3,
    catchUpFrameBytes: 250,
    softBacklogBytes: 4_000,
    hardBacklogBytes: 16_000,
  });
  Object.assign(clientLimits, { outboxInFlight: 5 });
});

/** Histories are checked so many at a time, so that memory does not grow with their number. */
const batch = 1_000;

async function check(count: number, withMess: boolean, options: () => WorldOptions): Promise<void> {
  for (let done = 0; done < count;) {
    const numRuns = Math.min(batch, count - done);
    await fc.assert(
      fc.asyncProperty(anyHistory(40, withMess), (steps) => playHistory(steps, options())),
      { numRuns, seed: randomInt(2 ** 31) },
    );
    done += numRuns;
    if (asked > 0) process.stderr.write(`${done} of ${count} histories\n`);
  }
}

/** An engine that is kept until the log is another one. */
function inMemory(): WorldOptions {
  const engines: Engine[] = [];
  return { watch, open: (generation) => (engines[generation] ??= createMemoryEngine(retention)) };
}

const timeLimitMs = 180_000 + asked * 50;

it(
  'readers see the log, and publishers are in it, whatever breaks',
  () => check(asked > 0 ? Math.ceil(asked * 0.6) : 6_000, false, inMemory),
  timeLimitMs,
);

it(
  'readers see the log also where frames come twice, in another order, or never',
  () => check(asked > 0 ? Math.ceil(asked * 0.4) : 4_000, true, inMemory),
  timeLimitMs,
);

it(
  'readers see the log, and publishers are in it, on a disk',
  () => {
    const folder = testFolder();
    let histories = 0;
    return check(asked > 0 ? Math.ceil(asked / 100) : 200, false, () => {
      rmSync(join(folder, String(histories)), { recursive: true, force: true });
      const own = join(folder, String(++histories));
      return { watch, open: (generation) => createEmbeddedEngine(join(own, String(generation)), retention) };
    });
  },
  timeLimitMs,
);
