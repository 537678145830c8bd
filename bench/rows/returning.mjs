// A crowd comes back at once after a loss, each with its cursor, while the talk goes on: how long until the last one has
// caught up, whether anything is lost or told twice, and what those notice who never left.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { captionwire } from '../measure/broadcasters.mjs';
import { nowMs, openLoop, until } from '../measure/clock.mjs';
import { startCrowd } from '../measure/crowd.mjs';
import { cpuUs, keptWaitingUs } from '../measure/processes.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const text = 'It was the last thing that anybody said before the light went out.';
const before = 20;
const missed = 5;
/** Some six times as many lines as a talk has; more would ask what a core can deliver, not how it lets a crowd in. */
const perSecond = 2;
const staying = 100;

/** @param {string} data @param {number} viewers @param {(text: string) => void} progress */
async function measure(data, viewers, progress) {
  /** When each line was acknowledged. @type {number[]} */
  const ackedMs = [];
  const relay = captionwire(data, ({ state, draft }) => {
    if (state === 'acked' && draft.type === 'line') ackedMs[Number(draft.id.slice(1))] = nowMs();
  });
  const server = await relay.start();
  const [crowd, others] = [startCrowd(server), startCrowd(server)];
  progress(`${viewers} viewers come, and leave`);
  await others.open(staying);
  await crowd.open(viewers, { understandEvery: viewers });
  await openLoop({ count: before, perSecond: 50 }, (at) => server.sayLine(at + 1, text));
  await crowd.reached(before);
  await others.reached(before);
  const cursor = await crowd.leave();
  const first = before + 1;
  await openLoop({ count: missed, perSecond: 50 }, (at) => server.sayLine(first + at, text));
  await until('what they miss is on disk', () => ackedMs[before + missed] !== undefined);
  await others.watch();

  progress('they come back at once');
  const usedUs = { relay: cpuUs(server.child), crowd: crowd.cpuUs(), waited: keptWaitingUs(server.child) };
  const beganMs = nowMs();
  const coming = crowd.comeBack(cursor);
  const caughtUp = crowd.reached(before + missed, 60_000).then(() => nowMs() - beganMs);
  const count = perSecond * 10;
  const due = await openLoop({ count, perSecond }, (at) => server.sayLine(first + missed + at, text));
  const last = before + missed + count;
  await coming;
  const caughtUpMs = await caughtUp;
  const all = (await Promise.all([crowd.reached(last), others.reached(last)])).every((one) => one.all);
  const tookUs = (nowMs() - beganMs) * 1000;
  const relayShare = (cpuUs(server.child) - usedUs.relay) / tookUs;
  const waitedShare = (keptWaitingUs(server.child) - usedUs.waited) / tookUs;
  const crowdShare = (crowd.cpuUs() - usedUs.crowd) / tookUs;
  const dueMs = [...Array(first + missed).fill(NaN), ...due];
  const back = await crowd.report([]);
  const stayed = await others.report(dueMs);
  await until('all is acknowledged', () => ackedMs[last] !== undefined);
  await Promise.all([crowd.end(), others.end(), server.end()]);
  return {
    caughtUpMs,
    complete: all && back.disorder === 0 && stayed.disorder === 0,
    acks: summary(due.map((ms, at) => (ackedMs[first + missed + at] ?? NaN) - ms)),
    stayed: summary(stayed.latenciesMs),
    relayShare,
    crowdShare,
    waitedShare,
    turnedAway: back.turnedAway,
  };
}

/** @type {Row} */
export const returning = {
  name: 'returning',
  about: '10,000 viewers (short: 2,000) coming back at once, each missing 5 lines, while publishing goes on',
  async run({ full, progress }) {
    const viewers = full ? 10_000 : 2_000;
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    try {
      const run = await measure(data, viewers, progress);
      const crowd = `${viewers.toLocaleString('en')} viewers`;
      return {
        tables: [
          {
            title: `${crowd} coming back at once`,
            rows: [
              {
                'caught up, s': rounded(run.caughtUpMs / 1000),
                complete: String(run.complete),
                'turned away, then in': run.turnedAway,
                'ack p50 ms': rounded(run.acks.p50, 1),
                'ack p99 ms': rounded(run.acks.p99, 1),
                'told p50 ms, who stayed': rounded(run.stayed.p50, 1),
                'told p99 ms, who stayed': rounded(run.stayed.p99, 1),
                "relay's share of its core": rounded(run.relayShare),
                "crowd's share of its core": rounded(run.crowdShare),
                'kept from its core': rounded(run.waitedShare),
              },
            ],
          },
        ],
        bars: [
          { what: `all caught up, ${crowd}`, figure: run.caughtUpMs / 1000, atMost: 6, unit: 's' },
          {
            what: 'viewers without every line, once, in order',
            figure: run.complete ? 0 : NaN,
            atMost: 0,
            unit: '',
          },
          { what: 'acknowledged meanwhile, p99', figure: run.acks.p99, atMost: 250, unit: 'ms' },
          { what: 'told meanwhile to who stayed, p99', figure: run.stayed.p99, atMost: 250, unit: 'ms' },
        ],
      };
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
