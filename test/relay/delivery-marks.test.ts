// How far webhooks have come: one suite for the marks in memory and those in a data folder.
import { describe, expect, it, onTestFinished } from 'vitest';

import { createMemoryEngine } from '../../relay/engines/memory.ts';
import {
  createMemoryMarks,
  type DeliveryMarks,
  forgetStoredMarks,
  openStoredMarks,
} from '../../relay/webhooks/delivery-marks.ts';
import { createHook } from '../../relay/webhooks/hook.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const mark = (seq: number) => ({ cursor: { epoch: 'e', seq, sum: 1 }, isOpen: true });

function started(marks: DeliveryMarks): DeliveryMarks {
  onTestFinished(() => marks.close());
  return marks;
}

describe.each([
  ['in memory', () => createMemoryMarks()],
  ['in a data folder', () => openStoredMarks(testFolder())],
])('marks %s', (_, create) => {
  it('are kept by webhook and session', async () => {
    const marks = started(create());
    await marks.addHook('a');
    await marks.addHook('b');
    await marks.put('a', 'talk', mark(1));
    await marks.put('a', 'talk', mark(2));
    await marks.put('b', 'talk', mark(3));
    expect(marks.hooks()).toEqual(['a', 'b']);
    expect(marks.get('a', 'talk')).toEqual(mark(2));
    expect(marks.get('b', 'talk')).toEqual(mark(3));
    expect(marks.get('a', 'other')).toBeUndefined();
  });

  it('of a webhook that is taken away go with it, and no others', async () => {
    const marks = started(create());
    for (const hook of ['a', 'b', 'c']) {
      await marks.addHook(hook);
      for (const session of ['one', 'two']) await marks.put(hook, session, mark(1));
    }
    await marks.removeHook('b');
    expect(marks.hooks()).toEqual(['a', 'c']);
    expect(['a', 'b', 'c'].map((hook) => marks.get(hook, 'two'))).toEqual([mark(1), undefined, mark(1)]);
  });
});

it('marks in a folder are there again when it is opened again, until they are forgotten', async () => {
  const folder = testFolder();
  const before = openStoredMarks(folder);
  await before.addHook('a');
  await before.put('a', 'talk', mark(7));
  await before.close();
  const after = openStoredMarks(folder);
  expect([after.hooks(), after.get('a', 'talk')]).toEqual([['a'], mark(7)]);
  await after.close();
  forgetStoredMarks(folder);
  expect(started(openStoredMarks(folder)).hooks()).toEqual([]);
});

it('a webhook whose marks cannot be kept goes on, and sends nothing twice', async () => {
  const engine = createMemoryEngine();
  const marks = createMemoryMarks();
  await marks.addHook('a');
  const sent: string[] = [];
  const failures: unknown[] = [];
  const hook = createHook({
    name: 'a',
    host: 'example.org',
    post: {
      async send(_, headers) {
        sent.push(headers['webhook-id'] as string);
        return { type: 'taken' };
      },
      close() {},
    },
    secret: Buffer.alloc(32),
    engine,
    marks: { ...marks, put: async () => Promise.reject(new Error('the disk is full')) },
    failedEvents: { add: async () => {} },
    tries: 3,
    firstRetryMs: 10,
    onResult() {},
    onTurn() {},
    onError: (error) => failures.push(error),
  });
  onTestFinished(hook.stop);
  for (let n = 1; n <= 150; n++) {
    const draft = { type: 'line', id: `l${n}`, rev: 1, text: `${n}` } as const;
    await engine.append({ session: 'talk', publisher: 'p', number: n, draft, nowMs: n });
  }
  hook.poke('talk');
  await until(() => expect(hook.waiting()).toBe(0));
  expect(sent).toHaveLength(151);
  expect(new Set(sent).size).toBe(151);
  expect(failures).toHaveLength(150);
});
