// Records as a log would hold them, with everything that a test does not care about filled in.
import type { Draft, Line } from '../../protocol/records.ts';

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
