// A keeper for presenters that begin and end within one test: what would be on a device is in memory.
import type { KeptRecord, OutboxKeeper } from '../../client/index.ts';

type Shelf = Map<string, { records: Map<number, unknown>; owner: OutboxKeeper | undefined }>;

const isReadable = (record: unknown): record is KeptRecord => typeof record === 'object' && record !== null;

export function createMemoryShelf() {
  const shelf: Shelf = new Map();
  return {
    /** A keeper of what is on the shelf; closing it is what the end of its program is. */
    keeper(onUnreadable: () => void = () => {}): OutboxKeeper {
      const keeper: OutboxKeeper = {
        async load(publisher) {
          const free = [...shelf].filter(([, { owner, records }]) => !owner && records.size > 0);
          shelf.set(publisher, { records: new Map(), owner: keeper });
          return free.map(([left, outbox]) => {
            outbox.owner = keeper;
            const records: KeptRecord[] = [];
            for (const [key, record] of [...outbox.records].sort(([one], [other]) => one - other)) {
              if (isReadable(record)) records.push(record);
              else onUnreadable();
              if (!isReadable(record)) outbox.records.delete(key);
            }
            return { publisher: left, records };
          });
        },
        async put(publisher, record) {
          shelf.get(publisher)?.records.set(record.key, structuredClone(record));
        },
        async remove(publisher, key) {
          shelf.get(publisher)?.records.delete(key);
        },
        close() {
          for (const outbox of shelf.values()) if (outbox.owner === keeper) outbox.owner = undefined;
        },
      };
      return keeper;
    },
    /** Makes a record unreadable. */
    spoil(publisher: string, key: number) {
      shelf.get(publisher)?.records.set(key, 'spoilt');
    },
  };
}
