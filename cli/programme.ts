// The programme of a conference as a table in a CSV file: one row for each captioner of a session. `papaparse` reads it, with commas,
// semicolons or tabs. One wrong row refuses the whole file, and every fault is named: half a programme is not noticed in time.
import { readFile } from 'node:fs/promises';

import Papa from 'papaparse';

import { decodeText } from '../formats/decode-text.ts';
import { languageOf } from '../protocol/language-tag.ts';
import { limits } from '../protocol/limits.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { cleanName, codePointLength } from '../protocol/text.ts';
import { CommandError, exitCodes } from './exit.ts';

export const programmeLimits = { rows: 500, bytes: 1024 * 1024 } as const;

const columns = ['session', 'title', 'captioner', 'role', 'language'] as const;
type Column = (typeof columns)[number];

export type ProgrammeCaptioner = { readonly name: string; readonly role: 'presenter' | 'owner' };

export type ProgrammeSession = {
  readonly session: string;
  /** The name that people use: `Room A`. The session's name where the file gives no title. */
  readonly title: string;
  /** Language tag of the captions (BCP 47). */
  readonly language?: string | undefined;
  readonly captioners: readonly ProgrammeCaptioner[];
};

type Draft = {
  readonly about: ProgrammeSession & { readonly captioners: ProgrammeCaptioner[] };
  /** Where the session is named first. */
  readonly row: number;
};

export type ProgrammeText = {
  readonly sessions: readonly ProgrammeSession[];
  /** One sentence per fault, which begins with row and column. */
  readonly faults: readonly string[];
};

const quoteFaults: Record<string, string> = {
  MissingQuotes: 'a quotation mark is opened and not closed; close it',
  InvalidQuotes: 'a quotation mark stands inside a text; write it twice, and the text in quotation marks',
};

/** Enough of a text to find it by. */
const shownChars = 60;
const quoted = (text: string) => `"${text.length > shownChars ? `${text.slice(0, shownChars)}…` : text}"`;

/** Which column stands where, and what is wrong with the first row. */
function readHeader(names: readonly string[]) {
  const places = new Map<Column, number>();
  const faults: string[] = [];
  const allowed = `the columns are ${columns.join(', ')}`;
  for (const [at, text] of names.entries()) {
    const name = text.trim().toLowerCase();
    const column = columns.find((known) => known === name);
    if (column === undefined) {
      // A misspelt column must not leave out its links without a word.
      const shown = name ? quoted(name) : `number ${at + 1}`;
      faults.push(`row 1, column ${shown}: no such column; ${allowed}`);
    } else if (places.has(column)) faults.push(`row 1, column ${column}: it stands here twice`);
    else places.set(column, at);
  }
  if (!places.has('session')) {
    faults.push(`row 1, column session: missing; the first row names the columns: ${columns.join(', ')}`);
  }
  return { places, faults };
}

/** Reads a programme. Pure. */
export function readProgramme(content: string): ProgrammeText {
  const delimiter = /[,;\t]/.exec(content.split(/[\r\n]/, 1)[0] ?? '')?.[0] ?? ',';
  const { data: rows, errors } = Papa.parse<string[]>(content, { delimiter });
  // The first fault of a row is the cause of those after it.
  const broken = new Map(
    errors
      .filter(({ type }) => type === 'Quotes')
      .reverse()
      .map(({ row, code }) => [row ?? 0, quoteFaults[code] ?? code]),
  );
  const inHeader = broken.get(0);
  if (inHeader !== undefined) return { sessions: [], faults: [`row 1: ${inHeader}`] };
  const { places, faults } = readHeader(rows[0] ?? []);
  if (faults.length > 0) return { sessions: [], faults };
  const filled = rows.flatMap((cells, at) =>
    at > 0 && cells.some((cell) => cell.trim()) ? [{ cells, row: at + 1 }] : [],
  );
  if (filled.length === 0)
    return { sessions: [], faults: ['row 2: there is no session below the first row'] };
  if (filled.length > programmeLimits.rows) {
    const fault = `row ${filled[programmeLimits.rows]?.row}: a programme has at most ${programmeLimits.rows} rows; divide it`;
    return { sessions: [], faults: [fault] };
  }
  const sessions = new Map<string, Draft>();
  for (const { cells, row } of filled) {
    const quoteFault = broken.get(row - 1);
    const width = rows[0]?.length ?? 0;
    if (quoteFault !== undefined) faults.push(`row ${row}: ${quoteFault}`);
    else if (cells.slice(width).some((cell) => cell.trim())) {
      faults.push(
        `row ${row}: ${cells.length} columns, and the first row names ${width}; put a text with "${delimiter === '\t' ? 'tab' : delimiter}" in it into quotation marks`,
      );
    } else {
      const cellOf = (column: Column) => cleanName(cells[places.get(column) ?? Infinity] ?? '');
      addRow(sessions, row, cellOf, (column, what) => faults.push(`row ${row}, column ${column}: ${what}`));
    }
  }
  const whole = Array.from(sessions.values(), ({ about }) => about);
  return { sessions: faults.length > 0 ? [] : whole, faults };
}

