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

/** A page that is going away may still hold its lock for a moment; another tab holds its own for good. */
const lockWithinMs = 1_000;
/** This tab's own page from before a reload is going away for certain, though a busy machine may take its time. */
const ownLockWithinMs = 30_000;

export function createDeviceKeeper(place: KeeperPlace): ConsoleKeeper {
  const { relay, session, before, onUnreadable, onLost } = place;
  const release = new Set<() => void>();
  const owned = new Map<string, OutboxRow>();
  let own = '';
  let opening: Promise<Database> | undefined;
  let textsRead: (texts: readonly KeptText[]) => void;
  let leftTexts = new Promise<readonly KeptText[]>((resolve) => {
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

  async function adopt(row: OutboxRow, database: Database): Promise<LeftOutbox | undefined> {
    const withinMs = row.publisher === before ? ownLockWithinMs : lockWithinMs;
    if (!(await hold(row.publisher, AbortSignal.timeout(withinMs)))) return undefined;
    // Read now: who had it may have sent all of it meanwhile.
    const now = await database.get('outboxes', row.publisher);
    if (!now) return undefined;
    const records = await readRecords(database, row.publisher, onUnreadable);
    if (records.length === 0 && !now.text) await database.delete('outboxes', row.publisher);
    else owned.set(row.publisher, now);
    return { publisher: row.publisher, records };
  }

  /** Opens the database for the outbox that begins here, which nobody else can know before something is kept in it. */
  async function open(publisher: string): Promise<Database> {
    // Browsers leave these out on pages that came neither by https nor from this machine, and in some private windows.
    if (!globalThis.indexedDB || !navigator.locks) throw new Error('no IndexedDB or no Web Locks here');
    const database = await openDatabase(onLost);
    await hold(publisher);
    own = publisher;
    const beganAtMs = Date.now();
    owned.set(publisher, { publisher, relay, session, beganAtMs, keptAtMs: beganAtMs });
    return database;
  }

  async function load(publisher: string): Promise<LeftOutbox[]> {
    opening = open(publisher);
    const database = await opening;
    const here = (await readOutboxes(database, onUnreadable)).filter(
      (row) => row.relay === relay && row.session === session && row.publisher !== publisher,
    );
    const adopted = await Promise.all(here.map((row) => adopt(row, database)));
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
    // Always a turn later, so that what waits for the database to open is not overtaken.
    const transaction = startWriting((await opening) as Database);
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
      const earlier = [...owned.keys()].filter((one) => one !== own && owned.get(one)?.text);
      return write((to) =>
        [[own, text] as const, ...earlier.map((one) => [one, undefined] as const)].map(([one, now]) =>
          to.objectStore('outboxes').put(touched(one, { text: now })),
        ),
      );
    },
    async leftTexts() {
      const texts = await leftTexts;
      leftTexts = Promise.resolve([]);
      return texts;
    },
    close() {
      // Where it did not open, load has said so.
      opening?.then((database) => database.close()).catch(() => {});
      for (const done of release) done();
      release.clear();
    },
  };
}
