// Keeps what is not sent yet in this browser. Who owns an outbox holds a lock of its name (Web Locks API) for as long as the
// page lives, so two tabs never share one, a copied tab begins its own, and what a page left behind is free the moment it
// is gone, however it went.
import type { LeftOutbox } from '../../client/outbox-keeper.ts';
import type { ConsoleKeeper, KeeperPlace, KeptText } from './console-keeper.ts';
import {
  type Database,
  openDatabase,
  readOutboxes,
  readRecords,
  startWriting,
  type Writing,
} from './database.ts';
import type { OutboxRow } from './kept-rows.ts';

/** A page that is loaded anew may still hold its locks for a moment; another tab holds its own for good. */
const lockWithinMs = 400;

export function createDeviceKeeper({ relay, session, onUnreadable }: KeeperPlace): ConsoleKeeper {
  const release = new Set<() => void>();
  const owned = new Map<string, OutboxRow>();
  let own = '';
  let database: Database | undefined;
  let lost = new Error('nothing is kept before load');
  let textsRead: (texts: readonly KeptText[]) => void;
  const leftTexts = new Promise<readonly KeptText[]>((resolve) => {
    textsRead = resolve;
  });

  /** Takes a publisher's lock until the page ends; says whether it did. */
  function hold(publisher: string, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const held = () =>
        new Promise<void>((done) => {
          release.add(done);
          resolve(true);
        });
      navigator.locks
        .request(`captionwire outbox ${publisher}`, signal ? { signal } : {}, held)
        .catch((error: unknown) => (signal?.aborted ? resolve(false) : reject(error)));
    });
  }

  async function adopt(row: OutboxRow, open: Database): Promise<LeftOutbox | undefined> {
    if (!(await hold(row.publisher, AbortSignal.timeout(lockWithinMs)))) return undefined;
    // Read now: who had it may have sent all of it meanwhile.
    const now = await open.get('outboxes', row.publisher);
    if (!now) return undefined;
    const records = await readRecords(open, row.publisher, onUnreadable);
    if (records.length === 0 && !now.text) await open.delete('outboxes', row.publisher);
    else owned.set(row.publisher, now);
    return { publisher: row.publisher, records };
  }

  async function load(publisher: string): Promise<LeftOutbox[]> {
    // Browsers leave these out on pages that came neither by https nor from this machine, and in some private windows.
    if (!globalThis.indexedDB || !navigator.locks)
      throw new Error('this browser keeps nothing for this page');
    const open = await openDatabase((error) => {
      lost = error;
      database = undefined;
    });
    database = open;
    own = publisher;
    await hold(publisher);
    const beganAtMs = Date.now();
    owned.set(publisher, { publisher, relay, session, beganAtMs, keptAtMs: beganAtMs });
    const here = (await readOutboxes(open, onUnreadable)).filter(
      (row) => row.relay === relay && row.session === session,
    );
    const adopted = await Promise.all(here.map((row) => adopt(row, open)));
    textsRead(here.flatMap((row) => owned.get(row.publisher)?.text ?? []));
    return adopted.filter((left) => left !== undefined && left.records.length > 0) as LeftOutbox[];
  }

  /** The row of an outbox that something is kept in now. */
  function touched(publisher: string, change: Partial<OutboxRow>): OutboxRow {
    const row = { ...(owned.get(publisher) as OutboxRow), ...change, keptAtMs: Date.now() };
    owned.set(publisher, row);
    return row;
  }

  /** Writes in one transaction, which the browser carries out also when the page ends at once. */
  async function write(requests: (to: Writing) => Promise<unknown>[]): Promise<void> {
    if (!database) throw lost;
    const transaction = startWriting(database);
    const written = requests(transaction);
    // By itself it would be committed later, and what a page has not committed ends with it.
    transaction.commit();
    await Promise.all([...written, transaction.done]);
  }

  return {
    async load(publisher) {
      try {
        return await load(publisher);
      } catch (error) {
        textsRead([]);
        throw error;
      }
    },
    put: (publisher, record) =>
      write((to) => [
        to.objectStore('outboxes').put(touched(publisher, {})),
        to.objectStore('records').put({ ...record, publisher }),
      ]),
    remove: (publisher, key) => write((to) => [to.objectStore('records').delete([publisher, key])]),
    putText(text) {
      const before = [...owned.keys()].filter((one) => one !== own && owned.get(one)?.text);
      return write((to) =>
        [[own, text] as const, ...before.map((one) => [one, undefined] as const)].map(([one, now]) =>
          to.objectStore('outboxes').put(touched(one, { text: now })),
        ),
      );
    },
    leftTexts: () => leftTexts,
    close() {
      database?.close();
      for (const done of release) done();
      release.clear();
    },
  };
}
