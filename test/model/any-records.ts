// Records by chance, for histories and for claims about any log. Few ids and short texts, so that what fails can be read.
// Corrections and retractions mostly meet a line that is there.
import * as fc from 'fast-check';

import type { Draft, LogRecord } from '../../protocol/records.ts';

/** A record without its number. */
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
