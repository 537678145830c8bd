// `npm test`: everything that must hold before a change lands. Checks run first, side by side, then the tests; the time of
// each part and the runner's own counts are the last lines. Other parameters go to the test runner.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumVersion, ensureChromium } from './chromium.mjs';
import { missingPrograms, packagesOf } from './system-programs.mjs';
import { runCommand, runTests } from './test-parts.mjs';

const usage = `Usage: npm test [-- [--effort N] [parameters of vitest run]]

  npm test                           all checks, then all tests
  npm test -- test/protocol          all checks, then these tests
  npm test -- --project unit         all checks, then this project
  npm run test:full                  the same at effort 10, for nights and releases

  --effort N   how much of what can be repeated is repeated: kills, histories, frames,
               random runs, stages of audits; 1 by default, or CAPTIONWIRE_EFFORT`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const parameters = process.argv.slice(2);
const startedMs = performance.now();
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`.padStart(9);

if (parameters.includes('--help') || parameters.includes('-h')) {
  console.log(usage);
  process.exit(0);
}
const at = parameters.indexOf('--effort');
if (at >= 0) process.env.CAPTIONWIRE_EFFORT = parameters.splice(at, 2)[1] ?? '';

try {
  const chromium = ensureChromium();
  process.env.CAPTIONWIRE_CHROMIUM = chromium;
  console.log(chromiumVersion(chromium));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const run = runCommand.bind(undefined, root);
const build = run('build', 'node', 'scripts/build.mjs', '--if-stale');
const checks = await Promise.all([
  build,
  run('lint and room boundaries', 'oxlint'),
  run('format', 'oxfmt', '--check'),
  run('unused code and dependencies', 'knip'),
  // These look at what was built.
  build.then(() => run('types', 'tsc', '-p', 'tsconfig.json')),
  build.then(() => run('package', 'publint', '--strict')),
  build.then(() => run('size of the widget', 'size-limit')),
]);
const checksMs = performance.now() - startedMs;

const { passed, failed, skipped, parts } = await runTests(parameters);
const testsMs = performance.now() - startedMs - checksMs;

console.log('\nTime of each part');
for (const { title, ms } of checks) console.log(`${seconds(ms)}  ${title}`);
console.log(`${seconds(checksMs)}  all checks, side by side`);
for (const { title, ms } of parts)
  console.log(`${seconds(ms)}  tests: ${title}, the time of its files added up`);
console.log(`${seconds(testsMs)}  all tests, several files side by side`);
console.log(`${seconds(performance.now() - startedMs)}  everything`);

if (skipped > 0) console.log(`\n${skipped} skipped`);
const missing = missingPrograms();
if (missing.length > 0) {
  const names = missing.map(({ name }) => name).join(', ');
  console.log(
    `Not installed: ${names}. Tests that need them are skipped; to run them: apt-get install ${packagesOf(missing)}`,
  );
}
const failedParts = [...checks, ...parts].filter(({ isGood }) => !isGood).map(({ title }) => title);
if (failedParts.length > 0) console.error(`\nFailed: ${failedParts.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failedParts.length > 0 || failed > 0 || passed === 0 ? 1 : 0);
