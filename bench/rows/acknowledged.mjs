// Acknowledged means on disk: how long that takes with a thousand sessions, and whether the store ever holds up the
// event loop. The control is the same load on the engine that has no disk: what rests there is not the store's doing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { presenterToken, startRelay } from '../measure/broadcasters.mjs';
import { cpuUs, end, keptWaitingUs, loadCore, measuredCore, start } from '../measure/processes.mjs';
import { ask } from '../measure/questions.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const sessions = 1_000;
const perSecond = 1_000;

/** @typedef {{ atMs: number, restMs: number, offCoreMs: number }} Rest */

/** How much of a rest the collection of garbage took. @param {Rest} rest @param {{ atMs: number, durationMs: number }[]} collections */
function collecting({ restMs, atMs }, collections) {
  const end = atMs + restMs + 1;
  return collections.reduce((sum, one) => {
    const overlapMs = Math.min(end, one.atMs + one.durationMs) - Math.max(atMs, one.atMs);
    return sum + Math.max(0, overlapMs);
  }, 0);
}

/** @param {{ data?: string, core?: number, seconds: number }} options without `core` the relay may use all */
async function measure({ data, core, seconds }) {
  const relay = await startRelay({ data, gauged: true, core });
  const publishers = start({ core: loadCore, script: 'bench/publisher-crowd.mjs' });
  const places = await Promise.all(
    Array.from({ length: sessions }, async (_, at) => {
      const session = `s${at}`;
      return { session, token: await presenterToken(session) };
    }),
  );
  await ask(publishers, 'open', { relay: relay.url, places });
  const warmUp = perSecond * 2;
  await ask(publishers, 'publish', { count: warmUp, perSecond, from: 0 });
  await ask(relay.child, 'watchLoop');
  const usedUs = { relay: cpuUs(relay.child), load: cpuUs(publishers), waited: keptWaitingUs(relay.child) };
  const count = perSecond * seconds;
  const { latenciesMs, refused } = await ask(publishers, 'publish', { count, perSecond, from: warmUp });
  const relayShare = (cpuUs(relay.child) - usedUs.relay) / 1e6 / seconds;
  const loadShare = (cpuUs(publishers) - usedUs.load) / 1e6 / seconds;
  const waitedShare = (keptWaitingUs(relay.child) - usedUs.waited) / 1e6 / seconds;
  const { rests, collections } = await ask(relay.child, 'loop');
  await end(publishers);
  await end(relay.child);
  if (refused > 0) throw new Error(`${refused} publishes were refused`);
  const longest = (/** @type {(rest: Rest) => number} */ of) => Math.max(0, ...rests.map(of));
  return {
    acks: summary(latenciesMs),
    longestMs: longest(({ restMs }) => restMs),
    // Time for which other programs had the core is not the relay's.
    onCoreMs: longest(({ restMs, offCoreMs }) => restMs - offCoreMs),
    workMs: longest((rest) => rest.restMs - rest.offCoreMs - collecting(rest, collections)),
    over20: rests.filter((/** @type {Rest} */ { restMs, offCoreMs }) => restMs - offCoreMs > 20).length,
    relayShare,
    loadShare,
    waitedShare,
  };
}

/** @type {Row} */
export const acknowledged = {
  name: 'acknowledged',
  about:
    '1,000 publishes a second over 1,000 sessions: acknowledged on disk, and the event loop, against no disk',
  async run({ full, progress }) {
    const seconds = full ? 20 : 10;
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    try {
      progress(`${seconds} s in memory`);
      const memory = await measure({ core: measuredCore, seconds });
      progress(`${seconds} s on disk`);
      const disk = await measure({ data: join(data, 'one'), core: measuredCore, seconds });
      progress(`${seconds} s on disk, the relay on all cores`);
      const cores = await measure({ data: join(data, 'all'), seconds });
      const row = (/** @type {string} */ store, /** @type {typeof disk} */ run) => ({
        store,
        'p50 ms': rounded(run.acks.p50),
        'p99 ms': rounded(run.acks.p99),
        'max ms': rounded(run.acks.max, 1),
        'longest rest of the loop, ms': rounded(run.longestMs, 1),
        'on its core': rounded(run.onCoreMs, 1),
        'without collecting garbage': rounded(run.workMs, 1),
        'over 20 ms': run.over20,
        "relay's share of its core": rounded(run.relayShare),
        "load's share of its core": rounded(run.loadShare),
        'kept from its core': rounded(run.waitedShare),
      });
      return {
        tables: [
          {
            title: `${perSecond.toLocaleString('en')} publishes a second, ${sessions.toLocaleString('en')} sessions, ${seconds} s`,
            rows: [
              row('memory (control)', memory),
              row('disk', disk),
              row('disk, relay on all cores', cores),
            ],
          },
        ],
        bars: [
          { what: 'acknowledged on disk, p99, one core', figure: disk.acks.p99, atMost: 10, unit: 'ms' },
          { what: 'acknowledged on disk, p99, all cores', figure: cores.acks.p99, atMost: 10, unit: 'ms' },
          { what: 'event loop blocked, longest', figure: disk.onCoreMs, atMost: 20, unit: 'ms' },
        ],
      };
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
