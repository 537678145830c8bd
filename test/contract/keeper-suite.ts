// What every keeper of outboxes owes, word for word from client/outbox-keeper.ts. A driver's own test runs this suite.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

import type { KeptRecord, OutboxKeeper } from '../../client/outbox-keeper.ts';
import { draft } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';

export type KeeperPlace = {
  /** A keeper of the same place as every other of the same test. */
  open(onUnreadable?: () => void): OutboxKeeper;
  /** Makes a record unreadable. */
  spoil(publisher: string, key: number): Promise<void>;
};

export function keeperSuite(name: string, createPlace: () => KeeperPlace): void {
  let place: KeeperPlace;
  beforeEach(() => {
    place = createPlace();
  });

  const record = (key: number, text = `text ${key}`): KeptRecord => ({
    key,
    n: key,
    draft: { ...draft(`l${key}`, text), at: 1_700_000_000_000 + key },
  });
  function open(onUnreadable?: () => void): OutboxKeeper {
    const keeper = place.open(onUnreadable);
    onTestFinished(() => keeper.close());
    return keeper;
  }
  /** A program that kept these and has ended. */
  async function ended(publisher: string, ...records: KeptRecord[]): Promise<void> {
    const keeper = open();
    await keeper.load(publisher);
    for (const one of records) await keeper.put(publisher, one);
    keeper.close();
  }

  describe(`${name}: load`, () => {
    it('gives nothing where nothing was left', async () => {
      expect(await open().load('ann')).toEqual([]);
    });

    it('gives the records of a program that has ended, whole and in the order handed in', async () => {
      const records = [1, 2, 3, 10, 11].map((key) => record(key));
      await ended('ann', ...records);
      expect(await open().load('bob')).toMatchObject([{ publisher: 'ann', records }]);
    });

    it('gives several outboxes, the one begun first at the front, and none that is empty', async () => {
      const [first, second, empty] = [open(), open(), open()];
      await first.load('z-first');
      const beganMs = Date.now();
      await until(() => expect(Date.now()).toBeGreaterThan(beganMs));
      await second.load('a-second');
      await empty.load('empty');
      await second.put('a-second', record(1));
      await first.put('z-first', record(1));
      for (const keeper of [first, second, empty]) keeper.close();
      const left = await open().load('bob');
      expect(left.map(({ publisher }) => publisher)).toEqual(['z-first', 'a-second']);
    });

    it('gives no outbox whose owner lives, nor one to two', async () => {
      const living = open();
      await living.load('living');
      await living.put('living', record(1));
      await ended('left', record(1));
      const [one, other] = await Promise.all([open().load('one'), open().load('other')]);
      expect([...one, ...other].map(({ publisher }) => publisher)).toEqual(['left']);
    });

    it('gives an outbox again when the one who took it over has ended too', async () => {
      await ended('ann', record(1), record(2));
      const heir = open();
      await heir.load('bob');
      await heir.remove('ann', 1);
      await heir.put('bob', record(7));
      heir.close();
      const left = await open().load('cleo');
      expect(left.map(({ publisher, records }) => [publisher, records.map(({ key }) => key)])).toEqual([
        ['ann', [2]],
        ['bob', [7]],
      ]);
    });

    it('skips and reports a record that cannot be read, and gives the others', async () => {
      await ended('ann', record(1), record(2), record(3));
      await place.spoil('ann', 2);
      let unreadable = 0;
      const [left] = await open(() => unreadable++).load('bob');
      expect(left?.records.map(({ key }) => key)).toEqual([1, 3]);
      expect(unreadable).toBe(1);
    });
  });

  describe(`${name}: put and remove`, () => {
    it('happen in the order of the calls, also before load has settled', async () => {
      const keeper = open();
      const done = [
        keeper.load('ann'),
        keeper.put('ann', record(1)),
        keeper.put('ann', record(2)),
        keeper.remove('ann', 1),
        keeper.put('ann', record(2, 'again')),
        keeper.put('ann', record(3)),
        keeper.remove('ann', 3),
      ];
      await Promise.all(done);
      keeper.close();
      const [left] = await open().load('bob');
      expect(left?.records).toMatchObject([record(2, 'again')]);
    });

    it('of what is not there changes nothing', async () => {
      await ended('ann', record(1));
      const keeper = open();
      await keeper.load('bob');
      await keeper.remove('ann', 9);
      await keeper.remove('bob', 1);
      keeper.close();
      expect(await open().load('cleo')).toMatchObject([{ publisher: 'ann', records: [record(1)] }]);
    });
  });
}
