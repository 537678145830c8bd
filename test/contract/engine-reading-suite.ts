// The half of the contract suite that is about readers: subscribe, read since, and sessions that do not mix.
import { describe, expect, it } from 'vitest';

import { genesis } from '../../protocol/cursor.ts';
import type { Engine, Logged } from '../../relay/engines/contract.ts';
import { draft } from '../helpers/records.ts';
import { appendMany, readAll, recordsOf, request } from './requests.ts';

/** @param started an engine that is closed when the test ends. */
export function engineReadingSuite(name: string, started: () => Engine): void {
  describe(`${name}: subscribe`, () => {
    it('delivers every record from now on, once and in order, own appends included', async () => {
      const engine = started();
      await appendMany(engine, 2);
      const heard: Logged[] = [];
      engine.subscribe('talk', (logged) => heard.push(logged));
      await Promise.all(
        Array.from({ length: 30 }, (_, at) => at + 1).flatMap((number) =>
          ['x', 'y'].map((publisher) => engine.append(request(number, { publisher }))),
        ),
      );
      expect(heard.map(({ record }) => record.seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 3));
      expect(heard).toEqual((await readAll(engine)).slice(2));
    });

    it('has delivered a record when its append is answered, and what is delivered can be read', async () => {
      const engine = started();
      const reads: Promise<number>[] = [];
      engine.subscribe('talk', () => {
        reads.push(readAll(engine).then((all) => all.length));
      });
      await engine.append(request(1));
      expect(await Promise.all(reads)).toEqual([1]);
    });

    it('delivers nothing for a repeat or a gap, nor to who has unsubscribed', async () => {
      const engine = started();
      const heard: number[] = [];
      const gone: number[] = [];
      engine.subscribe('talk', ({ record }) => heard.push(record.seq));
      const stop = engine.subscribe('talk', ({ record }) => gone.push(record.seq));
      await engine.append(request(1));
      stop();
      await Promise.all([1, 3, 2].map((number) => engine.append(request(number))));
      expect(heard).toEqual([1, 2]);
      expect(gone).toEqual([1]);
    });
  });

  describe(`${name}: read since`, () => {
    it('gives everything after a cursor, a limited number at a time, and says whether there is more', async () => {
      const engine = started();
      await appendMany(engine, 10);
      const all = await readAll(engine);
      const third = all[2]?.cursor ?? genesis;
      const first = await engine.readSince('talk', third, 4);
      expect(first).toEqual({ type: 'records', records: all.slice(3, 7), more: true });
      const rest = await engine.readSince('talk', all[6]?.cursor ?? genesis, 4);
      expect(rest).toEqual({ type: 'records', records: all.slice(7), more: false });
      expect(await engine.readSince('talk', third, 7)).toMatchObject({ more: false });
      expect(await engine.readSince('talk', await engine.head('talk'), 4)).toEqual({
        type: 'records',
        records: [],
        more: false,
      });
    });

    it('knows an empty session by its beginning', async () => {
      const engine = started();
      expect(await engine.head('talk')).toEqual(genesis);
      expect(await engine.readSince('talk', genesis, 5)).toEqual({
        type: 'records',
        records: [],
        more: false,
      });
    });

    it('says that a cursor is of another life of the log', async () => {
      const engine = started();
      await appendMany(engine, 3);
      const head = await engine.head('talk');
      const lost = { type: 'lost', reason: 'epoch' };
      expect(await engine.readSince('talk', { ...head, epoch: 'other' }, 5)).toEqual(lost);
      expect(await engine.readSince('never', head, 5)).toEqual(lost);
    });

    it('says that a cursor is of a log that went another way, or is ahead of this one', async () => {
      const engine = started();
      await appendMany(engine, 3);
      const head = await engine.head('talk');
      const lost = { type: 'lost', reason: 'diverged' };
      expect(await engine.readSince('talk', { ...head, sum: (head.sum ^ 1) >>> 0 }, 5)).toEqual(lost);
      expect(await engine.readSince('talk', { ...head, seq: 2 }, 5)).toEqual(lost);
      expect(await engine.readSince('talk', { ...head, seq: 4 }, 5)).toEqual(lost);
      // Also one from before the first record: whoever takes its sum for good finds the first record damaged.
      expect(await engine.readSince('talk', { epoch: 'a', seq: 0, sum: 0 }, 5)).toEqual(lost);
    });
  });

  describe(`${name}: sessions`, () => {
    it('do not mix, also where one name begins another', async () => {
      const engine = started();
      const sessions = ['a', 'a-b', 'ab', 'A', '0', '_'];
      const heard: string[] = [];
      engine.subscribe('a', ({ record }) => heard.push((record as { text: string }).text));
      await Promise.all(
        sessions.flatMap((session, at) =>
          Array.from({ length: at + 1 }, (_, n) =>
            engine.append(request(n + 1, { session, draft: draft('i', `${session}${n}`) })),
          ),
        ),
      );
      expect(heard).toEqual(['a0']);
      for (const [at, session] of sessions.entries()) {
        const texts = recordsOf(await engine.readSince(session, genesis, 99)).map(
          ({ record }) => (record as { text: string }).text,
        );
        expect(texts).toEqual(Array.from({ length: at + 1 }, (_, n) => `${session}${n}`));
        expect(await engine.nextNumber(session, 'ann')).toBe(at + 2);
      }
      const epochs = await Promise.all(sessions.map(async (session) => (await engine.head(session)).epoch));
      expect(new Set(epochs).size).toBe(sessions.length);
    });

    it('nor do publishers whose ids resemble one another', async () => {
      const engine = started();
      const publishers = ['a', 'a.', 'a:b', 'A', '1', '-'];
      for (const publisher of publishers) await engine.append(request(1, { publisher }));
      for (const publisher of publishers) expect(await engine.nextNumber('talk', publisher)).toBe(2);
    });
  });
}
