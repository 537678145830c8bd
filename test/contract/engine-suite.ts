// What every engine owes, word for word from relay/engines/contract.ts. An engine's own test runs this suite against it.
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { genesis, nextSum } from '../../protocol/cursor.ts';
import type { Engine, EngineLimits, Retention } from '../../relay/engines/contract.ts';
import { scaled } from '../helpers/effort.ts';
import { engineBatchSuite } from './engine-batch-suite.ts';
import { engineLimitsSuite } from './engine-limits-suite.ts';
import { engineReadingSuite } from './engine-reading-suite.ts';
import { engineTrimmingSuite } from './engine-trimming-suite.ts';
import { appendMany, nowMs, readAll, request } from './requests.ts';

export function engineSuite(
  name: string,
  open: (retention?: Retention, limits?: Partial<EngineLimits>) => Engine,
): void {
  const started = (retention?: Retention, limits?: Partial<EngineLimits>): Engine => {
    const engine = open(retention, limits);
    onTestFinished(() => engine.close());
    return engine;
  };

  describe(`${name}: append`, () => {
    it('numbers the records of a session from 1 without gaps', async () => {
      const engine = started();
      for (let n = 1; n <= 5; n++) {
        expect(await engine.append(request(n))).toEqual({ type: 'appended', seq: n });
      }
      expect((await readAll(engine)).map(({ record }) => record.seq)).toEqual([1, 2, 3, 4, 5]);
    });

    it('keeps what was said and when, and never later than now', async () => {
      const engine = started();
      const said = { type: 'line', id: 'a', rev: 1, text: 'Hé 😀\n"x"', speaker: 'Ann' } as const;
      await engine.append(request(1, { draft: { ...said, at: nowMs - 5_000 } }));
      await engine.append(request(2, { draft: { type: 'clear', scope: 'screen' } }));
      await engine.append(request(3, { draft: { type: 'end', at: nowMs + 5_000 } }));
      expect((await readAll(engine)).map(({ record }) => record)).toEqual([
        { ...said, seq: 1, at: nowMs - 5_000 },
        { type: 'clear', scope: 'screen', seq: 2, at: nowMs },
        { type: 'end', seq: 3, at: nowMs },
      ]);
    });

    it('gives the record, its JSON and the cursor after it, which agree', async () => {
      const engine = started();
      await appendMany(engine, 10);
      let sum = genesis.sum;
      const all = await readAll(engine);
      for (const { record, json, cursor } of all) {
        sum = nextSum(sum, json);
        expect(JSON.parse(json)).toEqual(record);
        expect(cursor).toEqual({ epoch: all[0]?.cursor.epoch, seq: record.seq, sum });
      }
      expect(await engine.head('talk')).toEqual(all.at(-1)?.cursor);
    });

    it('keeps many publishers at once gapless, each in its own order', async () => {
      const engine = started();
      const publishers = Array.from({ length: 20 }, (_, at) => `p${at}`);
      const results = await Promise.all(
        Array.from({ length: 25 }, (_, at) => at + 1).flatMap((number) =>
          publishers.map((publisher) => engine.append(request(number, { publisher }))),
        ),
      );
      const seqs = results.map((result) => (result.type === 'appended' ? result.seq : 0));
      expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, at) => at + 1));
      const ids = (await readAll(engine, 'talk', 100)).map(({ record }) => 'id' in record && record.id);
      for (const publisher of publishers) {
        const own = ids.filter((id) => id && id.startsWith(`${publisher}-`));
        expect(own).toEqual(Array.from({ length: 25 }, (_, at) => `${publisher}-${at + 1}`));
      }
    });
  });

  describe(`${name}: exactly once`, () => {
    it('answers a repeat with the place of the first', async () => {
      const engine = started();
      await appendMany(engine, 2);
      expect(await engine.append(request(2))).toEqual({ type: 'repeat', seq: 2 });
      expect(await readAll(engine)).toHaveLength(2);
    });

    it('answers a repeat of long ago as a repeat, whatever place it still knows', async () => {
      const engine = started();
      await appendMany(engine, 9);
      const repeat = await engine.append(request(3));
      expect(repeat.type).toBe('repeat');
      expect([3, undefined]).toContain('seq' in repeat ? repeat.seq : 'none');
      expect(await readAll(engine)).toHaveLength(9);
    });

    it('stores it once also while the first is still being written', async () => {
      const engine = started();
      const results = await Promise.all([1, 1, 2, 1, 2].map((number) => engine.append(request(number))));
      expect(results.map(({ type }) => type)).toEqual(['appended', 'repeat', 'appended', 'repeat', 'repeat']);
      expect(results[1]).toEqual({ type: 'repeat', seq: 1 });
      expect(await readAll(engine)).toHaveLength(2);
    });

    it('answers a gap with the number expected and stores nothing', async () => {
      const engine = started();
      expect(await engine.append(request(2))).toEqual({ type: 'gap', expected: 1 });
      const results = await Promise.all([1, 3, 4, 2].map((number) => engine.append(request(number))));
      expect(results).toEqual([
        { type: 'appended', seq: 1 },
        { type: 'gap', expected: 2 },
        { type: 'gap', expected: 2 },
        { type: 'appended', seq: 2 },
      ]);
      expect(await readAll(engine)).toHaveLength(2);
    });

    it('says which number a publisher owes next', async () => {
      const engine = started();
      expect(await engine.nextNumber('talk', 'ann')).toBe(1);
      const appending = appendMany(engine, 3);
      await appending;
      expect(await engine.nextNumber('talk', 'ann')).toBe(4);
      expect(await engine.nextNumber('talk', 'bob')).toBe(1);
    });

    it('counts an append under way as made when it says the next number', async () => {
      const engine = started();
      const appending = appendMany(engine, 3);
      expect(await engine.nextNumber('talk', 'ann')).toBe(4);
      await appending;
    });

    it('holds for any mixture of numbers sent at once', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 25 }), async (numbers) => {
          const engine = open();
          const session = `s${Math.random().toString(36).slice(2)}`;
          const results = await Promise.all(numbers.map((n) => engine.append(request(n, { session }))));
          let expected = 1;
          results.forEach((result, at) => {
            const number = numbers[at] as number;
            if (number === expected) expect(result).toEqual({ type: 'appended', seq: expected++ });
            else if (number > expected) expect(result).toEqual({ type: 'gap', expected });
            else expect(result.type).toBe('repeat');
          });
          expect(await readAll(engine, session)).toHaveLength(expected - 1);
          await engine.close();
        }),
        { numRuns: scaled(15) },
      );
    });
  });

  engineReadingSuite(name, started);
  engineBatchSuite(name, (limits) => started(undefined, limits));
  engineTrimmingSuite(name, started);
  engineLimitsSuite(name, (limits, retention) => started(retention, limits));

  describe(`${name}: all sessions`, () => {
    it('are named, some at a time, each once', async () => {
      const engine = started();
      const names = ['talk', 'a', 'Z-9', 'support', 'x_1'];
      for (const session of names) await engine.append(request(1, { session }));
      const found: string[] = [];
      for (let some: readonly string[] = ['']; some.length > 0;) {
        some = await engine.sessionsAfter(found.at(-1) ?? '', 2);
        expect(some.length).toBeLessThanOrEqual(2);
        found.push(...some);
      }
      expect(found.toSorted()).toEqual(names.toSorted());
      expect(await started().sessionsAfter('', 10)).toEqual([]);
    });

    it('are told of to who listens to all, after the record is there, until it stops', async () => {
      const engine = started();
      const told: string[] = [];
      const stop = engine.subscribeAll((session) => told.push(session));
      await engine.append(request(1, { session: 'a' }));
      await engine.append(request(1, { session: 'b' }));
      await engine.append(request(1, { session: 'b' }));
      expect(told).toEqual(['a', 'b']);
      stop();
      await engine.append(request(2, { session: 'b' }));
      expect(told).toEqual(['a', 'b']);
    });
  });

  it(`${name} is healthy, and waits for appends under way when it is closed`, async () => {
    const engine = open();
    const appending = engine.append(request(1));
    await engine.close();
    expect(await appending).toEqual({ type: 'appended', seq: 1 });
    expect(engine.healthy()).toBe(true);
  });
}
