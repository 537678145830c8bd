// A log whose pages were damaged, by a disk or by somebody: told at start in one line, and never the end of a relay that runs.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { runScript } from '../helpers/child-script.ts';
import { throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';

const run = promisify(execFile);
const pageBytes = 4_096;

it('a damaged page is found at start, and named with its file and what to do', async () => {
  const folder = testFolder();
  const whole = join(folder, 'whole');
  const engine = createEmbeddedEngine(whole);
  for (let n = 1; n <= 400; n++) {
    const draft = { type: 'line', id: `l${n}`, rev: 1, text: 'x'.repeat(1_500) } as const;
    const session = `s${n % 20}`;
    await engine.append({ session, publisher: `p${n}`, number: 1, draft, nowMs: 1 });
  }
  await engine.close();
  const built = join(folder, 'built');
  mkdirSync(built);
  const child = await runScript('test/attacks/damaged-store-reader.ts', [whole], built);
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);

  const dice = throwDice('damaged pages');
  const answers = { opened: 0, refused: 0 };
  for (let n = 0; n < scaled(10); n++) {
    const hurt = join(folder, `hurt${n}`);
    cpSync(whole, hurt, { recursive: true });
    const log = join(hurt, 'log.lmdb');
    const bytes = readFileSync(log);
    // Behind the two pages that say what the others are.
    const page = dice.whole(2, 260);
    dice.bytes(pageBytes).copy(bytes, page * pageBytes);
    writeFileSync(log, bytes);
    const { stdout } = await run(process.execPath, [join(built, 'script.mjs'), hurt]);
    const told = JSON.parse(stdout) as { opened?: true; refused?: string };
    if (told.refused === undefined) answers.opened++;
    else {
      answers.refused++;
      expect(told.refused).toMatch(`the log ${log} is damaged`);
      expect(told.refused).toContain('restore it from a backup');
    }
  }
  expect(answers.refused).toBeGreaterThan(0);
});
