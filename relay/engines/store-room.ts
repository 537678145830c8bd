// Room on the disk, taken before LMDB needs it: LMDB's binding overruns its memory when a write into the log is refused (a
// 100 byte buffer for a longer message, mdb.c, mdb_page_flush). So the log's file is filled with zeros ahead of its last page,
// here, where a full disk is an ordinary error, and LMDB only ever writes where there is room already.
// Invariant: the file is extended only while no transaction is under way.
import { close as closeFile, fstat, open as openFile, write } from 'node:fs';
import { promisify } from 'node:util';

import type { RootDatabase } from 'lmdb';

/** Bytes by which the file grows, and how many of them are left when it grows again. */
const stepBytes = 4 * 1024 * 1024;
const leastBytes = stepBytes / 2;
/** Bytes that nobody is let in for: LMDB's own lists. */
const spareBytes = stepBytes / 4;

/** What one write may need at most besides its values: copies of the pages on the way to each of its keys. */
const pagesPerWrite = 6;

/** An LMDB environment and the file it is in. */
export type StoreFile = { readonly db: RootDatabase; readonly path: string };

export type StoreRoom = {
  /**
   * Runs a transaction once there is room for it. Rejects without having run it when there is none.
   * @param valueBytes the size of all values that it stores.
   */
  within<Result>(valueBytes: number, transaction: () => Promise<Result>): Promise<Result>;
};

const files = {
  open: promisify(openFile),
  stat: promisify(fstat),
  write: promisify(write),
  close: promisify(closeFile),
};

export function createStoreRoom(store: StoreFile): StoreRoom {
  /** Bytes that transactions may still be let in for. */
  let budgetBytes = 0;
  /** The file's size when it was last looked at; nobody makes it smaller. */
  let endBytes = 0;
  /** What the transactions under way were let in for. */
  let heldBytes = 0;
  let underWay = 0;
  let idle: (() => void) | undefined;
  let growing: Promise<void> | undefined;

  const pages = () => store.db.getStats() as { pageSize: number; lastPageNumber: number };
  const pageBytes = pages().pageSize;
  const usedBytes = () => (pages().lastPageNumber + 1) * pageBytes;

  /** Most take far less than they were let in for, and what is left of that serves others; nobody has to wait for this. */
  function recount(): void {
    budgetBytes = endBytes - usedBytes() - spareBytes - heldBytes;
  }

  const isShort = (needBytes: number) => budgetBytes < needBytes;

  /** Waits until nothing is under way, then sees to it that there is room for some time. */
  async function grow(needBytes: number): Promise<void> {
    if (underWay > 0) await new Promise<void>((resolve) => (idle = resolve));
    idle = undefined;
    const file = await files.open(store.path, 'r+');
    try {
      const { size } = await files.stat(file);
      const bytes = usedBytes();
      endBytes = Math.max(size, bytes);
      const wantedBytes = bytes + needBytes + stepBytes;
      if (endBytes - bytes < needBytes + leastBytes) {
        const zeros = Buffer.alloc(256 * 1024);
        while (endBytes < wantedBytes) {
          const { bytesWritten } = await files.write(file, zeros, 0, zeros.length, endBytes);
          endBytes += bytesWritten;
        }
      }
      recount();
    } finally {
      await files.close(file);
    }
  }

  return {
    async within(valueBytes, transaction) {
      const needBytes = 2 * valueBytes + pagesPerWrite * pageBytes;
      if (!growing && isShort(needBytes)) recount();
      while (growing || isShort(needBytes)) {
        await (growing ??= grow(needBytes).finally(() => (growing = undefined)));
      }
      budgetBytes -= needBytes;
      heldBytes += needBytes;
      underWay++;
      try {
        return await transaction();
      } finally {
        heldBytes -= needBytes;
        if (--underWay === 0) idle?.();
      }
    },
  };
}
