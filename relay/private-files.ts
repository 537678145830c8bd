// Files that only the relay's own user may read: the log, which has what was said in private sessions, and the secrets. A
// file written here is there whole or not at all, also where the disk is full or the power fails.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const folderMode = 0o700;
const fileMode = 0o600;
const othersMask = 0o077;

/** The file that says that a folder is a relay's. */
export const markerName = 'store.json';

/**
 * Makes a folder for the relay's user alone. From a folder that is there the access of others is taken away where the
 * folder is a relay's or empty; a folder with other things in it, such as `/tmp`, keeps its mode.
 * @throws Error that names the folder.
 */
export function openPrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: folderMode });
    if (readdirSync(path).length === 0 || existsSync(join(path, markerName))) closeToOthers(path, folderMode);
  } catch (error) {
    throw new Error(`cannot use the data folder ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Takes the access of others from LMDB's file and its lock. @throws Error of the file system. */
export function makePrivate(path: string): void {
  for (const file of [path, `${path}-lock`]) if (existsSync(file)) closeToOthers(file, fileMode);
}

function closeToOthers(path: string, mode: number): void {
  const { mode: now, uid } = statSync(path);
  // Only the owner of a file may change its mode.
  if ((now & othersMask) !== 0 && uid === process.getuid?.()) chmodSync(path, mode);
}

/**
 * Writes a file unless there is one.
 * @returns false when there is one: of two processes that start at once, one writes.
 * @throws Error of the file system; then there is no file.
 */
export function writeOnce(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeWhole(draft, 'w', text);
    try {
      linkSync(draft, path);
    } catch (error) {
      if (!noLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeWhole(path, 'wx', text);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Codes that file systems without hard links answer with: some network folders and memory cards. */
const noLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** @param flag `wx` fails where there is one. */
function writeWhole(path: string, flag: 'w' | 'wx', text: string): void {
  const file = openSync(path, flag, fileMode);
  let isWhole = false;
  try {
    writeSync(file, text);
    fsyncSync(file);
    isWhole = true;
  } finally {
    closeSync(file);
    if (!isWhole) rmSync(path, { force: true });
  }
}
