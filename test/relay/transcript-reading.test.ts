// The lines of a transcript as they are read from a log: what the fold says, in order, and no more at a time than is taken.
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import type { Draft, Line, LogRecord } from '../../protocol/records.ts';
import { emptyTranscript, foldRecords } from '../../protocol/transcript.ts';
import type { Engine } from '../../relay/engines/contract.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { readLines } from '../../relay/http/transcript-reading.ts';
import { scaled } from '../helpers/effort.ts';
import { testFolder } from '../helpers/running-relay.ts';

const startMs = 1_700_000_000_000;

/** Appends drafts as one publisher. */
async function fill(engine: Engine, drafts: readonly Draft[]): Promise<void> {
  for (const [at, draft] of drafts.entries()) {
    await engine.append({ session: 'talk', publisher: 'p', number: at + 1, draft, nowMs: startMs + at });
  }
}
async function linesOf(engine: Engine): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const some of readLines(engine, 'talk', await engine.head('talk'))) lines.push(...some);
  return lines;
}
async function recordsOf(engine: Engine): Promise<LogRecord[]> {
  const { cursor } = await engine.base('talk');
  const read = await engine.readSince('talk', cursor, 1_000);
  return read.type === 'records' ? read.records.map(({ record }) => record) : [];
}

describe('the lines of a transcript', () => {
  const draft = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ id: fc.constantFrom('a', 'b', 'c'), rev: fc.integer({ min: 1, max: 4 }) }),
    },
    { weight: 2, arbitrary: fc.record({ id: fc.constantFrom('a', 'b', 'c'), rev: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.constant({ id: '', rev: 0 }) },
  );
  const histories = fc.array(draft, { maxLength: 14 });

  it('are what the fold makes of any history, also of one whose beginning was trimmed', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.integer({ min: 1, max: 20 }), async (history, kept) => {
        const engine = createMemoryEngine({ ageMs: Infinity, recordsPerSession: kept });
        const drafts = history.map(({ id, rev }, at): Draft => {
          if (!id) return { type: 'clear', scope: 'screen' };
          return rev === 0 ? { type: 'retract', id } : { type: 'line', id, rev, text: `t${at}` };
        });
        await fill(engine, drafts);
        await engine.trim(startMs);
        const { lines } = foldRecords(emptyTranscript, await recordsOf(engine));
        expect(await linesOf(engine)).toEqual(lines);
      }),
      { numRuns: scaled(100) },
    );
  });

  it('are as many as the log has, in order, from the disk too', async () => {
    const engine = createEmbeddedEngine(testFolder());
    onTestFinished(() => engine.close());
    const count = 1_500;
    const appended = Array.from({ length: count }, (_, at) =>
      engine.append({
        session: 'talk',
        publisher: 'p',
        number: at + 1,
        draft: { type: 'line', id: `l${at}`, rev: 1, text: `t${at}` },
        nowMs: startMs,
      }),
    );
    await Promise.all(appended);
    expect((await linesOf(engine)).map(({ text }) => text)).toEqual(
      Array.from({ length: count }, (_, at) => `t${at}`),
    );
  });

  it('are read no further than they are taken', async () => {
    const inner = createMemoryEngine();
    const count = relayLimits.resumeRecordsPerFrame * 5;
    await fill(
      inner,
      Array.from({ length: count }, (_, at) => ({ type: 'line', id: `l${at}`, rev: 1, text: 'x' })),
    );
    let reads = 0;
    const engine: Engine = {
      ...inner,
      readSince(...where) {
        reads++;
        return inner.readSince(...where);
      },
    };
    const lines = readLines(engine, 'talk', await engine.head('talk'));
    await lines.next();
    // All of them once, to see what was corrected, and the first part.
    expect(reads).toBe(6);
    await lines.next();
    expect(reads).toBe(7);
  });
});
