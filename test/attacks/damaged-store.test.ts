// A log whose pages were damaged, by a disk or by somebody: told at start in one line, and never the end of a relay that runs.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

import { expect, it } from 'vitest';

import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { runScript } from '../helpers/child-script.ts';
import { throwDice } from '../helpers/dice.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';

const pageBytes = 4_096;

it('a damaged page is found at start, and named with its file and what to do', async () => {
  const folder = testFolder();
  const whole = join(folder, 'whole');
  const engine = createEmbeddedEngine(whole);
  const draft = { type: 'line', id: 'l', rev: 1, text: 'x'.repeat(1_500) } as const;
  const lines = Array.from({ length: 400 }, (_, n) => ({ session: `s${n % 20}`, publisher: `p${n}` }));
  await Promise.all(lines.map((line) => engine.append({ ...line, number: 1, draft, nowMs: 1 })));
  await engine.close();

  const dice = throwDice('damaged pages');
  const folders = Array.from({ length: scaled(6) }, (_, n) => {
    const hurt = join(folder, `hurt${n}`);
    cpSync(whole, hurt, { recursive: true });
    const log = join(hurt, 'log.lmdb');
    const bytes = readFileSync(log);
    // Behind the two pages that say what the others are.
    const firstPage = dice.whole(2, 260);
    // One page may be free. Of many, some are not.
    const pages = n === 0 ? bytes.length / pageBytes - 2 : 1;
    dice.bytes(pages * pageBytes).copy(bytes, (n === 0 ? 2 : firstPage) * pageBytes);
    writeFileSync(log, bytes);
    return hurt;
  });
  const built = join(folder, 'built');
  mkdirSync(built);
  const child = await runScript('test/attacks/damaged-store-reader.ts', [whole, ...folders], built);
  const [said, code] = await Promise.all([
    text(child.stdout as Readable),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  expect(code).toBe(0);
  const [first, ...answers] = said
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as { opened?: true; damaged?: number; refused?: string; died?: string });
  expect(first).toEqual({ opened: true, damaged: 0 });
  expect(answers).toHaveLength(folders.length);
  expect(answers.filter(({ died }) => died !== undefined)).toEqual([]);
  let refused = 0;
  for (const [n, answer] of answers.entries()) {
    if (answer.refused === undefined) continue;
    refused++;
    expect(answer.refused).toMatch(`the log ${join(folders[n] as string, 'log.lmdb')} is damaged`);
    expect(answer.refused).toContain('restore it from a backup');
  }
  expect(refused).toBeGreaterThan(0);
});
