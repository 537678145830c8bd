// Records as a log would hold them, with everything that a test does not care about filled in.
import * as fc from 'fast-check';

import type { Draft, Line, LogRecord } from '../../protocol/records.ts';

export const line = (seq: number, text: string, more: Partial<Line> = {}): Line => ({
  type: 'line',
  id: `l${seq}`,
  rev: 1,
  seq,
  at: 1_700_000_000_000 + seq,
  text,
  ...more,
});

export const draft = (id: string, text: string): Draft => ({ type: 'line', id, rev: 1, text });

/** A record without its number: few ids, so that lines meet their corrections and retractions. */
export const anyDraft: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('line' as const),
      id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      rev: fc.integer({ min: 1, max: 3 }),
      text: fc.string({ minLength: 1, maxLength: 5 }),
    }),
  },
  fc.record({ type: fc.constant('retract' as const), id: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  fc.record({
    type: fc.constant('status' as const),
    level: fc.constantFrom('info' as const, 'warning' as const, 'alert' as const),
    text: fc.string({ minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant('clear' as const),
    scope: fc.constantFrom('status' as const, 'screen' as const),
  }),
  fc.record({ type: fc.constant('end' as const) }),
);

/** Any log: records numbered from 1. */
export const anyLog: fc.Arbitrary<LogRecord[]> = fc
  .array(anyDraft, { maxLength: 40 })
  .map((drafts) => drafts.map((one, at) => ({ at: 1_000 + at, ...one, seq: at + 1 }) as LogRecord));
