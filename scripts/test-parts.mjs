// Runs the parts of `npm test`: commands side by side, each with its output kept together, and the tests in this process,
// so that counts and times come from the runner itself.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { parseCLI, startVitest } from 'vitest/node';

/** @typedef {{ title: string, ms: number, isGood: boolean }} Part */

/**
 * Runs one command; prints its output once it has ended, and only then, so that two never mix.
 * @param {string} root @param {string} title @param {string} command @param {string[]} parameters
 * @returns {Promise<Part>}
 */
export function runCommand(root, title, command, ...parameters) {
  const started = performance.now();
  const path = command === 'node' ? process.execPath : join(root, 'node_modules', '.bin', command);
  return new Promise((resolve) => {
    const child = spawn(path, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) => (output += `${error.message}\n`));
    child.on('close', (code) => {
      const isGood = code === 0;
      console.log(`— ${title}: ${isGood ? 'passed' : 'FAILED'}`);
      if (!isGood) console.log(output.trimEnd());
      resolve({ title, ms: performance.now() - started, isGood });
    });
  });
}

/**
 * Runs the tests. Parameters are those of `vitest run`.
 * @param {string[]} parameters
 * @returns {Promise<{ passed: number, failed: number, skipped: number, parts: Part[] }>} `parts` has a row for each project.
 */
export async function runTests(parameters) {
  const { filter, options } = parseCLI(['vitest', 'run', ...parameters]);
  const vitest = await startVitest('test', filter, { ...options, watch: false });
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const module of vitest.state.getTestModules()) {
    const title = module.project.name;
    const part = parts.get(title) ?? { title, ms: 0, isGood: true };
    parts.set(title, part);
    part.ms += module.diagnostic().duration;
    const before = failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      else if (state === 'failed') failed++;
      else skipped++;
    }
    // A file that cannot be loaded, or a hook of it that fails, has no test of its own to count.
    if (!module.ok() && failed === before) failed++;
    if (failed > before) part.isGood = false;
  }
  failed += vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { passed, failed, skipped, parts: [...parts.values()] };
}
