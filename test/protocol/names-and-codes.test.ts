// Names that may stand in a URL, and what a close code tells a client to do.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { closeCodes, errorCodes, mayComeBack } from '../../protocol/codes.ts';
import { isSessionName } from '../../protocol/session-name.ts';

describe('a session name', () => {
  it.each(['a', 'town-hall', 'Room_7', '0', '-', 'x'.repeat(64)])('may be %j', (name) => {
    expect(isSessionName(name)).toBe(true);
  });

  it.each([
    '',
    'x'.repeat(65),
    'a b',
    'a/b',
    '../a',
    'ä',
    'a.b',
    'a%20b',
    'a\n',
    '\na',
    'a:b',
    '😀',
    null,
    undefined,
    7,
    ['a'],
  ])('may not be %j', (name) => {
    expect(isSessionName(name)).toBe(false);
  });

  it('means the same in a path as it says', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/), (name) => {
        expect(isSessionName(name)).toBe(true);
        expect(new URL(`http://relay/s/${name}`).pathname).toBe(`/s/${name}`);
      }),
    );
  });
});

describe('a close code', () => {
  const { end, tooLarge, restart, overload, slow, silent, resync, tokenExpired } = closeCodes;

  it('lets a client come back after a loss, a restart, overload and everything from 4000 to 4499', () => {
    for (const code of [1001, 1006, restart, overload, slow, silent, resync, tokenExpired, 4499]) {
      expect(mayComeBack(code)).toBe(true);
    }
  });

  it('sends it away for good after a good end and everything from 4500 to 4999', () => {
    const { malformed, forbidden, superseded } = closeCodes;
    for (const code of [end, tooLarge, malformed, forbidden, superseded, 4999])
      expect(mayComeBack(code)).toBe(false);
  });

  it('has one meaning, and so has an error code', () => {
    for (const codes of [closeCodes, errorCodes].map((all) => Object.values<number | string>(all))) {
      expect(new Set(codes).size).toBe(codes.length);
    }
  });
});
