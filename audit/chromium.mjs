// Finds a Chromium for audits, tests and pictures, in this order: CAPTIONWIRE_CHROMIUM, one that Playwright installed, one
// on PATH; then installs one: Playwright's own download, else the system's package manager when root. Plain JavaScript,
// because what runs before there is a build needs it too.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** A download that is not going to work must not keep people waiting. */
const downloadLimitMs = 5 * 60 * 1000;

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium that is there, or undefined. */
export function findChromium() {
  const named = process.env.CAPTIONWIRE_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CAPTIONWIRE_CHROMIUM names ${named}, which cannot be run`);
  }
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} command @param {string[]} parameters */
function runQuietly(command, ...parameters) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, parameters, { stdio: 'ignore', env, timeout: downloadLimitMs }).status === 0;
}

/** The path of a Chromium, installed when there is none. Throws one line that says what to install. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  console.error('No Chromium found; installing one…');
  const playwright = join(
    dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'cli.js',
  );
  runQuietly(process.execPath, playwright, 'install', 'chromium');
  if (!findChromium() && process.getuid?.() === 0) {
    runQuietly('apt-get', 'update', '-q');
    runQuietly('apt-get', 'install', '-y', '-q', 'chromium', 'fonts-noto-core');
  }
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'no Chromium, and none could be installed: install the package "chromium", or name one with CAPTIONWIRE_CHROMIUM',
    );
  }
  return installed;
}

/** Options for Playwright's `launch`: as root Chromium only starts without its sandbox. */
export function launchOptions(executablePath = findChromium()) {
  const asRoot = process.getuid?.() === 0;
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    '--disable-sync',
  ];
  return { executablePath, args: asRoot ? ['--no-sandbox', ...quiet] : quiet };
}
