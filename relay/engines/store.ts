// The store of one data folder: LMDB's file `log.lmdb` with its marker, opened by one relay at a time. Invariant: what is
// there is opened whole or refused by name; nothing new ever takes the place of a log that is missing or damaged.
import { randomUUID } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';

import { makePrivate, markerName, openPrivateFolder } from '../private-files.ts';
import { faultOfLogFile } from './store-file.ts';
import { readMarker, storeFormat, writeMarker } from './store-marker.ts';

export type Store = {
  readonly db: RootDatabase;
  /** The log's file, for messages. */
  readonly path: string;
  /** Says that the log has a fault, in words that follow its name, and what to do. */
  unusable(fault: string, cause?: unknown): Error;
  close(): Promise<void>;
};

// Sessions' keys begin with a name; the store's own begin with a number.
const idKey = [0, 'id'];

/** Folders that this process has open: LMDB shares an environment within a process without a word. */
const openPlaces = new Set<string>();

/**
 * Opens the store of a folder, or makes it where there is none.
 * @throws Error that names the file and says what to do.
 */
export function openStore(folder: string): Store {
  openPrivateFolder(folder);
  const place = realpathSync(folder);
  const path = join(folder, 'log.lmdb');
  const markerPath = join(folder, markerName);
  if (openPlaces.has(place)) throw inUse(path, process.pid);

  const marker = readMarker(markerPath);
  checkLog(path, markerPath, marker !== undefined);
  const db = openLog(path);
  try {
    claim(db, path);
    const id = db.get(idKey) as string | undefined;
    if (!marker) mark(markerPath, id ?? newId(db));
    else if (marker.id !== id) {
      throw new Error(
        `the log ${path} is not the one that ${markerPath} was written for; put back the two that belong together`,
      );
    }
  } catch (error) {
    void db.close();
    throw error;
  }
  openPlaces.add(place);
  return {
    db,
    path,
    unusable: (fault, cause) => unusable(path, markerPath, fault, cause),
    async close() {
      try {
        await db.close();
      } finally {
        openPlaces.delete(place);
      }
    },
  };
}

function checkLog(path: string, markerPath: string, isMarked: boolean): void {
  if (!existsSync(path)) {
    if (!isMarked) return;
    throw new Error(
      `the log ${path} is missing; restore it from a backup, or delete ${markerPath} to begin a new one`,
    );
  }
  let fault: string | undefined;
  try {
    fault = faultOfLogFile(path);
  } catch (error) {
    throw new Error(`cannot read the log ${path}: ${(error as Error).message}`, { cause: error });
  }
  if (fault) throw unusable(path, markerPath, fault);
}

const unusable = (path: string, markerPath: string, fault: string, cause?: unknown) =>
  new Error(
    `the log ${path} ${fault}; restore it from a backup, or move it and ${markerPath} away to begin a new one`,
    { cause },
  );

function openLog(path: string): RootDatabase {
  try {
    // Without overlapping sync a commit is answered when it is on disk, and a failed one is answered too; with it, who
    // waits for a flush that failed waits for ever. Batches per turn would leave a promise that nobody can catch.
    const db = open({ path, noSubdir: true, overlappingSync: false, eventTurnBatching: false });
    makePrivate(path);
    return db;
  } catch (error) {
    throw new Error(`cannot open the log ${path}: ${(error as Error).message}`, { cause: error });
  }
}

// LMDB's table of readers is a lock that the operating system keeps: each process that reads holds a byte of the lock file,
// and the first one to open the file clears the table. So a killed process leaves no lock, whatever its id was.
function claim(db: RootDatabase, path: string): void {
  db.readerCheck();
  // Also one of this process's own number: that is another's, in a container of its own, and LMDB would wait for its place.
  const [before] = readers(db);
  if (before !== undefined) throw inUse(path, before);
  // Reading takes this process's place in the table, for as long as the store is open.
  db.get(idKey);
  const other = readers(db).find((pid) => pid !== process.pid);
  if (other !== undefined) throw inUse(path, other);
}

function readers(db: RootDatabase): number[] {
  const lines = db.readerList().split('\n');
  return lines.flatMap((line) => /^\s*(\d+)\s/.exec(line)?.[1] ?? []).map(Number);
}

const inUse = (path: string, pid: number) =>
  new Error(
    `the log ${path} is in use by another relay (process ${pid}); stop that one, or choose another data folder`,
  );

function mark(path: string, id: string): void {
  try {
    writeMarker(path, { format: storeFormat, id });
  } catch (error) {
    throw new Error(`cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}

function newId(db: RootDatabase): string {
  const id = randomUUID();
  db.putSync(idKey, id);
  return id;
}
