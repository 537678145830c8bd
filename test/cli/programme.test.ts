// Programmes as organisers write them: what can be told apart is read, and every fault is named by row and column.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { programmeLimits, readProgramme, readProgrammeFile } from '../../cli/programme.ts';
import { testFolder } from '../helpers/running-relay.ts';

describe('a programme', () => {
  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('is read with %s, in any order of columns, with empty rows and rows that lack their end', (_, mark) => {
    const rows = [
      ['Captioner', 'session', ' Title ', 'role', 'language'],
      ['Maya', 'room-a', 'Room A', 'Owner', 'en_us'],
      [],
      ['', 'room-b'],
      ['Tom', 'room-a', '', '', ''],
    ];
    expect(readProgramme(rows.map((cells) => cells.join(mark)).join('\r\n'))).toEqual({
      faults: [],
      sessions: [
        {
          session: 'room-a',
          title: 'Room A',
          language: 'en-US',
          captioners: [
            { name: 'Maya', role: 'owner' },
            { name: 'Tom', role: 'presenter' },
          ],
        },
        { session: 'room-b', title: 'room-b', language: undefined, captioners: [] },
      ],
    });
  });

  it('of one column is enough', () => {
    const { sessions, faults } = readProgramme('session\nroom-a\nroom-b\n');
    expect(faults).toEqual([]);
    expect(sessions.map(({ session }) => session)).toEqual(['room-a', 'room-b']);
  });

  it('has texts in quotation marks, with separators and row ends in them', () => {
    const { sessions } = readProgramme('session,title\na,"Hall, ""east""\nwing"\n');
    expect(sessions[0]?.title).toBe('Hall, "east" wing');
  });

  it('with faults is refused whole, and each fault is named by row and column', () => {
    const long = 'x'.repeat(81);
    const { sessions, faults } = readProgramme(
      [
        'session,title,captioner,role,language',
        'room-a,Room A,Maya,,en',
        'Room B,,,,',
        ',Room C,,,',
        `room-d,${long},${long},,`,
        'room-a,Hall A,Maya,chair,de',
        'room-e,,,owner,English',
        'room-f,,,,,more',
      ].join('\n'),
    );
    expect(sessions).toEqual([]);
    const rule = 'a session name is 1 to 64 of A-Z, a-z, 0-9, "_" and "-"';
    expect(faults).toEqual([
      `row 3, column session: "Room B": ${rule}`,
      `row 4, column session: empty; ${rule}`,
      'row 5, column title: 81 characters; at most 80 are allowed',
      'row 5, column captioner: 81 characters; at most 80 are allowed',
      'row 6, column role: "chair": give presenter or owner, or leave it empty for presenter',
      'row 6, column title: "Hall A", but row 2 calls room-a "Room A"; give one title',
      'row 6, column language: "de", but row 2 gives room-a "en"; give one language',
      'row 6, column captioner: "Maya" is in another row of room-a already',
      'row 7, column language: "English": give a language tag, for example en, pt-BR or zh-Hant',
      'row 7, column captioner: the row has the role owner; name who has it',
      'row 8: 6 columns, and the first row names 5; put a text with "," in it into quotation marks',
    ]);
  });

  it.each([
    [
      'no session column',
      'room,captioner\na,b',
      [/^row 1, column "room": no such column/, /column session: missing/],
    ],
    ['a column twice', 'session,title,Title\na,b,c', [/^row 1, column title: it stands here twice$/]],
    ['a column without a name', 'session,,title\na,b,c', [/^row 1, column number 2: no such column/]],
    ['nothing in it', '', [/column session: missing/]],
    ['no row', 'session\n\n', [/^row 2: there is no session/]],
    [
      'a quotation mark that is not closed',
      'session,title\na,"b\nc,d\n',
      [/^row 2: a quotation mark is opened/],
    ],
    ['a quotation mark inside a text', 'session,title\na,"b"c\n', [/^row 2: a quotation mark stands inside/]],
    ['too many rows', `session\n${'a\n'.repeat(programmeLimits.rows + 1)}`, [/^row 502: .*at most 500 rows/]],
  ])('with %s is refused', (_, content, expected) => {
    const { sessions, faults } = readProgramme(content);
    expect(sessions).toEqual([]);
    expect(faults).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  });
});

describe('a programme file', () => {
  const file = (bytes: string | Buffer) => {
    const path = join(testFolder(), 'programme.csv');
    writeFileSync(path, bytes);
    return path;
  };

  it.each([
    ['UTF-8 with its mark', Buffer.from('\ufeffsession,title\na,Säle\n')],
    ['UTF-16', Buffer.from('\ufeffsession\ttitle\na\tSäle\n', 'utf16le')],
  ])('is read as %s', async (_, bytes) => {
    expect(await readProgrammeFile(file(bytes))).toMatchObject([{ session: 'a', title: 'Säle' }]);
  });

  it.each([
    [
      'another encoding',
      Buffer.from('session,title\na,S\xe4le\n', 'latin1'),
      /programme\.csv: not UTF-8 text; save it/,
    ],
    [
      'too many bytes',
      'x'.repeat(programmeLimits.bytes + 1),
      /programme\.csv: 1048577 bytes; .* at most 1048576$/,
    ],
  ])('of %s is refused as wrong usage', async (_, bytes, says) => {
    await expect(readProgrammeFile(file(bytes))).rejects.toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringMatching(says) }),
    );
  });
});
