// Writing to the store, and whether that works. A write is all on disk or none of it; after one that failed (a full disk)
// a tiny one is tried now and then, so that the store is found healthy again without anybody risking a line on it.
import { relayTiming } from '../../protocol/limits.ts';
import { createStoreRoom, type StoreFile } from './store-room.ts';

export type StoreWrites = {
  /**
   * Stores all puts and removes that `change` makes, in one transaction; settles once they are on disk, or none is.
   * @param valueBytes at least the size of the values that it stores and removes.
   */
  write(valueBytes: number, change: () => void): Promise<void>;
  healthy(): boolean;
  /** Ends the trying; nothing is written any more once it has resolved. */
  dispose(): Promise<void>;
};

const probeKey = [0, 'probe'];
const probeBytes = 100;

/** @param label the store's file as messages name it: `the log /srv/captionwire/log.lmdb`. */
export function createStoreWrites(store: StoreFile, label: string): StoreWrites {
  const room = createStoreRoom(store);
  let healthy = true;
  let disposed = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let probing: Promise<void> | undefined;

  function failed(): void {
    healthy = false;
    if (waiting || disposed) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      // A failure arranges the next try; the first one has been reported.
      probing = write(probeBytes, () => void store.db.put(probeKey, Date.now())).catch(() => {});
    }, relayTiming.storeProbeMs);
    waiting.unref();
  }

  async function write(valueBytes: number, change: () => void): Promise<void> {
    try {
      await room.within(valueBytes, () => store.db.batch(change));
      healthy = true;
    } catch (error) {
      failed();
      const reason = await reasonOf(error);
      throw new Error(`${label} could not be written: ${reason.message}`, { cause: error });
    }
  }

  return {
    write,
    healthy: () => healthy,
    async dispose() {
      disposed = true;
      clearTimeout(waiting);
      await probing;
    },
  };
}

/** LMDB rejects with "see commitError", a promise that rejects with the reason in the same turn of the event loop. */
async function reasonOf(failure: unknown): Promise<Error> {
  const { commitError } = failure as { commitError?: Promise<never> };
  const reason: unknown = await Promise.race([
    commitError?.catch((known: unknown) => known),
    new Promise((resolve) => setImmediate(resolve, failure)),
  ]);
  return reason instanceof Error ? reason : (failure as Error);
}
