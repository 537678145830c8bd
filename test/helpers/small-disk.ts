// A disk of its own for a test: as small as it says, and made larger or taken away from writers when the test wants.
import { execFileSync } from 'node:child_process';

import { onTestFinished } from 'vitest';

import { testFolder } from './running-relay.ts';

export type SmallDisk = { readonly folder: string; resize(megabytes: number): void };

/** Whether this machine lets its user make one: Linux, for root. */
export const canMakeDisks = process.platform === 'linux' && process.getuid?.() === 0;

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