/** Adds what a row says to the session that it is about. */
function addRow(
  sessions: Map<string, Draft>,
  row: number,
  cellOf: (column: Column) => string,
  refuse: (column: Column, what: string) => void,
): void {
  const [session, title, name, role] = [
    cellOf('session'),
    cellOf('title'),
    cellOf('captioner'),
    cellOf('role').toLowerCase(),
  ];
  const tag = cellOf('language');
  const language = languageOf(tag);
  for (const [column, text] of [
    ['title', title],
    ['captioner', name],
  ] as const) {
    const length = codePointLength(text);
    if (length > limits.nameCodePoints)
      refuse(column, `${length} characters; at most ${limits.nameCodePoints} are allowed`);
  }
  if (tag && language === undefined)
    refuse('language', `${quoted(tag)}: give a language tag, for example en, pt-BR or zh-Hant`);
  if (role !== '' && role !== 'presenter' && role !== 'owner')
    refuse('role', `${quoted(role)}: give presenter or owner, or leave it empty for presenter`);
  else if (role && !name) refuse('captioner', `the row has the role ${role}; name who has it`);
  if (!isSessionName(session)) {
    refuse('session', session ? `${quoted(session)}: ${sessionNameRule}` : `empty; ${sessionNameRule}`);
    return;
  }
  const known = sessions.get(session);
  const { about, row: firstRow } = known ?? {
    about: { session, title: title || session, language, captioners: [] },
    row,
  };
  sessions.set(session, { about, row: firstRow });
  if (title && title !== about.title)
    refuse(
      'title',
      `${quoted(title)}, but row ${firstRow} calls ${session} ${quoted(about.title)}; give one title`,
    );
  if (language !== undefined && language !== about.language) {
    const first = about.language === undefined ? 'no language' : `"${about.language}"`;
    refuse('language', `"${tag}", but row ${firstRow} gives ${session} ${first}; give one language`);
  }
  if (!name) return;
  if (about.captioners.some((other) => other.name === name))
    refuse('captioner', `${quoted(name)} is in another row of ${session} already`);
  about.captioners.push({ name, role: role === 'owner' ? 'owner' : 'presenter' });
}

/** Reads a programme. @throws CommandError, wrong usage, that names every fault. */
export async function readProgrammeFile(path: string): Promise<readonly ProgrammeSession[]> {
  const refusal = (why: string, cause?: unknown) =>
    new CommandError(`${path}: ${why}`, exitCodes.usage, { cause });
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw refusal(code === 'ENOENT' ? 'no such file' : message, error);
  }
  if (bytes.length > programmeLimits.bytes) {
    throw refusal(`${bytes.length} bytes; a programme has at most ${programmeLimits.bytes}`);
  }
  const content = decodeText(bytes);
  if (content === undefined) throw refusal('not UTF-8 text; save it as UTF-8, in Excel as “CSV UTF-8”');
  const { sessions, faults } = readProgramme(content);
  if (faults.length === 0) return sessions;
  const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
  throw refusal([`${count}, so no link was made`, ...faults].join('\n  '));
}
