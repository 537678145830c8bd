// The part of the contract suite that is about trimming: what goes, what never does, and who is told.
import { describe, expect, it } from 'vitest';

import { genesis, nextSum } from '../../protocol/cursor.ts';
import type { Draft } from '../../protocol/records.ts';
import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import type { Base, Engine, Retention } from '../../relay/engines/contract.ts';
import { appendMany, nowMs, readAll, request } from './requests.ts';

const hourMs = 3_600_000;
const oneHour: Retention = { ageMs: hourMs, recordsPerSession: 1_000 };
const lost = (reason: string) => ({ type: 'lost', reason });
const seqsOf = async (engine: Engine, session?: string) =>
  (await readAll(engine, session)).map(({ record }) => record.seq);

/** @param started an engine of this retention that is closed when the test ends. */
export function engineTrimmingSuite(name: string, started: (retention?: Retention) => Engine): void {
  describe(`${name}: trim`, () => {
    it('lets go of the oldest records past their age, and leaves the others as they were', async () => {
      const engine = started(oneHour);
      for (let n = 1; n <= 6; n++) await engine.append(request(n, { nowMs: nowMs + n * 1_000 }));
      const all = await readAll(engine);
      await engine.trim(nowMs + 3_500 + hourMs);
      expect(await readAll(engine)).toEqual(all.slice(3));
      expect((await engine.base('talk')).cursor).toEqual(all[2]?.cursor);
      expect(await engine.head('talk')).toEqual(all[5]?.cursor);
    });

    it('lets go of the oldest records beyond the number kept per session', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 50 });
      await appendMany(engine, 333);
      await appendMany(engine, 50, { session: 'other' });
      await engine.trim(nowMs);
      expect(await seqsOf(engine)).toEqual(Array.from({ length: 50 }, (_, at) => at + 284));
      expect(await seqsOf(engine, 'other')).toHaveLength(50);
    });

    it('lets go of the oldest records beyond the characters kept per session', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 1_000, bytesPerSession: 1_000 });
      await appendMany(engine, 100);
      const all = await readAll(engine);
      await engine.trim(nowMs);
      const kept = await readAll(engine);
      const bytesOf = (records: typeof all) => records.reduce((sum, { json }) => sum + json.length, 0);
      expect(kept).toEqual(all.slice(-kept.length));
      expect(bytesOf(kept)).toBeLessThanOrEqual(1_000);
      expect(bytesOf(all.slice(-kept.length - 1))).toBeGreaterThan(1_000);
      // What was trimmed does not count.
      await engine.trim(nowMs);
      expect(await readAll(engine)).toEqual(kept);
    });

    it('keeps everything that is within the retention', async () => {
      const engine = started(oneHour);
      await appendMany(engine, 5);
      await engine.trim(nowMs + hourMs);
      expect(await seqsOf(engine)).toEqual([1, 2, 3, 4, 5]);
      expect(await engine.base('talk')).toEqual({ cursor: genesis, standing: emptyTranscript });
    });

    it('counts age from when a record was stored, not from when it says it was said', async () => {
      const engine = started(oneHour);
      const draft: Draft = { type: 'line', id: 'a', rev: 1, text: 'long ago', at: 0 };
      await engine.append(request(1, { draft }));
      await engine.trim(nowMs + 1_000);
      expect(await seqsOf(engine)).toEqual([1]);
    });

    it('tells a cursor from before the first record kept that it is trimmed, and resumes all others', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 4 });
      await appendMany(engine, 10);
      const all = await readAll(engine);
      const cursorAt = (seq: number) => all[seq - 1]?.cursor ?? genesis;
      await engine.trim(nowMs);
      for (const seq of [0, 1, 5]) {
        expect(await engine.readSince('talk', cursorAt(seq), 99)).toEqual(lost('trimmed'));
      }
      for (const seq of [6, 7, 10]) {
        expect(await engine.readSince('talk', cursorAt(seq), 99)).toEqual({
          type: 'records',
          records: all.slice(seq),
          more: false,
        });
      }
      expect(await engine.readSince('talk', { ...cursorAt(6), sum: 1 }, 99)).toEqual(lost('diverged'));
      expect(await engine.readSince('talk', { ...cursorAt(2), epoch: 'x' }, 99)).toEqual(lost('epoch'));
    });

    it('goes on counting and summing where the log stopped, also when nothing is left of it', async () => {
      const engine = started(oneHour);
      await appendMany(engine, 3);
      const head = await engine.head('talk');
      await engine.trim(nowMs + 2 * hourMs);
      expect(await readAll(engine)).toEqual([]);
      expect(await engine.head('talk')).toEqual(head);
      expect(await engine.readSince('talk', head, 9)).toEqual({ type: 'records', records: [], more: false });

      expect(await engine.append(request(3))).toEqual({ type: 'repeat', seq: 3 });
      expect(await engine.append(request(5))).toEqual({ type: 'gap', expected: 4 });
      expect(await engine.append(request(4))).toEqual({ type: 'appended', seq: 4 });
      const [fourth] = await readAll(engine);
      expect(fourth?.cursor).toEqual({
        epoch: head.epoch,
        seq: 4,
        sum: nextSum(head.sum, fourth?.json ?? ''),
      });
    });

    it('keeps what stands: status, cleared screen, end', async () => {
      const drafts: Draft[] = [
        { type: 'line', id: 'a', rev: 1, text: 'one' },
        { type: 'status', level: 'alert', text: 'No sound' },
        { type: 'clear', scope: 'screen' },
        { type: 'end' },
      ];
      for (let count = 1; count <= 4; count++) {
        const engine = started({ ageMs: Infinity, recordsPerSession: 4 - count });
        for (const [at, draft] of drafts.entries()) await engine.append(request(at + 1, { draft }));
        const whole = foldRecords(
          emptyTranscript,
          (await readAll(engine)).map(({ record }) => record),
        );
        await engine.trim(nowMs);
        const { standing } = await engine.base('talk');
        const kept = (await readAll(engine)).map(({ record }) => record);
        expect(standing.seq).toBe(count);
        expect(foldRecords(standing, kept)).toEqual({ ...whole, lines: [] });
      }
    });

    it('forgets a status that was taken away', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 0 });
      await engine.append(request(1, { draft: { type: 'status', level: 'info', text: 'Break' } }));
      await engine.trim(nowMs);
      await engine.append(request(2, { draft: { type: 'clear', scope: 'status' } }));
      expect((await engine.base('talk')).standing.status).toMatchObject({ text: 'Break' });
      await engine.trim(nowMs);
      expect((await engine.base('talk')).standing.status).toBeNull();
    });

    it('tells who is subscribed where the log begins now, and nobody whose log stays', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 2 });
      const heard: [string, Base][] = [];
      for (const session of ['talk', 'short']) {
        engine.subscribe(
          session,
          () => {},
          (base) => heard.push([session, base]),
        );
      }
      await appendMany(engine, 5);
      await appendMany(engine, 2, { session: 'short' });
      await engine.trim(nowMs);
      expect(heard).toEqual([['talk', await engine.base('talk')]]);
      expect(heard[0]?.[1].cursor.seq).toBe(3);
    });

    it('loses nothing that is appended while it runs, and a second call joins the first', async () => {
      const engine = started({ ageMs: Infinity, recordsPerSession: 100 });
      await appendMany(engine, 450);
      const trims = [engine.trim(nowMs), engine.trim(nowMs)];
      await Promise.all(
        Array.from({ length: 40 }, (_, at) => engine.append(request(at + 1, { publisher: 'bob' }))),
      );
      await Promise.all(trims);
      const seqs = await seqsOf(engine);
      expect(seqs.at(-1)).toBe(490);
      expect(seqs.length).toBeGreaterThanOrEqual(100);
      await engine.trim(nowMs);
      expect(await seqsOf(engine)).toEqual(Array.from({ length: 100 }, (_, at) => at + 391));
    });
  });
}
