// The transcript fold: what a reader sees after any sequence of records.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LogRecord } from '../../protocol/records.ts';
import { emptyTranscript, foldRecord, foldRecords, type Transcript } from '../../protocol/transcript.ts';
import { line } from '../helpers/records.ts';
import { anyLog } from '../model/any-records.ts';

const fold = (...records: LogRecord[]) => foldRecords(emptyTranscript, records);
const texts = ({ lines }: Transcript) => lines.map(({ text }) => text);

/** A transcript and everything in it that throws when somebody changes it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

describe('lines', () => {
  it('stand in the order in which they were first said', () => {
    expect(texts(fold(line(1, 'one'), line(2, 'two'), line(3, 'three')))).toEqual(['one', 'two', 'three']);
  });

  it('are replaced by a higher revision where they stood, and keep their time', () => {
    const corrected = line(3, 'ONE', { id: 'l1', rev: 2, speaker: 'Ann' });
    const { lines } = fold(line(1, 'one'), line(2, 'two'), corrected);
    expect(lines).toEqual([{ ...corrected, seq: 1, at: line(1, '').at }, line(2, 'two')]);
  });

  it('that are corrected end when they ended first, if that is known', () => {
    const until = (time: number | undefined) => (time === undefined ? {} : { until: time });
    const endOf = (first?: number, second?: number) => {
      const said = line(1, 'one', until(first));
      return fold(said, line(2, 'ONE', { id: 'l1', rev: 2, ...until(second) })).lines[0]?.until;
    };
    expect([endOf(5), endOf(5, 900), endOf(undefined, 900)]).toEqual([5, 5, undefined]);
  });

  it('are not replaced by the same or a lower revision', () => {
    const before = fold(line(1, 'one', { rev: 1 }), line(2, 'new', { id: 'l1', rev: 3 }));
    for (const rev of [1, 2, 3]) {
      const { transcript, change } = foldRecord(before, line(3, 'old', { id: 'l1', rev }));
      expect(change).toEqual({ type: 'ignored' });
      expect(texts(transcript)).toEqual(['new']);
    }
  });

  it('are gone once retracted, and a later correction does not bring them back', () => {
    const gone = fold(line(1, 'one'), line(2, 'two'), { type: 'retract', seq: 3, at: 3, id: 'l1' });
    expect(texts(gone)).toEqual(['two']);
    expect(foldRecord(gone, line(4, 'again', { id: 'l1', rev: 2 })).change).toEqual({ type: 'ignored' });
  });

  it('make a session that had ended go on', () => {
    expect(fold({ type: 'end', seq: 1, at: 1 }).ended).toBe(true);
    expect(fold({ type: 'end', seq: 1, at: 1 }, line(2, 'one more thing')).ended).toBe(false);
  });
});

describe('status and clear', () => {
  const status = { type: 'status', level: 'warning', text: 'Back soon' } as const;

  it('the latest status stands until it is replaced or cleared', () => {
    const first: LogRecord = { ...status, seq: 1, at: 1 };
    const second: LogRecord = { ...status, level: 'info', seq: 2, at: 2 };
    expect(fold(first, second, line(3, 'x')).status).toEqual(second);
    expect(fold(first, { type: 'clear', scope: 'status', seq: 2, at: 2 }).status).toBeNull();
  });

  it('clearing the screen keeps the transcript and the status', () => {
    const cleared = fold({ ...status, seq: 1, at: 1 }, line(2, 'one'), {
      type: 'clear',
      scope: 'screen',
      seq: 3,
      at: 3,
    });
    expect(cleared).toMatchObject({ clearedSeq: 3, seq: 3, status: { text: 'Back soon' } });
    expect(texts(cleared)).toEqual(['one']);
  });
});

describe('what a record did', () => {
  const one = line(1, 'one');
  const after = fold(one);

  it('is said for each', () => {
    const two = line(2, 'two');
    const better = line(2, 'ONE', { id: 'l1', rev: 2 });
    const status: LogRecord = { type: 'status', level: 'info', text: 'hi', seq: 2, at: 2 };
    const place = { seq: 2, at: 2 };
    const changeOf = (record: LogRecord) => foldRecord(after, record).change;
    expect(changeOf(two)).toEqual({ type: 'added', line: two });
    expect(changeOf(better)).toEqual({
      type: 'revised',
      before: one,
      line: { ...better, seq: 1, at: one.at },
    });
    expect(changeOf({ type: 'retract', id: 'l1', ...place })).toEqual({ type: 'retracted', before: one });
    expect(changeOf({ type: 'retract', id: 'other', ...place })).toEqual({ type: 'ignored' });
    expect(changeOf(status)).toEqual({ type: 'status', status });
    expect(changeOf({ type: 'clear', scope: 'status', ...place })).toEqual({ type: 'status-cleared' });
    expect(changeOf({ type: 'clear', scope: 'screen', ...place })).toEqual({ type: 'screen-cleared' });
    expect(changeOf({ type: 'end', ...place })).toEqual({ type: 'ended' });
  });

  it('moves the place in the log forward, also when nothing is seen of it', () => {
    expect(foldRecord(after, { type: 'retract', id: 'other', seq: 2, at: 2 }).transcript.seq).toBe(2);
  });
});

describe('the window', () => {
  it('keeps the last lines only, and corrections of older ones change nothing', () => {
    const records = Array.from({ length: 10 }, (_, at) => line(at + 1, `t${at + 1}`));
    const window = foldRecords(emptyTranscript, records, 3);
    expect(texts(window)).toEqual(['t8', 't9', 't10']);
    expect(foldRecord(window, line(11, 'x', { id: 'l2', rev: 2 }), 3).change).toEqual({ type: 'ignored' });
  });

  it('never holds more than it may', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: 1, max: 5 }), (log, most) => {
        expect(foldRecords(emptyTranscript, log, most).lines.length).toBeLessThanOrEqual(most);
      }),
    );
  });
});

describe('for any log', () => {
  it('folding all at once equals folding in parts', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, cut) => {
        const at = cut % (log.length + 1);
        const before = foldRecords(emptyTranscript, log.slice(0, at));
        expect(foldRecords(before, log.slice(at))).toEqual(foldRecords(emptyTranscript, log));
      }),
    );
  });

  it('a snapshot on the way and the rest equal the whole', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(), (log, cut) => {
        const at = cut % (log.length + 1);
        // What travels in a snapshot is all that the fold needs.
        const snapshot = JSON.parse(
          JSON.stringify(foldRecords(emptyTranscript, log.slice(0, at), 5)),
        ) as Transcript;
        expect(foldRecords(snapshot, log.slice(at), 5)).toEqual(foldRecords(emptyTranscript, log, 5));
      }),
    );
  });

  it('no transcript changes once it was made', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        frozen(log).reduce(
          (transcript, record) => frozen(foldRecord(transcript, record, 3).transcript),
          frozen({ ...emptyTranscript }),
        );
      }),
    );
  });

  it('each id is shown at most once, with the highest revision since it was first said', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const ids = foldRecords(emptyTranscript, log).lines.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});
