// The embedded engine keeps the contract, over a closed store and over a process that was killed.
import { once } from 'node:events';

import { describe, expect, it, onTestFinished } from 'vitest';

import { genesis, nextSum } from '../../protocol/cursor.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { runScript } from '../helpers/child-script.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { expectBatches, fillWithBatches } from './engine-batch-suite.ts';
import { engineSuite } from './engine-suite.ts';
import { appendMany, nowMs, readAll, request } from './requests.ts';

engineSuite('embedded', (retention, limits) => createEmbeddedEngine(testFolder(), retention, limits));

describe('a store opened again', () => {
  it('has every record, the same cursors, and goes on where it stopped', async () => {
    const folder = testFolder();
    const before = createEmbeddedEngine(folder);
    for (let n = 1; n <= 20; n++) await before.append(request(n));
    await before.append(request(1, { publisher: 'bob' }));
    const all = await readAll(before);
    await before.close();

    const after = createEmbeddedEngine(folder);
    onTestFinished(() => after.close());
    expect(await readAll(after)).toEqual(all);
    expect(await after.head('talk')).toEqual(all.at(-1)?.cursor);
    expect(await after.nextNumber('talk', 'ann')).toBe(21);
    expect(await after.append(request(20))).toEqual({ type: 'repeat', seq: 20 });
    expect(await after.append(request(1, { publisher: 'bob' }))).toEqual({ type: 'repeat', seq: 21 });
    expect(await after.append(request(22))).toEqual({ type: 'gap', expected: 21 });
    expect(await after.append(request(21))).toEqual({ type: 'appended', seq: 22 });
    const resumed = await after.readSince('talk', all[9]?.cursor ?? genesis, 100);
    expect(resumed).toMatchObject({ type: 'records', more: false });
    expect(resumed.type === 'records' && resumed.records.length).toBe(12);
  });
});

it('a store opened again has the numbers and the note of each batch', async () => {
  const folder = testFolder();
  const before = createEmbeddedEngine(folder);
  await fillWithBatches(before);
  await before.close();
  const after = createEmbeddedEngine(folder);
  onTestFinished(() => after.close());
  await expectBatches(after);
});

describe('a process that was killed while it appended', () => {
  it('lost nothing that it had acknowledged, and numbering goes on without a gap', async () => {
    const folder = testFolder();
    const child = await runScript('test/contract/appender.ts', [folder], testFolder());
    let said = '';
    child.stdout?.on('data', (chunk) => (said += String(chunk)));
    await until(() => expect(said.split('\n').length).toBeGreaterThan(400));
    child.kill('SIGKILL');
    await once(child, 'close');
    // The last line may be cut off.
    const acknowledged = said
      .split('\n')
      .slice(0, -1)
      .map((text) => text.split(' ') as [string, string, string]);

    const engine = createEmbeddedEngine(folder);
    onTestFinished(() => engine.close());
    const all = await readAll(engine, 'talk', 1_000);
    for (const [publisher, number, seq] of acknowledged) {
      expect(all[Number(seq) - 1]?.record).toMatchObject({ id: `${publisher}-${number}`, seq: Number(seq) });
    }
    expect(all.map(({ record }) => record.seq)).toEqual(all.map((_, at) => at + 1));
    expect(all.at(-1)?.cursor.sum).toBe(all.reduce((sum, { json }) => nextSum(sum, json), genesis.sum));
    for (const publisher of ['a', 'b', 'c', 'd']) {
      const own = all.filter(({ record }) => 'id' in record && record.id.startsWith(`${publisher}-`));
      expect(await engine.nextNumber('talk', publisher)).toBe(own.length + 1);
    }
    const next = await engine.nextNumber('talk', 'a');
    expect(await engine.append(request(next, { publisher: 'a' }))).toEqual({
      type: 'appended',
      seq: all.length + 1,
    });
  });
});

describe('trimming a long log', () => {
  it('lets appends and reads have their turn all the while', async () => {
    const engine = createEmbeddedEngine(testFolder(), { ageMs: Infinity, recordsPerSession: 10 });
    onTestFinished(() => engine.close());
    await appendMany(engine, 3_000);
    const head = await engine.head('talk');
    const order: string[] = [];
    const trimming = engine.trim(nowMs).then(() => order.push('trimmed'));
    for (let number = 1; number <= 5; number++) {
      await engine.append(request(number, { publisher: 'bob' }));
      expect(await engine.readSince('talk', head, 1)).toMatchObject({ type: 'records', more: number > 1 });
    }
    order.push('appended');
    await trimming;
    expect(order).toEqual(['appended', 'trimmed']);
  });
});

describe('a store that cannot be written', () => {
  it('rejects, tells nobody, says that it is not healthy, and leaves the number free', async () => {
    const folder = testFolder();
    const engine = createEmbeddedEngine(folder);
    await engine.append(request(1));
    const heard: number[] = [];
    engine.subscribe('talk', ({ record }) => heard.push(record.seq));
    await engine.close();
    await expect(engine.append(request(2))).rejects.toThrow();
    expect(heard).toEqual([]);
    expect(engine.healthy()).toBe(false);

    const after = createEmbeddedEngine(folder);
    onTestFinished(() => after.close());
    expect(await after.nextNumber('talk', 'ann')).toBe(2);
  });
});
