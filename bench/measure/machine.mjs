// The machine that is measured on, described by itself: figures mean nothing without it.
import { readFileSync, statfsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os';

/** Of those that stores are put on; other numbers are shown as they are. */
const fileSystems = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs: nothing is flushed to a disk'],
  [0x794c7630, 'overlay'],
]);

export function describeMachine() {
  const disk = statfsSync(tmpdir()).type;
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    'file system of stores': fileSystems.get(disk) ?? `type 0x${disk.toString(16)}`,
    'open files': openFilesLimit(),
    'load before': Number((loadavg()[0] ?? NaN).toFixed(2)),
  };
}

/** How many files one process may open. */
export function openFilesLimit() {
  const limits = readFileSync('/proc/self/limits', 'utf8');
  const hard = /Max open files\s+\S+\s+(\S+)/.exec(limits)?.[1];
  return hard === 'unlimited' ? Infinity : Number(hard);
}
