// What bounds the embedded engine, on the disk and over restarts: publishers' marks, open logs, and what waits for the disk.
import { join } from 'node:path';

import * as fc from 'fast-check';
import { open } from 'lmdb';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Engine, EngineLimits } from '../../relay/engines/contract.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { keepAll } from '../../relay/engines/retention.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { appendMany, nowMs, readAll, request } from './requests.ts';

const everybody = Array.from({ length: 12 }, (_, at) => `p${at}`);
const nexts = (engine: Engine) =>
  Promise.all(everybody.map((publisher) => engine.nextNumber('talk', publisher)));

function started(folder: string, limits: Partial<EngineLimits>, retention = keepAll): Engine {
  const engine = createEmbeddedEngine(folder, retention, limits);
  onTestFinished(() => engine.close());
  return engine;
}

/** The publishers whose marks are on the disk; the store MUST be closed. */
async function marksOf(folder: string, lose: readonly string[] = []): Promise<string[]> {
  const db = open({ path: join(folder, 'log.lmdb'), noSubdir: true, overlappingSync: false });
  for (const publisher of lose) await db.remove(['talk', 1, publisher]);
  const keys = [...db.getKeys({ start: ['talk', 1, ''], end: ['talk', 2] })];
  await db.close();
  return keys.map((key) => (key as [string, number, string])[2]);
}

/** Everybody publishes, some more than once, in an order that does not follow their names. */
async function speak(engine: Engine, order: readonly number[]): Promise<void> {
  for (const at of order) {
    const publisher = everybody[at] as string;
    const number = await engine.nextNumber('talk', publisher);
    await engine.append(request(number, { publisher }));
  }
}

describe('publishers', () => {
  it('are the same ones after a restart as before it, on the disk too, whatever was trimmed', async () => {
    const anyOrder = fc.array(fc.nat(everybody.length - 1), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anyOrder, anyOrder, fc.boolean(), async (order, later, trims) => {
        const folder = testFolder();
        const limits = { publishersPerSession: 5, openLogs: 1 };
        const retention = { ageMs: Infinity, recordsPerSession: trims ? 2 : 100 };
        const [before, twin] = [folder, testFolder()].map((one) =>
          createEmbeddedEngine(one, retention, limits),
        ) as [Engine, Engine];
        for (const engine of [before, twin]) await speak(engine, order);
        await before.trim(nowMs);
        const remembered = await nexts(before);
        await before.close();
        const known = everybody.filter((_, at) => (remembered[at] ?? 1) > 1);
        expect((await marksOf(folder)).sort()).toEqual(known.sort());
        expect(known.length).toBe(Math.min(5, new Set(order).size));

        const after = createEmbeddedEngine(folder, retention, limits);
        expect(await nexts(after)).toEqual(remembered);
        // It also forgets in the same order as the one that was never closed.
        for (const engine of [after, twin]) await speak(engine, later);
        expect(await nexts(after)).toEqual(await nexts(twin));
        await Promise.all([after.close(), twin.close()]);
      }),
      { numRuns: scaled(5) },
    );
  });

  it('of a store that has too many marks are the last ones, and the others leave the disk', async () => {
    const folder = testFolder();
    const before = createEmbeddedEngine(folder);
    await speak(before, [3, 1, 4, 1, 5, 9, 2, 6, 5]);
    await before.close();
    const limits = { publishersPerSession: 3 };
    const after = createEmbeddedEngine(folder, keepAll, limits);
    expect(await nexts(after)).toEqual([1, 1, 2, 1, 1, 3, 2, 1, 1, 1, 1, 1]);
    await after.append(request(1, { publisher: 'p4' }));
    await after.close();
    expect((await marksOf(folder)).sort()).toEqual(['p4', 'p5', 'p6']);
  });

  it('whose marks were lost are rebuilt by their last records, of those that are remembered', async () => {
    const folder = testFolder();
    const limits = { publishersPerSession: 3 };
    const before = createEmbeddedEngine(folder, keepAll, limits);
    // p1 has got to 3 when it is forgotten, and begins again.
    await speak(before, [1, 1, 1, 2, 3, 4, 5, 1, 6]);
    const remembered = await nexts(before);
    expect(remembered).toEqual([1, 2, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1]);
    await before.close();
    expect(await marksOf(folder, ['p1', 'p5', 'p6'])).toEqual([]);
    const rebuilt = createEmbeddedEngine(folder, keepAll, limits);
    expect(await nexts(rebuilt)).toEqual(remembered);
    expect(await rebuilt.append(request(2, { publisher: 'p1' }))).toEqual({ type: 'appended', seq: 10 });
    await rebuilt.close();
    expect((await marksOf(folder)).sort()).toEqual(['p1', 'p5', 'p6']);
  });
});

describe('open logs', () => {
  it('stay within their limit, whatever is read, asked, appended and trimmed at once', async () => {
    const engine = started(testFolder(), { openLogs: 5 }, { ageMs: Infinity, recordsPerSession: 3 });
    const sessions = Array.from({ length: 60 }, (_, at) => `s${at}`);
    await Promise.all(sessions.map((session) => appendMany(engine, 8, { session })));
    expect(engine.held()).toEqual({ logs: 5, subscribed: 0 });
    await engine.trim(nowMs);
    expect(engine.held().logs).toBe(5);
    const work = sessions.flatMap((session) => [
      engine.append(request(9, { session })),
      engine.nextNumber(session, 'ann'),
      readAll(engine, session),
      engine.head(session),
    ]);
    await Promise.all([...work, engine.trim(nowMs)]);
    expect(engine.held().logs).toBe(5);
    await engine.trim(nowMs);
    for (const session of sessions) {
      const seqs = (await readAll(engine, session)).map(({ record }) => record.seq);
      expect(seqs).toEqual([7, 8, 9]);
    }
    expect(engine.held().logs).toBe(5);
  });

  it('that were put away are whole again after a restart', async () => {
    const folder = testFolder();
    const before = createEmbeddedEngine(folder, keepAll, { openLogs: 1 });
    for (let n = 1; n <= 3; n++) {
      for (const session of ['a', 'b', 'c']) await before.append(request(n, { session }));
    }
    const logs = await Promise.all(['a', 'b', 'c'].map((session) => readAll(before, session)));
    await before.close();
    const after = started(folder, { openLogs: 1 });
    expect(await Promise.all(['a', 'b', 'c'].map((session) => readAll(after, session)))).toEqual(logs);
    for (const session of ['a', 'b', 'c']) {
      expect(await after.append(request(4, { session }))).toEqual({ type: 'appended', seq: 4 });
    }
  });
});

describe('records that wait for the disk', () => {
  it('are limited: the rest is refused, publishes nothing, and is taken when it comes again', async () => {
    const engine = started(testFolder(), { appendsPerSession: 10 });
    const heard: number[] = [];
    engine.subscribe('talk', ({ record }) => heard.push(record.seq));
    const requests = Array.from({ length: 25 }, (_, at) => request(at + 1));
    const results = await Promise.allSettled(requests.map((one) => engine.append(one)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(heard).toHaveLength(10);
    expect(engine.healthy()).toBe(true);
    expect(await engine.nextNumber('talk', 'ann')).toBe(11);
    for (const one of requests.slice(10)) await engine.append(one);
    expect(await readAll(engine)).toHaveLength(25);
  });
});
