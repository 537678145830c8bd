// `npm test`: everything that must hold before a change lands. Checks run first, then every test; the last line counts
// the tests from the runner's own report. Extra parameters go to the test runner: `npm test -- test/protocol`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromiumVersion, ensureChromium } from './chromium.mjs';
import { ensurePrograms } from './system-programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reportFolder = mkdtempSync(join(tmpdir(), 'captionwire-test-'));
const report = join(reportFolder, 'report.json');

/** @type {string[]} */
const failed = [];

/** Runs one step; its output is shown. @param {string} title @param {string} command @param {string[]} parameters */
function step(title, command, ...parameters) {
  console.log(`\n— ${title}`);
  const path = command === 'node' ? process.execPath : join(root, 'node_modules', '.bin', command);
  const { status } = spawnSync(path, parameters, { cwd: root, stdio: 'inherit', env: process.env });
  if (status !== 0) failed.push(title);
}

function counts() {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    // A file that cannot even be loaded counts as a failed suite without tests.
    return { passed: numPassedTests, failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0) };
  } catch (error) {
    console.error(`the test runner left no report: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1 };
  }
}

try {
  const chromium = ensureChromium();
  process.env.CAPTIONWIRE_CHROMIUM = chromium;
  console.log(chromiumVersion(chromium));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const missing = ensurePrograms();
if (missing.length > 0) {
  console.error(
    `test/recipes is left out: it needs ${missing.join(', ')}, to be installed with the system's packages`,
  );
}

step('build', 'node', 'scripts/build.mjs', '--if-stale');
step('types', 'tsc', '-p', 'tsconfig.json');
step('lint and room boundaries', 'oxlint');
step('format', 'oxfmt', '--check');
step('unused code and dependencies', 'knip');
step('package', 'publint', '--strict');
step('size of the widget', 'size-limit');
step(
  'tests',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...(missing.length > 0 ? ['--project=!recipes'] : []),
  ...process.argv.slice(2),
);

const { passed, failed: failedTests } = counts();
rmSync(reportFolder, { recursive: true, force: true });
if (failed.length > 0) console.error(`\nFailed: ${failed.join(', ')}`);
console.log(`\n${passed} passed, ${failedTests} failed`);
process.exitCode = failed.length > 0 || failedTests > 0 || passed === 0 ? 1 : 0;
