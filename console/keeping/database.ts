// The database in which the browser keeps what is not sent yet (Indexed Database API 3.0): a row for each outbox and one for
// each record of it. A record never stands without its outbox. What nothing was kept in for keptForMs is deleted.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

import { isOutboxRow, isRecordRow, type OutboxRow, type RecordRow } from './kept-rows.ts';

export const databaseName = 'captionwire';
/** Higher with each change of what stands there; `upgrade` then turns the old into the new. */
export const databaseVersion = 1;
export const keptForMs = 30 * 86_400_000;
/** A database that does not open within this, because another page holds up an upgrade, is done without. */
const openWithinMs = 2_000;

interface Tables extends DBSchema {
  outboxes: { key: string; value: OutboxRow };
  records: { key: [publisher: string, key: number]; value: RecordRow };
}

export type Database = IDBPDatabase<Tables>;

export const startWriting = (database: Database) =>
  database.transaction(['outboxes', 'records'], 'readwrite');
/** A transaction over everything. */
export type Writing = ReturnType<typeof startWriting>;

/** All records of an outbox: an array sorts behind every number. */
const recordsOf = (publisher: string) => IDBKeyRange.bound([publisher], [publisher, []]);

/**
 * Opens the database.
 * @param onLost it was taken away, by the browser or because a newer version of this page needs it.
 */
export async function openDatabase(onLost: () => void): Promise<Database> {
  const opening = openDB<Tables>(databaseName, databaseVersion, {
    upgrade(database, from) {
      if (from < 1) {
        database.createObjectStore('outboxes', { keyPath: 'publisher' });
        database.createObjectStore('records', { keyPath: ['publisher', 'key'] });
      }
    },
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`the database did not open within ${openWithinMs} ms`));
      // Nobody waits for it any more; why it failed, if it did, is of no interest.
      opening.then((database) => database.close()).catch(() => {});
    }, openWithinMs);
  });
  return Promise.race([opening, late]).finally(() => clearTimeout(timer));
}

/** The outboxes there are, the one begun first at the front, without those that are too old, which go. */
export async function readOutboxes(database: Database, onUnreadable: () => void): Promise<OutboxRow[]> {
  const transaction = startWriting(database);
  const outboxes = transaction.objectStore('outboxes');
  const rows: OutboxRow[] = [];
  for (const key of await outboxes.getAllKeys()) {
    const row: unknown = await outboxes.get(key);
    if (isOutboxRow(row) && row.keptAtMs > Date.now() - keptForMs) {
      rows.push(row);
      continue;
    }
    if (!isOutboxRow(row)) onUnreadable();
    await outboxes.delete(key);
    await transaction.objectStore('records').delete(recordsOf(key));
  }
  await transaction.done;
  return rows.sort((one, other) => one.beganAtMs - other.beganAtMs);
}

/** The records of an outbox in the order handed in. What cannot be read is deleted. */
export async function readRecords(
  database: Database,
  publisher: string,
  onUnreadable: () => void,
): Promise<RecordRow[]> {
  const transaction = database.transaction('records', 'readwrite');
  const readable: RecordRow[] = [];
  for await (const cursor of transaction.store.iterate(recordsOf(publisher))) {
    if (isRecordRow(cursor.value)) {
      readable.push(cursor.value);
      continue;
    }
    onUnreadable();
    await cursor.delete();
  }
  await transaction.done;
  return readable;
}
