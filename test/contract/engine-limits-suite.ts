// The part of the contract suite that is about what peers can make grow: publishers that are forgotten, sessions in which
// nobody ever spoke, and many sessions at once.
import { describe, expect, it } from 'vitest';

import { genesis } from '../../protocol/cursor.ts';
import type { Engine, EngineLimits, Retention } from '../../relay/engines/contract.ts';
import { appendMany, nowMs, readAll, recordsOf, request } from './requests.ts';

const three = { publishersPerSession: 3 };
const by = (publisher: string, session = 'talk') => ({ publisher, session });
const appended = (seq: number) => ({ type: 'appended', seq });

/** @param started an engine with these limits that is closed when the test ends. */
export function engineLimitsSuite(
  name: string,
  started: (limits: Partial<EngineLimits>, retention?: Retention) => Engine,
): void {
  const nexts = (engine: Engine, publishers: readonly string[]) =>
    Promise.all(publishers.map((publisher) => engine.nextNumber('talk', publisher)));

  describe(`${name}: publishers beyond the limit`, () => {
    it('make it forget the one whose last record is oldest, and none of the records', async () => {
      const engine = started(three);
      for (const publisher of ['ann', 'bob', 'cy']) await engine.append(request(1, by(publisher)));
      await engine.append(request(2, by('ann')));
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee'])).toEqual([3, 2, 2, 1]);
      await engine.append(request(1, by('dee')));
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee'])).toEqual([3, 1, 2, 2]);
      expect(await readAll(engine)).toHaveLength(5);
      expect(await engine.append(request(2, by('ann')))).toEqual({ type: 'repeat', seq: 4 });
    });

    it('are new ones when they come back after they were forgotten', async () => {
      const engine = started(three);
      await appendMany(engine, 4);
      for (const publisher of ['bob', 'cy', 'dee']) await engine.append(request(1, by(publisher)));
      expect(await engine.append(request(5))).toEqual({ type: 'gap', expected: 1 });
      expect(await engine.append(request(1))).toEqual(appended(8));
      expect(await engine.append(request(1))).toEqual({ type: 'repeat', seq: 8 });
      expect(await engine.append(request(2))).toEqual(appended(9));
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee'])).toEqual([3, 1, 2, 2]);
    });

    it('push nobody out by a gap, a repeat or a question', async () => {
      const engine = started(three);
      for (const publisher of ['ann', 'bob', 'cy']) await engine.append(request(1, by(publisher)));
      for (const publisher of ['dee', 'eve', 'fay']) {
        expect(await engine.append(request(2, by(publisher)))).toEqual({ type: 'gap', expected: 1 });
      }
      expect(await engine.append(request(1))).toEqual({ type: 'repeat', seq: 1 });
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee'])).toEqual([2, 2, 2, 1]);
    });

    it('are told apart in their order also when all of them publish at once', async () => {
      const engine = started(three);
      const order = ['ann', 'bob', 'cy', 'dee', 'ann', 'eve'];
      const results = await Promise.all(order.map((publisher) => engine.append(request(1, by(publisher)))));
      expect(results).toEqual([1, 2, 3, 4, 5, 6].map(appended));
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee', 'eve'])).toEqual([2, 1, 1, 2, 2]);
    });

    it('are counted session by session, and trimming forgets none', async () => {
      const engine = started(three, { ageMs: Infinity, recordsPerSession: 0 });
      for (const publisher of ['ann', 'bob', 'cy']) await engine.append(request(1, by(publisher)));
      for (const publisher of ['dee', 'eve']) await engine.append(request(1, by(publisher, 'other')));
      await engine.trim(nowMs);
      expect(await readAll(engine)).toEqual([]);
      expect(await nexts(engine, ['ann', 'bob', 'cy'])).toEqual([2, 2, 2]);
      await engine.append(request(1, by('dee')));
      expect(await nexts(engine, ['ann', 'bob', 'cy', 'dee'])).toEqual([1, 2, 2, 2]);
    });
  });

  it(`${name} keeps nothing of sessions in which nobody spoke`, async () => {
    const engine = started({ openLogs: 0 });
    const stops = Array.from({ length: 50 }, (_, at) => engine.subscribe(`s${at}`, () => {}));
    for (let at = 0; at < 50; at++) {
      const session = `s${at}`;
      expect(await engine.head(session)).toEqual(genesis);
      expect(recordsOf(await engine.readSince(session, genesis, 9))).toEqual([]);
      expect(await engine.nextNumber(session, 'ann')).toBe(1);
      expect(await engine.append(request(2, { session }))).toEqual({ type: 'gap', expected: 1 });
      expect((await engine.base(session)).cursor).toEqual(genesis);
    }
    await engine.trim(nowMs);
    expect(engine.held()).toEqual({ logs: 0, subscribed: 50 });
    for (const stop of stops) stop();
    expect(engine.held()).toEqual({ logs: 0, subscribed: 0 });
  });

  it(`${name} numbers, reads, resumes and tells more sessions than stay open, all at once`, async () => {
    const engine = started({ openLogs: 4 }, { ageMs: Infinity, recordsPerSession: 30 });
    const sessions = Array.from({ length: 40 }, (_, at) => `s${at}`);
    const heard = new Map<string, number[]>(sessions.map((session) => [session, []]));
    for (const session of sessions) {
      engine.subscribe(session, ({ record }) => heard.get(session)?.push(record.seq));
    }
    const halfway = new Map<string, Awaited<ReturnType<Engine['head']>>>();
    async function speak(session: string): Promise<void> {
      for (let n = 1; n <= 10; n++) {
        const one = request(n, { session });
        // Twice and with a stranger at once, and the number is asked for while they are under way.
        const results = await Promise.all([
          engine.append(one),
          engine.append(one),
          engine.append(request(n, { session, publisher: 'bob' })),
          engine.nextNumber(session, 'ann'),
        ]);
        expect(results).toEqual([
          appended(2 * n - 1),
          { type: 'repeat', seq: 2 * n - 1 },
          appended(2 * n),
          n + 1,
        ]);
        if (n === 5) halfway.set(session, await engine.head(session));
      }
    }
    await Promise.all([...sessions.map(speak), engine.trim(nowMs)]);
    for (const session of sessions) {
      const all = await readAll(engine, session);
      const seqs = Array.from({ length: 20 }, (_, at) => at + 1);
      expect(all.map(({ record }) => record.seq)).toEqual(seqs);
      expect(heard.get(session)).toEqual(seqs);
      const resumed = await engine.readSince(session, halfway.get(session) ?? genesis, 99);
      expect(recordsOf(resumed)).toEqual(all.slice(10));
      expect(await engine.nextNumber(session, 'bob')).toBe(11);
      expect(await engine.append(request(12, { session }))).toEqual({ type: 'gap', expected: 11 });
    }
  });
}
