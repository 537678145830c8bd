// Programs that are not npm packages and that some tests run: recipes of the documents. Tests that miss one are skipped
// with a line that says how to get it. Run as a command, this prints the Debian packages that are missing, for CI.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

import { findChromium } from './chromium.mjs';

/**
 * Each program by its name, the shell command that succeeds where it is installed, and the Debian packages that have it.
 * @type {readonly { name: string, check: string, packages: readonly string[] }[]}
 */
export const programs = [
  { name: 'curl', check: 'command -v curl', packages: ['curl'] },
  { name: 'ffmpeg', check: 'command -v ffmpeg', packages: ['ffmpeg'] },
  { name: 'flite', check: 'command -v flite', packages: ['flite'] },
  {
    name: 'pocketsphinx',
    check: "/usr/bin/python3 -c 'import pocketsphinx' && test -d /usr/share/pocketsphinx/model/en-us",
    packages: ['python3-pocketsphinx', 'pocketsphinx-en-us'],
  },
];

/** @typedef {(typeof programs)[number]} Program */

/** @param {Program} program */
export const isInstalled = ({ check }) => spawnSync('sh', ['-c', check], { stdio: 'ignore' }).status === 0;

/** Those of `programs` that are not installed. */
export const missingPrograms = () => programs.filter((program) => !isInstalled(program));

/** The Debian packages of these programs, separated by spaces, for `apt-get install`. @param {readonly Program[]} missing */
export const packagesOf = (missing) => missing.flatMap(({ packages }) => packages).join(' ');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  // The fonts are for captions in Arabic and other scripts, which Chromium draws as boxes without them.
  const browser = findChromium() ? '' : 'chromium fonts-noto-core ';
  console.log((browser + packagesOf(missingPrograms())).trim());
}
