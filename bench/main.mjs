// `npm run bench`: measures every bar against its control rows, prints tables, and writes what it found. Short by default;
// `--full` is as large as the bars ask for, and is what bench/results/full.json and full.svg are made by.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { nowMs } from './measure/clock.mjs';
import { describeMachine } from './measure/machine.mjs';
import { keepTo, loadCore, root } from './measure/processes.mjs';
import { barRow, isMet } from './report/bars.mjs';
import { chart } from './report/chart.mjs';
import { table } from './report/table.mjs';
import { acknowledged } from './rows/acknowledged.mjs';
import { exported } from './rows/export.mjs';
import { hall } from './rows/hall.mjs';
import { hostile60 } from './rows/hostile.mjs';
import { idle } from './rows/idle.mjs';
import { keystroke } from './rows/keystroke.mjs';
import { lines } from './rows/lines.mjs';
import { returning } from './rows/returning.mjs';
import { stalled } from './rows/stalled.mjs';
import { talk } from './rows/talk.mjs';
import { typing } from './rows/typing.mjs';
import { widget } from './rows/widget.mjs';

/** @import { Row, RowResult } from './rows/row.d.ts' */

const rows = [
  lines,
  talk,
  hall,
  idle,
  returning,
  acknowledged,
  stalled,
  hostile60,
  keystroke,
  typing,
  widget,
  exported,
];
const results = join(root, 'bench', 'results');

const help = `npm run bench -- [options]

  --full        as large as the bars ask for: twenty minutes or more; without it a few minutes
  --only NAME   this row; repeat for more
  --profile     also say where the measured process spends its core (lines, talk, hall, widget);
                figures are then worse, and are not kept
  --json        the result as JSON instead of tables
  --help        this

Rows:
${rows.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`).join('\n')}
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      profile: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined)
    throw new Error(`no row "${unknown}"; there are ${rows.map(({ name }) => name).join(', ')}`);
  return values;
}

/** @param {Row} row @param {{ full: boolean, profile: boolean }} size */
async function measure({ name, run }, size) {
  const beganMs = nowMs();
  const at = new Date().toISOString();
  // A row that needs all cores takes them.
  keepTo(loadCore);
  const progress = (/** @type {string} */ text) => {
    console.error(`${((nowMs() - beganMs) / 1000).toFixed(0).padStart(5)} s  ${name}: ${text}`);
  };
  try {
    const result = await run({ ...size, progress });
    return { name, at, ...result, failure: undefined, tookS: Math.round((nowMs() - beganMs) / 1000) };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    console.error(error);
    return { name, at, tables: [], bars: [], failure, tookS: Math.round((nowMs() - beganMs) / 1000) };
  }
}

/** @param {{ name: string, failure: string | undefined } & RowResult} result */
function print({ name, tables, bars, failure }) {
  for (const { title, rows } of tables) console.log(`\n${name}: ${title}\n\n${table(rows)}`);
  console.log(failure ? `\n${name}: could not be measured: ${failure}` : `\n${table(bars.map(barRow))}`);
}

/** @param {'latest' | 'full'} name @param {Parameters<typeof chart>[0]} report */
function keep(name, report) {
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(results, `${name}.svg`), chart(report));
}

/**
 * A row that is measured anew at full size replaces its own in the last full run; each says when it was measured.
 * @param {Parameters<typeof chart>[0]} report
 */
function keepFull(report) {
  const path = join(results, 'full.json');
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).rows : [];
  const all = rows.flatMap(({ name }) => [...report.rows, ...before].find((row) => row.name === name) ?? []);
  if (all.length === rows.length) keep('full', { ...report, rows: all });
}

async function main() {
  const { full, only, profile, json, help: wantsHelp } = readOptions();
  if (wantsHelp) {
    console.log(help);
    return;
  }
  const chosen = rows.filter(({ name }) => only.length === 0 || only.includes(name));
  const machine = describeMachine();
  if (!json)
    console.log(
      table(Object.entries(machine).map(([what, value]) => ({ machine: what, '': String(value) }))),
    );
  /** @type {Awaited<ReturnType<typeof measure>>[]} */
  const measured = [];
  const report = { at: new Date().toISOString(), size: full ? 'full' : 'short', machine, rows: measured };
  for (const row of chosen) {
    const result = await measure(row, { full, profile });
    measured.push(result);
    if (!json) print(result);
    // After each row, so that a run which is stopped has not been for nothing.
    if (!profile) keep('latest', report);
  }
  const bars = measured.flatMap((result) => result.bars);
  const met = bars.filter(isMet).length;
  if (full && !profile) keepFull(report);
  if (json) console.log(JSON.stringify(report));
  else
    console.log(
      `\n${met} of ${bars.length} bars met${full ? '' : ' (short: smaller than the bars ask for)'}`,
    );
  process.exitCode = measured.some(({ failure }) => failure) ? 1 : 0;
}

// What was started ends with this process, also when it is stopped from outside.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
process.exit();
