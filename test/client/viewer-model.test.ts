// Random histories of publishers, readers and a relay against what a reader is promised: lines that break or fall
// silent, relays that restart, logs that are trimmed or lose their tail, stores that stall or fill up, frames that come
// twice or in another order.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import pino from 'pino';
import { beforeAll, it, vi } from 'vitest';

import { clientLimits, relayLimits } from '../../protocol/limits.ts';
import type { Engine } from '../../relay/engines/contract.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { checkHistories, historiesMs } from '../model/check-histories.ts';
import { anyHistory } from '../model/steps.ts';
import { playHistory, type WorldOptions } from '../model/world.ts';

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

const check = (count: number, withMess: boolean, options: () => WorldOptions) =>
  checkHistories(count, anyHistory(40, withMess), (steps) => playHistory(steps, options()));

/** An engine that is kept until the log is another one. */
function inMemory(): WorldOptions {
  const engines: Engine[] = [];
  return { watch, open: (generation) => (engines[generation] ??= createMemoryEngine(retention)) };
}

it(
  'readers see the log, and publishers are in it, whatever breaks',
  () => check(scaled(600), false, inMemory),
  historiesMs(),
);

it(
  'readers see the log also where frames come twice, in another order, or never',
  () => check(scaled(400), true, inMemory),
  historiesMs(),
);

it(
  'readers see the log, and publishers are in it, on a disk',
  () => {
    const folder = testFolder();
    let histories = 0;
    return check(scaled(20), false, () => {
      rmSync(join(folder, String(histories)), { recursive: true, force: true });
      const own = join(folder, String(++histories));
      return { watch, open: (generation) => createEmbeddedEngine(join(own, String(generation)), retention) };
    });
  },
  historiesMs(),
);
