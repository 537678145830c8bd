// The cursor: a place in a log that can be written down, read again, and told from the same place in another log.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatCursor, genesis, nextSum, parseCursor } from '../../protocol/cursor.ts';
import { scaled } from '../helpers/effort.ts';

const cursor = fc.record({
  epoch: fc.stringMatching(/^[a-z0-9]{1,16}$/),
  seq: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  sum: fc.integer({ min: 0, max: 0xffffffff }),
});
const sumOf = (records: readonly string[]) => records.reduce(nextSum, genesis.sum);

describe('a cursor as text', () => {
  it('is epoch, number and checksum', () => {
    expect(formatCursor({ epoch: 'k3x', seq: 42, sum: 0xbeef })).toBe('k3x.42.beef');
    expect(formatCursor(genesis)).toBe('0.0.811c9dc5');
  });

  it('reads back as what was written, for any cursor', () => {
    fc.assert(
      fc.property(cursor, (one) => {
        expect(parseCursor(formatCursor(one))).toEqual(one);
      }),
    );
  });

  it('needs no escaping in a URL', () => {
    fc.assert(
      fc.property(cursor, (one) => {
        expect(encodeURIComponent(formatCursor(one))).toBe(formatCursor(one));
      }),
    );
  });

  it.each([
    '',
    'x',
    'e.1',
    'e.1.2.3',
    'e.-1.0',
    'e.01.0',
    'e.1.xyz',
    'E.1.0',
    'e.1.123456789',
    '.1.0',
    'e..0',
    'e.1.',
    'e.1.0\n',
    ' e.1.0',
    'e.1e3.0',
    'e.9999999999999999.0',
    'abcdefghijklmnopq.1.0',
    '__proto__',
    'e.1.0;drop',
  ])('spells none: %j', (text) => {
    expect(parseCursor(text)).toBeUndefined();
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseCursor(text)));
  });
});

describe('the checksum', () => {
  const json = fc.string({ unit: 'binary', minLength: 1 });

  it('is a whole number of 32 bits', () => {
    fc.assert(
      fc.property(fc.array(json), (records) => {
        const sum = sumOf(records);
        expect(Number.isInteger(sum) && sum >= 0 && sum <= 0xffffffff).toBe(true);
      }),
    );
  });

  it('depends on the order of records', () => {
    expect(sumOf(['{"a":1}', '{"b":2}'])).not.toBe(sumOf(['{"b":2}', '{"a":1}']));
  });

  it('changes when any one character of any record does', () => {
    fc.assert(
      fc.property(
        fc.array(json, { minLength: 1, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (records, r, c, flip) => {
          const at = r % records.length;
          const record = records[at] as string;
          const unit = c % record.length;
          const changed =
            record.slice(0, unit) +
            String.fromCharCode(record.charCodeAt(unit) ^ flip) +
            record.slice(unit + 1);
          expect(sumOf(records.with(at, changed))).not.toBe(sumOf(records));
        },
      ),
      { numRuns: scaled(1_000) },
    );
  });

  it('tells characters beyond 8 bits apart', () => {
    expect(sumOf(['Ā'])).not.toBe(sumOf(['\0']));
    expect(sumOf(['中'])).not.toBe(sumOf(['丮']));
  });
});
