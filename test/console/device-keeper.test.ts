// What the console keeps in the browser: the contract of every keeper, how long, and what becomes of it when the browser, or
// another version of the page, has other plans.
import { deleteDB, type IDBPDatabase, openDB } from 'idb';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import { databaseName, databaseVersion, keptForMs } from '../../console/keeping/database.ts';
import { createDeviceKeeper } from '../../console/keeping/device-keeper.ts';
import { keeperSuite } from '../contract/keeper-suite.ts';
import { draft } from '../helpers/records.ts';

let sessions = 0;
beforeEach(() => deleteDB(databaseName));

function createPlace() {
  const session = `session${++sessions}`;
  return {
    session,
    open(onUnreadable: () => void = () => {}, onLost: () => void = () => {}, before?: string) {
      const keeper = createDeviceKeeper({ relay: 'https://relay', session, before, onUnreadable, onLost });
      onTestFinished(() => keeper.close());
      return keeper;
    },
    spoil: (publisher: string, key: number) =>
      directly((database) => database.put('records', { publisher, key, n: 'spoilt' })),
  };
}

/** Looks into the database past the keeper. */
async function directly<T>(look: (database: IDBPDatabase) => Promise<T>): Promise<void> {
  const database = await openDB(databaseName);
  await look(database);
  database.close();
}
const record = { key: 1, n: 1, draft: draft('l1', 'one') };

keeperSuite('this browser', createPlace);

describe('on the device', () => {
  it('a tab that is loaded anew waits for its own page to let go, however long that takes', async () => {
    const { open } = createPlace();
    const page = open();
    await page.load('mine');
    await page.put('mine', record);
    const next = open(undefined, undefined, 'mine').load('next');
    // Another tab gives up in the meantime: it cannot know that this page is going away.
    expect(await open().load('another tab')).toEqual([]);
    page.close();
    expect(await next).toMatchObject([{ publisher: 'mine', records: [record] }]);
  });

  it('another session, or the same one of another relay, has nothing of it', async () => {
    const { open, session } = createPlace();
    const keeper = open();
    await keeper.load('here');
    await keeper.put('here', record);
    keeper.close();
    const elsewhere = { onUnreadable() {}, onLost() {} };
    const others = [
      createDeviceKeeper({ ...elsewhere, relay: 'https://other', session }),
      createDeviceKeeper({ ...elsewhere, relay: 'https://relay', session: 'other' }),
    ];
    for (const other of others) {
      onTestFinished(() => other.close());
      expect(await other.load(`elsewhere${sessions++}`)).toEqual([]);
    }
  });

  it('what nobody fetched is gone after thirty days, whatever session is opened then', async () => {
    const { open } = createPlace();
    const keeper = open();
    await keeper.load('old');
    await keeper.put('old', record);
    keeper.close();
    await directly(async (database) => {
      const row = (await database.get('outboxes', 'old')) as object;
      await database.put('outboxes', { ...row, keptAtMs: Date.now() - keptForMs });
    });
    await createPlace().open().load('another');
    await directly(async (database) => {
      expect(await database.get('outboxes', 'old')).toBeUndefined();
      expect(await database.get('records', ['old', 1])).toBeUndefined();
    });
  });

  it('an outbox that cannot be read is reported and skipped', async () => {
    const { open } = createPlace();
    const keeper = open();
    await keeper.load('broken');
    await keeper.put('broken', record);
    keeper.close();
    await directly((database) => database.put('outboxes', { publisher: 'broken', beganAtMs: 'never' }));
    let unreadable = 0;
    expect(await open(() => unreadable++).load('next')).toEqual([]);
    expect(unreadable).toBe(1);
  });
});

describe('the text in the making', () => {
  const text = (words: string) => ({ id: 'line', at: 1_700_000_000_000, text: words });

  it('is the last one that was put, for the page that comes after', async () => {
    const { open } = createPlace();
    const before = open();
    await before.load('before');
    await before.putText(text('hal'));
    await before.putText(text('half a'));
    before.close();
    const after = open();
    expect(await after.load('after')).toEqual([]);
    expect(await after.leftTexts()).toEqual([text('half a')]);
    // The page may come back to this session.
    expect(await after.leftTexts()).toEqual([]);
  });

  it('belongs to the page that took it over once that keeps its own', async () => {
    const { open } = createPlace();
    const [first, second, third] = [open(), open(), open()];
    await first.load('first text');
    await first.putText(text('half a'));
    first.close();
    await second.load('second text');
    await second.putText(text('half a line'));
    second.close();
    await third.load('third text');
    expect(await third.leftTexts()).toEqual([text('half a line')]);
    await third.putText(undefined);
    third.close();
    const last = open();
    await last.load('last text');
    expect(await last.leftTexts()).toEqual([]);
  });
});

describe('a database of a newer version', () => {
  it('takes the place of this one, which says so; then nothing is kept, and nothing of it is touched', async () => {
    const { open } = createPlace();
    let lost = 0;
    const keeper = open(undefined, () => lost++);
    await keeper.load('older');
    await keeper.put('older', record);
    const newer = await openDB(databaseName, databaseVersion + 1);
    expect(lost).toBe(1);
    await expect(keeper.put('older', { ...record, key: 2 })).rejects.toThrow();
    const late = open();
    await expect(late.load('late')).rejects.toThrow();
    expect(await late.leftTexts()).toEqual([]);
    expect(await newer.get('records', ['older', 1])).toMatchObject(record);
    newer.close();
  });
});
