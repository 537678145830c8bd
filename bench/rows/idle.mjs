// What an idle viewer that can resume costs in memory, against the same on bare `ws` and on Socket.IO.
// Invariant: the empty process has already served viewers, so that code which is compiled on first use is not counted.
import { setTimeout as rest } from 'node:timers/promises';

import { captionwire, readmeLoop, socketIo } from '../measure/broadcasters.mjs';
import { startCrowd } from '../measure/crowd.mjs';
import { end, residentKib } from '../measure/processes.mjs';
import { ask } from '../measure/questions.mjs';
import { rounded } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const warmUp = 200;
/** After it has joined, a viewer is left alone for this long: what only joining took has gone by then. */
const idleMs = 3_000;

/** @param {import('../measure/broadcasters.mjs').Broadcaster} broadcaster @param {number} viewers */
async function measure(broadcaster, viewers) {
  const server = await broadcaster.start({ gauged: true });
  /** @param {boolean} collect @returns {Promise<NodeJS.MemoryUsage>} */
  const memory = (collect) => ask(server.child, 'memory', { collect });
  const first = startCrowd(server);
  await first.open(warmUp);
  await first.end();
  await rest(1_000);
  const empty = await memory(true);
  const emptyKib = residentKib(server.child);
  const crowd = startCrowd(server);
  const { tookMs } = await crowd.open(viewers);
  await rest(idleMs);
  const residentPerViewer = (residentKib(server.child) - emptyKib) / viewers;
  const held = await memory(true);
  const collectedPerViewer = (residentKib(server.child) - emptyKib) / viewers;
  await crowd.end();
  await end(server.child);
  const usedBytes = held.heapUsed + held.external - empty.heapUsed - empty.external;
  return {
    broadcaster: broadcaster.name,
    'resident KiB per viewer': rounded(residentPerViewer, 1),
    'after a collection': rounded(collectedPerViewer, 1),
    'heap and external KiB': rounded(usedBytes / 1024 / viewers, 1),
    'empty, MiB': rounded(emptyKib / 1024, 1),
    'all joined, ms': Math.round(tookMs),
  };
}

/** @type {Row} */
export const idle = {
  name: 'idle',
  about: 'memory of an idle viewer at 10,000 (short: 2,000), against bare ws and Socket.IO',
  async run({ full, progress }) {
    const viewers = full ? 10_000 : 2_000;
    const rows = [];
    for (const broadcaster of [readmeLoop, socketIo, captionwire()]) {
      progress(`${viewers} viewers: ${broadcaster.name}`);
      rows.push(await measure(broadcaster, viewers));
    }
    const crowd = `${viewers.toLocaleString('en')} viewers`;
    const figure = rows[2]?.['resident KiB per viewer'] ?? NaN;
    return {
      tables: [{ title: `idle, ${crowd}`, rows }],
      bars: [{ what: `resident per idle viewer, ${crowd}`, figure, atMost: 10, unit: 'KiB' }],
    };
  },
};
