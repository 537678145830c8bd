// Programs that are not npm packages and that recipes in the documents are run with (test/recipes): what is missing is
// installed where that can be done, by Debian's package manager as root. Nobody needs them to use captionwire.
import { spawnSync } from 'node:child_process';

/** Programs, by the Debian packages that have them. */
const packages = {
  curl: ['curl'],
  ffmpeg: ['ffmpeg'],
  flite: ['flite'],
  pocketsphinx_continuous: ['pocketsphinx', 'pocketsphinx-en-us'],
};
/** A package manager that waits for a network must not keep people waiting. */
const installLimitMs = 10 * 60 * 1000;

const isThere = (/** @type {string} */ program) =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

/** @param {string[]} parameters */
function apt(...parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', parameters, { stdio: ['ignore', 'ignore', 'inherit'], env, timeout: installLimitMs });
}

/** Installs what is missing, if it can. @returns {string[]} the packages that are still missing */
export function ensurePrograms() {
  const missing = () => Object.entries(packages).filter(([program]) => !isThere(program));
  const wanted = missing().flatMap(([, names]) => names);
  if (wanted.length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    console.error(`Installing ${wanted.join(', ')}…`);
    apt('update', '-q');
    apt('install', '-y', '-q', '--no-install-recommends', ...wanted);
  }
  return missing().flatMap(([, names]) => names);
}
