// Looks at the log's file before LMDB maps it: a file that is no log, or has lost its end, would take the process down
// instead of giving an error. Reads LMDB's two meta pages (mdb.c, MDB_meta, data version 2, 64 bit), then lets another process
// read all of it.
import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { endianness } from 'node:os';

/** Byte offsets in a meta page. */
const offset = { magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152, end: 160 };
const magic = 0xbeefc0de;
const version = 2;

type Meta = { readonly pageBytes: number; readonly lastPage: bigint; readonly transaction: bigint };

function readMeta(file: number, position: number): Meta | undefined {
  const bytes = Buffer.alloc(offset.end);
  if (readSync(file, bytes, 0, offset.end, position) < offset.end) return undefined;
  const little = endianness() === 'LE';
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (at: number) => (little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  if (u32(offset.magic) !== magic || u32(offset.version) !== version) return undefined;
  return {
    pageBytes: u32(offset.pageBytes),
    lastPage: u64(offset.lastPage),
    transaction: u64(offset.transaction),
  };
}

// Whether a page in use is missing or damaged shows when everything is read; where it is, the reading process dies of it, not
// this one. (A sound file can be short too: pages at the end that a transaction took and let go again are never written.) A value
// that says nothing is its session's trouble alone.
const readAllScript = `
  const [, lmdb, path] = process.argv;
  const db = require(lmdb).open({ path, noSubdir: true, readOnly: true });
  for (const key of db.getKeys()) {
    try { void db.get(key); } catch (error) { if (/MDB_|mdb/.test(error.message)) throw error; }
  }
  // Looking for a place takes other ways through the pages than going from one to the next.
  const first = (start) => [...db.getKeys({ start, limit: 1 })][0];
  const seen = new Set();
  for (let key = first(['!']); key && !seen.has(key[0]); key = first([key[0], 4])) {
    seen.add(key[0]);
    for (const part of [[0, 0], [1, ''], [2], [3]]) first([key[0], ...part]);
  }
  db.getStats();
`;

/** Reading a damaged page may go round in circles for ever: this long plus a second for each megabyte is more than any disk takes. */
const readLeastMs = 30_000;

function canBeReadWhole(path: string, bytes: number): boolean {
  const lmdb = createRequire(import.meta.url).resolve('lmdb');
  const reading = spawnSync(process.execPath, ['-e', readAllScript, lmdb, path], {
    stdio: 'ignore',
    timeout: readLeastMs + Math.ceil(bytes / 1_000),
    killSignal: 'SIGKILL',
  });
  return reading.status === 0;
}

/** What is wrong with a log's file, in words that follow its name; undefined when LMDB can open it. */
export function faultOfLogFile(path: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) return 'is not a file';
    if (stat.size === 0) return 'is empty';
    const first = readMeta(file, 0);
    const second = first && readMeta(file, first.pageBytes);
    if (!first || !second) return 'is damaged or not a log';
    const { lastPage } = second.transaction > first.transaction ? second : first;
    const wholeBytes = (lastPage + 1n) * BigInt(first.pageBytes);
    if (canBeReadWhole(path, stat.size)) return undefined;
    return BigInt(stat.size) < wholeBytes
      ? `is cut off: ${stat.size} of ${wholeBytes} bytes`
      : 'is damaged: it cannot be read to its end';
  } finally {
    closeSync(file);
  }
}
