// The Chromium of tests and pictures: found or installed as an audit does it.
import { execFileSync } from 'node:child_process';

import { findChromium, launchOptions } from '../audit/chromium.mjs';

export { ensureChromium, findChromium, launchOptions } from '../audit/chromium.mjs';

/** Options for Playwright's `launch` in tests: a machine without a graphics card draws sooner without emulating one. */
export function testLaunchOptions(executablePath = findChromium()) {
  const { args, ...options } = launchOptions(executablePath);
  return { ...options, args: [...args, '--disable-gpu'] };
}

/** The version text of a Chromium, for the logs. @param {string} path */
export function chromiumVersion(path) {
  return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
