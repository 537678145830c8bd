// The recorded talk to a full hall from one core: finished lines are not held up, interim text is thinned but never
// old, and nothing piles up.
import { captionwire } from '../measure/broadcasters.mjs';
import { openFilesLimit } from '../measure/machine.mjs';
import { recordedTalk } from '../measure/recorded-talk.mjs';
import { rounded, summary } from '../measure/samples.mjs';
import { profileTables } from '../report/profiles.mjs';
import { runTalk } from '../measure/talk-run.mjs';

/** @import { Row } from './row.d.ts' */

/** @type {Row} */
export const hall = {
  name: 'hall',
  about: 'the recorded talk to 15,000 viewers from one core (short: 4,000)',
  async run({ full, profile, progress }) {
    // The relay and the crowd each hold one end of every connection, and some files more.
    const viewers = Math.min(full ? 15_000 : 4_000, openFilesLimit() - 200);
    progress(`${viewers} viewers come in, then listen`);
    const talk = await recordedTalk(full ? 60_000 : 20_000);
    const run = await runTalk(captionwire(), { viewers, talk, understandEvery: 100, gauged: true, profile });
    const lines = summary(run.latenciesMs);
    const interims = summary(run.interimLatenciesMs);
    // Samples of a viewer are in the order of the talk: the same part of each viewer's is the same part of the talk.
    const third = Math.floor(run.revisions.length / 3);
    const part = (/** @type {number} */ from) =>
      run.interimLatenciesMs.filter((_, at) => Math.floor((at % run.revisions.length) / third) === from);
    const begin = summary(part(0)).p50;
    const end = summary(part(2)).p50;
    const crowd = `${viewers.toLocaleString('en')} viewers`;
    return {
      tables: [
        {
          title: `the recorded talk, ${crowd}, one core`,
          rows: [
            {
              what: 'finished lines, ms',
              p50: rounded(lines.p50, 1),
              p99: rounded(lines.p99, 1),
              max: rounded(lines.max, 1),
            },
            {
              what: 'age of interim text, ms',
              p50: rounded(interims.p50, 1),
              p99: rounded(interims.p99, 1),
              max: rounded(interims.max, 1),
            },
          ],
        },
        {
          title: 'the relay, meanwhile',
          rows: [
            {
              "relay's share of its core": rounded(run.serverShare),
              "crowd's share of its core": rounded(run.crowdShare),
              'kept from its core': rounded(run.waitedShare),
              'KiB waiting, most seen': rounded(Math.max(...run.waitingBytes) / 1024, 1),
              'KiB waiting, at last': rounded((run.waitingBytes.at(-1) ?? NaN) / 1024, 1),
              'age p50, first third': rounded(begin, 1),
              'age p50, last third': rounded(end, 1),
              'bytes per viewer-minute': Math.round(run.bytesPerViewerMinute),
              'all came in, ms': Math.round(run.joinMs),
              complete: String(run.complete),
            },
          ],
        },
        ...profileTables(['captionwire'], [run.parts]),
      ],
      bars: [
        { what: `finished lines p99, ${crowd}`, figure: lines.p99, atMost: 250, unit: 'ms' },
        { what: `oldest interim text, ${crowd}`, figure: interims.max, atMost: 300, unit: 'ms' },
        { what: 'age at the end to that at the beginning', figure: end / begin, atMost: 1.5, unit: '×' },
        { what: 'viewers without every line', figure: run.complete ? 0 : NaN, atMost: 0, unit: '' },
      ],
    };
  },
};
