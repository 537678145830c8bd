// Programs that are not npm packages and that recipes in the documents are run with (test/recipes): what is missing is
// installed where that can be done, by Debian's package manager as root. Nobody needs them to use captionwire.
import { spawnSync } from 'node:child_process';

/** What says that a program is there, and the Debian packages that have it. */
const programs = [
  { check: 'command -v curl', packages: ['curl'] },
  { check: 'command -v ffmpeg', packages: ['ffmpeg'] },
  { check: 'command -v flite', packages: ['flite'] },
  {
    check: "/usr/bin/python3 -c 'import pocketsphinx' && test -d /usr/share/pocketsphinx/model/en-us",
    packages: ['python3-pocketsphinx', 'pocketsphinx-en-us'],
  },
];
/** A package manager that waits for a network must not keep people waiting. */
const installLimitMs = 10 * 60 * 1000;

const succeeds = (/** @type {string} */ check) =>
  spawnSync('sh', ['-c', check], { stdio: 'ignore' }).status === 0;

/** @param {string[]} parameters */
function apt(...parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', parameters, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: installLimitMs });
}

/** Installs what is missing, if it can. @returns {string[]} the packages that are still missing */
export function ensurePrograms() {
  const missing = () => programs.filter(({ check }) => !succeeds(check)).flatMap(({ packages }) => packages);
  const wanted = missing();
  if (wanted.length > 0 && process.getuid?.() === 0 && succeeds('command -v apt-get')) {
    console.error(`Installing ${wanted.join(', ')}…`);
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', ...wanted);
  }
  return missing();
}
