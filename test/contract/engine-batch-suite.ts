// The part of the contract suite that is about batches: several records under one number, by the numbering of tools that
// count in their own way and of requests that may be repeated.
import { describe, expect, it } from 'vitest';

import { nextSum } from '../../protocol/cursor.ts';
import type { BatchRequest, Engine, EngineLimits } from '../../relay/engines/contract.ts';
import { draft } from '../helpers/records.ts';
import { nowMs, readAll, request } from './requests.ts';

const batch = (
  number: number | 'next',
  texts: readonly string[],
  more: Partial<BatchRequest> = {},
): BatchRequest => ({
  session: 'talk',
  publisher: 'tool',
  numbering: 'rising',
  number,
  drafts: texts.map((text) => draft(`${more.publisher ?? 'tool'}-${number}-${text}`, text)),
  nowMs,
  ...more,
});
const once = (publisher: string, number: number, texts: readonly string[] = ['a']) =>
  batch(number, texts, { publisher, numbering: 'once' });
const appended = (seq: number) => ({ type: 'appended', seq });
const repeat = (seq: number | undefined) => ({ type: 'repeat', seq });

async function textsOf(engine: Engine): Promise<string[]> {
  return (await readAll(engine)).map(({ record }) => ('text' in record ? record.text : record.type));
}

/** @param started an engine with these limits that is closed when the test ends. */
export function engineBatchSuite(name: string, started: (limits?: Partial<EngineLimits>) => Engine): void {
  describe(`${name}: a batch`, () => {
    it('is stored whole and in order, beside what others append at the same time', async () => {
      const engine = started();
      const results = await Promise.all([
        engine.append(request(1)),
        engine.appendBatch(batch(1, ['a', 'b', 'c'])),
        engine.append(request(2)),
      ]);
      expect(results).toEqual([appended(1), appended(4), appended(5)]);
      expect(await textsOf(engine)).toEqual(['text 1', 'a', 'b', 'c', 'text 2']);
      let sum = 0;
      for (const { json, cursor, record } of await readAll(engine)) {
        sum = record.seq === 1 ? cursor.sum : nextSum(sum, json);
        expect(cursor.sum).toBe(sum);
      }
    });

    it('is told to who listens, record by record', async () => {
      const engine = started();
      const seqs: number[] = [];
      engine.subscribe('talk', ({ record }) => seqs.push(record.seq));
      await engine.appendBatch(batch(1, ['a', 'b']));
      expect(seqs).toEqual([1, 2]);
    });
  });

  describe(`${name}: numbers that rise`, () => {
    it('may begin and go on anywhere above the last', async () => {
      const engine = started();
      expect(await engine.appendBatch(batch(7, ['a']))).toEqual(appended(1));
      expect(await engine.appendBatch(batch(90, ['b', 'c']))).toEqual(appended(3));
      expect(await engine.markOf('talk', 'tool')).toEqual({ number: 90, seq: 3 });
    });

    it('are stored once: what is not above the last is a repeat', async () => {
      const engine = started();
      await engine.appendBatch(batch(5, ['a', 'b']));
      const results = [5, 5, 4, 1].map((number) => engine.appendBatch(batch(number, ['x'])));
      expect(await Promise.all(results)).toEqual([
        repeat(2),
        repeat(2),
        repeat(undefined),
        repeat(undefined),
      ]);
      expect(await textsOf(engine)).toEqual(['a', 'b']);
    });

    it('are given by the engine to who does not count, one after the other', async () => {
      const engine = started();
      const results = ['a', 'b', 'c'].map((text) => engine.appendBatch(batch('next', [text])));
      expect(await Promise.all(results)).toEqual([1, 2, 3].map(appended));
      expect(await engine.markOf('talk', 'tool')).toEqual({ number: 3, seq: 3 });
      expect(await engine.appendBatch(batch(3, ['x']))).toEqual(repeat(3));
    });

    it('are unknown of a publisher who never came', async () => {
      expect(await started().markOf('talk', 'tool')).toBeUndefined();
    });

    it('keep a note with the last one, also without a record', async () => {
      const engine = started();
      expect(await engine.appendBatch(batch(1, [], { note: 'Hel' }))).toEqual(appended(0));
      expect(await engine.markOf('talk', 'tool')).toEqual({ number: 1, seq: 0, note: 'Hel' });
      await engine.append(request(1));
      expect(await engine.appendBatch(batch(2, [], { note: 'Hello' }))).toEqual(appended(1));
      expect(await engine.appendBatch(batch(2, [], { note: 'other' }))).toEqual(repeat(1));
      expect(await engine.markOf('talk', 'tool')).toEqual({ number: 2, seq: 1, note: 'Hello' });
      await engine.appendBatch(batch(3, ['Hello.']));
      expect(await engine.markOf('talk', 'tool')).toEqual({ number: 3, seq: 2 });
      expect(await textsOf(engine)).toEqual(['text 1', 'Hello.']);
    });
  });

  describe(`${name}: numbers that are the only one`, () => {
    it('are stored once, and another one is a conflict', async () => {
      const engine = started();
      expect(await engine.appendBatch(once('key', 4_711, ['a', 'b']))).toEqual(appended(2));
      expect(await engine.appendBatch(once('key', 4_711))).toEqual(repeat(2));
      expect(await engine.appendBatch(once('key', 4_712))).toEqual({ type: 'conflict' });
      expect(await textsOf(engine)).toEqual(['a', 'b']);
    });

    it('are remembered apart from those of publishers who count, and forgotten apart', async () => {
      const engine = started({ publishersPerSession: 1, requestKeysPerSession: 2 });
      await engine.append(request(1, { publisher: 'k1' }));
      for (const [at, key] of ['k1', 'k2', 'k3'].entries()) {
        expect(await engine.appendBatch(once(key, 1))).toEqual(appended(at + 2));
      }
      expect(await engine.append(request(1, { publisher: 'k1' }))).toEqual(repeat(1));
      expect(await engine.appendBatch(once('k3', 1))).toEqual(repeat(4));
      expect(await engine.appendBatch(once('k1', 1))).toEqual(appended(5));
    });
  });
}

/** What has to be the same once a store is opened again: hand in, open again, look. */
export async function fillWithBatches(engine: Engine): Promise<void> {
  await engine.appendBatch(batch(3, ['a', 'b']));
  await engine.appendBatch(once('key', 9, ['c']));
  await engine.appendBatch(batch(8, [], { note: 'Hel' }));
}

export async function expectBatches(engine: Engine): Promise<void> {
  expect(await engine.markOf('talk', 'tool')).toEqual({ number: 8, seq: 3, note: 'Hel' });
  expect(await engine.appendBatch(batch(8, ['x']))).toEqual(repeat(3));
  expect(await engine.appendBatch(once('key', 9, ['x']))).toEqual(repeat(3));
  expect(await engine.appendBatch(once('key', 8, ['x']))).toEqual({ type: 'conflict' });
  expect(await textsOf(engine)).toEqual(['a', 'b', 'c']);
}
