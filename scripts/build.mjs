// Builds dist/: types and modules (tsc), what browsers load (Vite), the relay's static pages, and a brotli copy of each
// text file. `--if-stale` does nothing while no source is newer than the last build.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.built');
const sources = [
  'protocol',
  'formats',
  'client',
  'widget',
  'console',
  'relay',
  'cli',
  'audit',
  'scripts/build.mjs',
  'scripts/internal-names.ts',
  'scripts/lean-preact.ts',
  'vite.config.ts',
];

/** Milliseconds of the newest file at or below a path. @param {string} path @returns {number} */
function newestMs(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const builtMs = statSync(stamp).mtimeMs;
  return sources.every((source) => newestMs(join(root, source)) <= builtMs);
}

/** @param {string} binary @param {string[]} parameters */
function run(binary, ...parameters) {
  const path = join(root, 'node_modules', '.bin', binary);
  if (!existsSync(path)) throw new Error('run "npm install" first: the tools that build are not installed');
  // The answer of a tool that went well is of no interest to who only wants to start.
  // Who starts the build may be a test runner; what is built is the same.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout } = spawnSync(path, parameters, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  console.error(`${stdout}\n${binary} failed; nothing was built`);
  process.exit(1);
}

/** Writes `file.br` beside each text file; the static server sends it to browsers that take it. @param {string} folder */
function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(js|css|html|svg)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const parameters = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params: parameters }));
  }
}

if (!(process.argv.includes('--if-stale') && isFresh())) {
  console.error('Building captionwire…');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  run('tsc', '-p', 'tsconfig.build.json');
  run('vite', 'build', '--logLevel', 'error', '--mode', 'widget');
  run('vite', 'build', '--logLevel', 'error', '--mode', 'rooms');
  run('vite', 'build', '--logLevel', 'error', '--mode', 'console');
  const pages = join(root, 'dist', 'browser', 'pages');
  mkdirSync(pages, { recursive: true });
  for (const name of ['pages.css', 'viewer.js', 'icon.svg']) {
    cpSync(join(root, 'relay', 'pages', name), join(pages, name));
  }
  compress(join(root, 'dist', 'browser'));
  // npm sets this when it links a command, which may have been before this build.
  chmodSync(join(root, 'dist', 'cli', 'main.js'), 0o755);
  writeFileSync(stamp, '');
}
