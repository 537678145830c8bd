// Some viewers stop reading: whether the others notice, what each of them costs, and whether each has every line once it
// reads again. They ask for one track more, whose long lines fill what the kernel holds for them before anything is measured.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openPresenter, startRelay } from '../measure/broadcasters.mjs';
import { openLoop } from '../measure/clock.mjs';
import { startCrowd } from '../measure/crowd.mjs';
import { end, measuredCore, residentKib } from '../measure/processes.mjs';
import { ask } from '../measure/questions.mjs';
import { median, rounded, spread, summary } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const session = 'bench';
const perSecond = 20;
const text = 'Somebody at the back has stopped reading, and nobody else should notice.';
/** As long as a line may be. */
const longText = 'words that fill a pipe '.repeat(80).slice(0, 1_900);
/** A few for each flush; in all as much as the kernel takes for a viewer that does not read, and some more. */
const [batch, batches, batchesPerSecond] = [10, 250, 30];

/** @param {string} data @param {{ viewers: number, stalling: number, seconds: number, repeats: number, progress(text: string): void }} options */
async function measure(data, { viewers, stalling, seconds, repeats, progress }) {
  const { child, url, port } = await startRelay({ data, gauged: true, core: measuredCore });
  const presenter = await openPresenter(url, session);
  const server = { port, path: `/v1/sessions/${session}/live`, isRelay: true, isSocketIo: false };
  const [readers, slow] = [startCrowd(server), startCrowd(server)];
  progress(`${viewers} viewers come, ${stalling} of them will stall`);
  await readers.open(viewers - stalling);
  await slow.open(stalling, { query: '?tracks=main,filler', understandEvery: 1, comesBack: true });
  let [line, filler] = [0, 0];
  /** @param {number} count */
  const say = async (count) => {
    const dueMs = Array(line + 1).fill(NaN);
    const due = await openLoop({ count, perSecond }, () =>
      presenter.publish({ type: 'line', id: `n${++line}`, rev: 1, text }),
    );
    const { all } = await readers.reached(line);
    if (!all) throw new Error('those who read have not been sent every line');
    const { latenciesMs, disorder } = await readers.report([...dueMs, ...due]);
    if (disorder > 0) throw new Error('those who read have been sent lines in disorder');
    return summary(latenciesMs).p99;
  };
  const memory = async () => {
    await ask(child, 'memory', { collect: true });
    return residentKib(child, 'RssAnon');
  };
  const fill = async () => {
    await openLoop({ count: batches, perSecond: batchesPerSecond }, () => {
      for (let at = 0; at < batch; at++) {
        presenter.publish({ type: 'line', id: `f${++filler}`, rev: 1, text: longText, track: 'filler' });
      }
    });
    await presenter.settled();
    return ask(child, 'waiting');
  };
  await say(perSecond * 2);
  const runs = [];
  for (let repeat = 1; repeat <= repeats; repeat++) {
    progress(`${repeat} of ${repeats}: everybody reads`);
    await readers.watch();
    const withoutMs = await say(perSecond * seconds);
    const emptyKib = await memory();
    progress(`${repeat} of ${repeats}: ${stalling} have stalled`);
    await slow.stall();
    const waitingBytes = await fill();
    const stalledKib = (await memory()) - emptyKib;
    await readers.watch();
    const withMs = await say(perSecond * seconds);
    await slow.readOn();
    const { all, tookMs } = await slow.reached(line, 180_000);
    const { least, disorder, cameBack } = await slow.report([]);
    const complete = all && disorder === 0 && least.other === filler;
    runs.push({ withoutMs, withMs, waitingBytes, stalledKib, complete, tookMs, cameBack });
  }
  presenter.close();
  await Promise.all([readers.end(), slow.end()]);
  await end(child);
  return runs;
}

/** @type {Row} */
export const stalled = {
  name: 'stalled',
  about: '5 % of 5,000 viewers (short: of 1,000) stop reading: the others, their memory, their lines',
  async run({ full, progress }) {
    const viewers = full ? 5_000 : 1_000;
    const stalling = viewers / 20;
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    try {
      const repeats = 3;
      const runs = await measure(data, { viewers, stalling, seconds: 5, repeats, progress });
      const [without, stalledMs] = [runs.map((run) => run.withoutMs), runs.map((run) => run.withMs)];
      const kib = median(runs.map((run) => run.stalledKib)) / stalling;
      const waitingKib = Math.max(...runs.map((run) => run.waitingBytes)) / 1024 / stalling;
      const incomplete = runs.filter(({ complete }) => !complete).length;
      const crowd = `${stalling.toLocaleString('en')} of ${viewers.toLocaleString('en')}`;
      return {
        tables: [
          {
            title: `${crowd} viewers stalled`,
            rows: [
              {
                'p99 ms, all read': rounded(median(without), 1),
                'of runs': spread(without, 1),
                'p99 ms, some stalled': rounded(median(stalledMs), 1),
                'of these runs': spread(stalledMs, 1),
                'KiB each, resident': rounded(kib, 1),
                'KiB each, handed over and waiting': rounded(waitingKib, 1),
                'caught up within, s': rounded(Math.max(...runs.map(({ tookMs }) => tookMs)) / 1000),
                'came back with a cursor': runs.at(-1)?.cameBack ?? 0,
              },
            ],
          },
        ],
        bars: [
          {
            what: "others' p99, to that without them",
            figure: median(stalledMs) / median(without),
            atMost: 1.1,
            unit: '×',
          },
          { what: 'memory of each that stalls', figure: Math.max(kib, waitingKib), atMost: 128, unit: 'KiB' },
          { what: 'runs in which one ended without every line', figure: incomplete, atMost: 0, unit: '' },
        ],
      };
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
