// Random histories of an engine against the log that they should make: more publishers than it remembers, repeats, gaps,
// appends at once, trims, restarts, logs put away, and stores that fall back to an older state.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { genesis } from '../../protocol/cursor.ts';
import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import type { Engine, Logged, Retention } from '../../relay/engines/contract.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { anyDraft } from '../model/any-records.ts';
import { checkHistories, historiesMs } from '../model/check-histories.ts';
import { createExpectedLog, type ExpectedLog } from '../model/expected-log.ts';
import { nowMs as startMs, readAll, request } from './requests.ts';

const retention: Retention = { ageMs: 1_000, recordsPerSession: 12 };
const publishers = ['ann', 'bob', 'cy', 'dee'] as const;
const publishersPerSession = 3;

/** An engine that can be put away and come back, as it was or as it was at the last `save`. */
type Subject = {
  readonly engine: Engine;
  readonly lasts: boolean;
  reopen(): Promise<void>;
  save(): Promise<void>;
  restore(): Promise<void>;
};

const memorySubject = (): Subject => ({
  engine: createMemoryEngine(retention, { publishersPerSession }),
  lasts: false,
  async reopen() {},
  async save() {},
  async restore() {},
});

function embeddedSubject(folder: string, openLogs: number): Subject {
  const data = join(folder, 'data');
  const copy = join(folder, 'copy');
  for (const path of [data, copy]) rmSync(path, { recursive: true, force: true });
  const open = () => createEmbeddedEngine(data, retention, { publishersPerSession, openLogs });
  let engine = open();
  async function putAway(change: () => void): Promise<void> {
    await engine.close();
    change();
    engine = open();
  }
  return {
    get engine() {
      return engine;
    },
    lasts: true,
    reopen: () => putAway(() => {}),
    save: () => putAway(() => cpSync(data, copy, { recursive: true })),
    restore: () =>
      putAway(() => {
        rmSync(data, { recursive: true });
        cpSync(copy, data, { recursive: true });
      }),
  };
}

const anyAppend = fc.record({
  publisher: fc.constantFrom(...publishers),
  /** From the number that is due: mostly it, sometimes an earlier or a later one. */
  off: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(-2, -1, 1, 3)),
  draft: anyDraft,
});
const anyAppends = fc.record({
  do: fc.constant('append' as const),
  appends: fc.array(anyAppend, { minLength: 1, maxLength: 5 }),
});
const anyStep = fc.oneof(
  { weight: 8, arbitrary: anyAppends },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 900 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('trim' as const) }) },
  fc.record({ do: fc.constantFrom('reopen' as const, 'save' as const, 'restore' as const) }),
);
type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

/** A copy that is behind takes over, and goes its own way under the same epoch. */
const anyFailOver = fc
  .tuple(anyAppends, anyAppends)
  .map(([lost, instead]): Step[] => [{ do: 'save' }, lost, { do: 'restore' }, instead]);
const anyHistory = (maxLength: number) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: anyStep.map((step) => [step]) }, anyFailOver), { maxLength })
    .map((parts) => parts.flat());

/** Everything that can be asked of the engine, asked and compared. */
async function compare(engine: Engine, expected: ExpectedLog): Promise<void> {
  const { records, trimmed } = expected.life();
  const kept = records.slice(trimmed);
  expect((await readAll(engine)).map(({ record }) => record)).toEqual(kept);
  expect(await engine.head('talk')).toEqual(records.length === 0 ? genesis : expected.cursor());
  const { cursor, standing } = await engine.base('talk');
  expect(cursor.seq).toBe(trimmed);
  const { lines } = foldRecords(emptyTranscript, kept);
  expect(foldRecords(standing, kept)).toEqual({ ...foldRecords(emptyTranscript, records), lines });
  for (const publisher of publishers) {
    expect(await engine.nextNumber('talk', publisher)).toBe(expected.next(publisher));
  }
  for (const one of expected.given()) {
    const read = await engine.readSince('talk', one.cursor, 1_000);
    expect(read.type === 'lost' ? read.reason : read.records.map(({ record }) => record)).toEqual(
      expected.since(one),
    );
  }
}

async function play(steps: readonly Step[], subject: Subject): Promise<void> {
  const expected = createExpectedLog(retention, publishersPerSession);
  let saved: ReturnType<ExpectedLog['life']> | undefined;
  let nowMs = startMs;
  let heard: Logged[] = [];
  let stop = () => {};
  const listen = () => {
    stop();
    stop = subject.engine.subscribe('talk', (logged) => heard.push(logged));
  };
  listen();
  for (const step of steps) {
    switch (step.do) {
      case 'append': {
        const before = expected.life().records.length;
        heard = [];
        const requests = step.appends.map(({ publisher, off, draft }) =>
          request(Math.max(1, expected.next(publisher) + off), { publisher, draft, nowMs }),
        );
        const results = await Promise.all(requests.map((one) => subject.engine.append(one)));
        const { epoch } = await subject.engine.head('talk');
        requests.forEach((one, at) => {
          expect(results[at]).toEqual(expected.append(one, epoch));
        });
        expect(heard.map(({ record }) => record)).toEqual(expected.life().records.slice(before));
        break;
      }
      case 'wait':
        nowMs += step.ms;
        break;
      case 'trim':
        await subject.engine.trim(nowMs);
        expected.trim(nowMs);
        break;
      case 'reopen':
        await subject.reopen();
        listen();
        break;
      case 'save':
        await subject.save();
        listen();
        saved = expected.life();
        break;
      case 'restore':
        if (!saved || !subject.lasts) break;
        await subject.restore();
        listen();
        expected.failOver(saved);
    }
    await compare(subject.engine, expected);
  }
  await subject.engine.close();
}

it(
  'the memory engine does what the oracle says',
  () => checkHistories(scaled(100), anyHistory(30), (steps) => play(steps, memorySubject())),
  historiesMs(),
);

it(
  'the embedded engine does what the oracle says, over restarts and fallen-back stores',
  () => {
    const folder = testFolder();
    // Logs stay open between two steps, or are put away after each.
    const anyCase = fc.record({ steps: anyHistory(25), openLogs: fc.constantFrom(0, 1) });
    return checkHistories(scaled(15), anyCase, ({ steps, openLogs }) =>
      play(steps, embeddedSubject(folder, openLogs)),
    );
  },
  historiesMs(),
);
