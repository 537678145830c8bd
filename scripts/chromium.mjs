// The Chromium of tests and pictures: found or installed as an audit does it.
import { execFileSync } from 'node:child_process';

export { ensureChromium, findChromium, launchOptions } from '../audit/chromium.mjs';

/** The version text of a Chromium, for the logs. @param {string} path */
export function chromiumVersion(path) {
  return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
