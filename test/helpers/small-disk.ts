// A disk of its own for a test: as small as it says, and made larger or taken away from writers when the test wants.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { testFolder } from './running-relay.ts';

export type SmallDisk = { readonly folder: string; resize(megabytes: number): void };

/** Whether this machine lets its user make one: Linux does so for root, unless it is a container that may not mount. */
export const canMakeDisks = tryOne();

function tryOne(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'captionwire-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write(
      'Tests of full disks are skipped: to mount a small one needs root, outside of a container.\n',
    );
    return false;
  } finally {
    rmdirSync(folder);
  }
}

/** A disk that goes with the test. */
export function makeSmallDisk(megabytes: number, options = 'rw'): SmallDisk {
  const folder = testFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,${options}`, 'tmpfs', folder]);
  // Lazily: what still has a file open there must not fail the test that comes after.
  onTestFinished(() => void execFileSync('umount', ['-l', folder]));
  return {
    folder,
    resize: (to) => void execFileSync('mount', ['-o', `remount,size=${to}m`, folder]),
  };
}
