// Finished lines to many viewers, against every control row: CPU per delivery, and how late the slowest are.
// Invariant: runs alternate and the middle one counts, because other programs come and go on a machine.
import { captionwire, floor, readmeLoop, socketIo } from '../measure/broadcasters.mjs';
import { nowMs, openLoop } from '../measure/clock.mjs';
import { startCrowd } from '../measure/crowd.mjs';
import { cpuUs, keptWaitingUs } from '../measure/processes.mjs';
import { profileTables } from '../report/profiles.mjs';
import { ask } from '../measure/questions.mjs';
import { median, rounded, spread, summary } from '../measure/samples.mjs';

/** @import { Row, RowOptions } from './row.d.ts' */
/** @import { Broadcaster } from '../measure/broadcasters.mjs' */

/** A short caption line: with the message around it 200 bytes, give or take a digit. */
const text = 'Tonight we follow a word on its way to you.';
const warmUp = 10;

/** @typedef {{ viewers: number, perSecond: number, messages: number }} Load */

/** @param {Broadcaster} broadcaster @param {Load} load @param {boolean} profile */
async function measure(broadcaster, { viewers, perSecond, messages }, profile) {
  const server = await broadcaster.start({ gauged: profile });
  const crowd = startCrowd(server);
  const { tookMs: joinMs } = await crowd.open(viewers);
  await openLoop({ count: warmUp, perSecond: 20 }, (at) => server.sayLine(at + 1, text));
  await crowd.reached(warmUp);
  await crowd.watch();
  if (profile) await ask(server.child, 'profile');
  const before = {
    server: cpuUs(server.child),
    waited: keptWaitingUs(server.child),
    crowd: crowd.cpuUs(),
    ms: nowMs(),
  };
  const due = await openLoop({ count: messages, perSecond }, (at) => server.sayLine(warmUp + at + 1, text));
  const { all } = await crowd.reached(warmUp + messages);
  const tookUs = (nowMs() - before.ms) * 1000;
  const serverUs = cpuUs(server.child) - before.server;
  const waitedUs = keptWaitingUs(server.child) - before.waited;
  const crowdUs = crowd.cpuUs() - before.crowd;
  const parts = profile ? await ask(server.child, 'profiled') : undefined;
  const report = await crowd.report([...Array(warmUp + 1).fill(NaN), ...due]);
  await crowd.end();
  await server.end();
  if (!all || report.disorder > 0) throw new Error(`${broadcaster.name} lost or disordered lines`);
  const { p50, p99 } = summary(report.latenciesMs);
  return {
    cpuUs: serverUs / report.lines,
    crowdUs: crowdUs / report.lines,
    crowdShare: crowdUs / tookUs,
    waitedShare: waitedUs / tookUs,
    bytes: report.bytes / report.lines,
    joinMs,
    p50,
    p99,
    parts,
  };
}

/** @param {RowOptions} options @param {Load} load */
async function compare({ progress, profile }, load) {
  const broadcasters = [floor, readmeLoop, socketIo, captionwire()];
  const repeats = profile ? 1 : 3;
  const runs = broadcasters.map(() => /** @type {Awaited<ReturnType<typeof measure>>[]} */ ([]));
  for (let repeat = 1; repeat <= repeats; repeat++) {
    for (const [at, broadcaster] of broadcasters.entries()) {
      progress(`${load.viewers} viewers, ${repeat} of ${repeats}: ${broadcaster.name}`);
      runs[at]?.push(await measure(broadcaster, load, profile));
    }
  }
  const rows = runs.map((ofOne, at) => {
    const all = (/** @type {Exclude<keyof (typeof ofOne)[number], 'parts'>} */ key) =>
      ofOne.map((run) => run[key]);
    return {
      broadcaster: broadcasters[at]?.name ?? '',
      'CPU µs per delivery': rounded(median(all('cpuUs'))),
      'of runs': spread(all('cpuUs')),
      'p50 ms': rounded(median(all('p50')), 1),
      'p99 ms': rounded(median(all('p99')), 1),
      'p99 of runs': spread(all('p99'), 1),
      bytes: rounded(median(all('bytes')), 1),
      'join ms': Math.round(median(all('joinMs'))),
      "crowd's µs per delivery": rounded(median(all('crowdUs'))),
      "crowd's share of its core": rounded(median(all('crowdShare'))),
      'kept from its core': rounded(median(all('waitedShare'))),
    };
  });
  return {
    rows,
    parts: runs.map((ofOne) => ofOne[0]?.parts),
    names: broadcasters.map(({ name }) => name),
    cpuUs: runs.map((ofOne) => median(ofOne.map((run) => run.cpuUs))),
    p99Ms: runs.map((ofOne) => median(ofOne.map((run) => run.p99))),
  };
}

/** @type {Row} */
export const lines = {
  name: 'lines',
  about: 'finished lines to many viewers: CPU per delivery and lateness, against every control row',
  async run(options) {
    const loads = [{ viewers: 2_000, perSecond: 20, messages: 100 }];
    // As many deliveries a second as with 2,000: ever more would ask how much a core can do, not what one costs.
    if (options.full) loads.push({ viewers: 10_000, perSecond: 4, messages: 40 });
    const tables = [];
    const bars = [];
    for (const load of loads) {
      const { rows, parts, names, cpuUs: cpu, p99Ms } = await compare(options, load);
      const crowd = `${load.viewers.toLocaleString('en')} viewers`;
      tables.push(
        { title: `finished lines, ${crowd}, ${load.perSecond} a second`, rows },
        ...profileTables(names, parts),
      );
      const [atFloor = NaN, loop = NaN, io = NaN, own = NaN] = cpu;
      bars.push(
        { what: `CPU per delivery, ${crowd}, to the floor`, figure: own / atFloor, atMost: 1.15, unit: '×' },
        {
          what: `CPU per delivery, ${crowd}, to the README's loop`,
          figure: own / loop,
          atMost: 0.85,
          unit: '×',
        },
        { what: `CPU per delivery, ${crowd}, to Socket.IO`, figure: own / io, atMost: 0.55, unit: '×' },
        {
          what: `p99, ${crowd}, to the floor's`,
          figure: (p99Ms[3] ?? NaN) / (p99Ms[0] ?? NaN),
          atMost: 1.25,
          unit: '×',
        },
      );
    }
    return { tables, bars };
  },
};
