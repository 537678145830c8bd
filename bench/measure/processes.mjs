// Processes that are measured or make load: each kept to one core, and what the operating system says about it.
// Invariant: none outlives the measurement. Linux only (`/proc`, `taskset`).
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What is measured has this core for itself; all load is on the other. */
export const measuredCore = 0;
export const loadCore = 1;

const allCores = `0-${availableParallelism() - 1}`;
const gauge = pathToFileURL(join(root, 'bench', 'gauge.mjs')).href;
/** @type {Set<ChildProcess>} */
const running = new Set();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Runs a script of ours, on one core if one is named.
 * @param {{ core?: number | undefined, script: string, parameters?: string[], env?: Record<string, string>, gauged?: boolean }} options
 * `gauged`: answers bench/gauge.mjs's questions about its memory and its event loop.
 */
export function start({ core, script, parameters = [], env = {}, gauged = false }) {
  const node = gauged ? ['--expose-gc', '--import', gauge] : [];
  const command = [process.execPath, ...node, script, ...parameters];
  const cores = core === undefined ? allCores : String(core);
  const child = spawn('taskset', ['-c', cores, ...command], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** The first line that a process prints. @param {ChildProcess} child @returns {Promise<string>} */
export function firstLine(child) {
  const lines = createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdout) });
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('it ended before it said anything'));
    child.once('exit', gone);
    lines.once('line', (line) => {
      child.off('exit', gone);
      resolve(line);
    });
  });
}

/** Ends a process and waits until it is gone. @param {ChildProcess} child @returns {Promise<void>} */
export function end(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Keeps this process to a core, or gives it all of them. @param {number} [core] */
export function keepTo(core) {
  const cores = core === undefined ? allCores : String(core);
  spawnSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
}

/** User + system time of a process in microseconds; a tick is 10 ms on Linux. @param {ChildProcess} child */
export function cpuUs({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/**
 * For how long a process's main thread was ready but on no core, in microseconds: other programs' doing, and a sign of how
 * far its figures can be trusted.
 * @param {ChildProcess} child
 */
export const keptWaitingUs = ({ pid }) =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1000;

/**
 * Resident memory in KiB: all of it, or without what is mapped from files (a store's pages belong to the disk).
 * @param {ChildProcess} child @param {'VmRSS' | 'RssAnon'} [kind]
 */
export function residentKib({ pid }, kind = 'VmRSS') {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${kind}:\\s+(\\d+)`).exec(status)?.[1]);
}
