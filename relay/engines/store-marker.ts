// The marker `store.json` in the data folder: says that a log belongs here, in which format and which one. Written once,
// after its log, so a marker without its log means that the log was lost, and nothing new may begin in its place.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The format of the log that this version reads and writes. */
export const storeFormat = 1;

export type Marker = { readonly format: number; readonly id: string };

/** The marker, or undefined when there is none. @throws Error that names the file when it cannot be understood. */
export function readMarker(path: string): Marker | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
  const marker = parseMarker(text);
  if (!marker) {
    throw new Error(`${path} is damaged; restore it from a backup, or delete it to adopt the log beside it`);
  }
  if (marker.format > storeFormat) {
    throw new Error(
      `${path} is of format ${marker.format}, written by a newer captionwire; this one reads format ${storeFormat}: upgrade it, or choose another data folder`,
    );
  }
  return marker;
}

function parseMarker(text: string): Marker | undefined {
  try {
    const { format, id } = JSON.parse(text) as Marker;
    return Number.isInteger(format) && format >= 1 && typeof id === 'string' ? { format, id } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the marker so that it is there whole or not at all, also after a power cut. */
export function writeMarker(path: string, marker: Marker): void {
  const draft = `${path}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(marker)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** Makes a rename last. Windows has no such thing for folders and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
