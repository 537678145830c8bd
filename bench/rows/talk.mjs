// The recorded talk with interim text, against sending each interim in full through the README's loop: bytes and CPU per
// viewer and minute, and what is added to the age of a word.
import { captionwire, readmeLoop } from '../measure/broadcasters.mjs';
import { recordedTalk } from '../measure/recorded-talk.mjs';
import { median, rounded, spread, summary } from '../measure/samples.mjs';
import { profileTables } from '../report/profiles.mjs';
import { runTalk } from '../measure/talk-run.mjs';

/** @import { Row } from './row.d.ts' */

/** @type {Row} */
export const talk = {
  name: 'talk',
  about: 'the recorded talk with interim text ten times a second, 2,000 viewers, against whole interims',
  async run({ full, profile, progress }) {
    const viewers = 2_000;
    const events = await recordedTalk(full ? 30_000 : 20_000);
    const repeats = profile ? 1 : full ? 3 : 2;
    const broadcasters = [readmeLoop, captionwire()];
    const runs = broadcasters.map(() => /** @type {Awaited<ReturnType<typeof runTalk>>[]} */ ([]));
    for (let repeat = 1; repeat <= repeats; repeat++) {
      for (const [at, broadcaster] of broadcasters.entries()) {
        progress(`${repeat} of ${repeats}: ${broadcaster.name}`);
        const run = await runTalk(broadcaster, { viewers, talk: events, understandEvery: 40, profile });
        if (!run.complete) throw new Error(`${broadcaster.name} lost lines or deltas`);
        runs[at]?.push(run);
      }
    }
    const figures = runs.map((ofOne) => ({
      bytes: median(ofOne.map((run) => run.bytesPerViewerMinute)),
      cpuMs: median(ofOne.map((run) => run.cpuMsPerViewerMinute)),
      cpuSpread: spread(ofOne.map((run) => run.cpuMsPerViewerMinute)),
      interimP50: median(ofOne.map((run) => summary(run.interimLatenciesMs).p50)),
      interimP99: median(ofOne.map((run) => summary(run.interimLatenciesMs).p99)),
      lineP99: median(ofOne.map((run) => summary(run.latenciesMs).p99)),
      crowdShare: median(ofOne.map((run) => run.crowdShare)),
      waitedShare: median(ofOne.map((run) => run.waitedShare)),
    }));
    const rows = figures.map((one, at) => ({
      broadcaster: broadcasters[at]?.name ?? '',
      'bytes per viewer-minute': Math.round(one.bytes),
      'CPU ms per viewer-minute': rounded(one.cpuMs),
      'of runs': one.cpuSpread,
      'interim p50 ms': rounded(one.interimP50, 1),
      'interim p99 ms': rounded(one.interimP99, 1),
      'line p99 ms': rounded(one.lineP99, 1),
      "crowd's share of its core": rounded(one.crowdShare),
      'kept from its core': rounded(one.waitedShare),
    }));
    const [loop, own] = figures;
    const ratio = (/** @type {'bytes' | 'cpuMs'} */ key) => (own?.[key] ?? NaN) / (loop?.[key] ?? NaN);
    return {
      tables: [
        { title: `the recorded talk, ${viewers.toLocaleString('en')} viewers`, rows },
        ...profileTables(
          broadcasters.map(({ name }) => name),
          runs.map((ofOne) => ofOne[0]?.parts),
        ),
      ],
      bars: [
        {
          what: 'bytes per viewer-minute, to whole interims',
          figure: ratio('bytes'),
          atMost: 0.35,
          unit: '×',
        },
        { what: 'CPU per viewer-minute, to whole interims', figure: ratio('cpuMs'), atMost: 0.8, unit: '×' },
        {
          what: 'added to the age of a word, p99',
          figure: (own?.interimP99 ?? NaN) - (loop?.interimP99 ?? NaN),
          atMost: 50,
          unit: 'ms',
        },
      ],
    };
  },
};
