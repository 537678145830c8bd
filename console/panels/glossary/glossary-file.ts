// A glossary as a table in a file, `short,long` (RFC 4180); `papaparse` reads and writes it. Tabs and semicolons are read
// too. A row with a fault is told by its number and costs no other row. Loaded when it is needed first.
import Papa from 'papaparse';

import { type Entry, readEntry } from './entries.ts';

export type GlossaryFile = {
  readonly entries: readonly Entry[];
  /** A sentence for each row that was not read, which begins with its number as a spreadsheet counts it. */
  readonly faults: readonly string[];
};

const faultWords: Record<string, string> = {
  MissingQuotes: 'a quotation mark is opened here and not closed; nothing from here on was read',
  InvalidQuotes: 'a quotation mark stands where none may be; write it twice within a text in quotation marks',
};

/** A short form is one word, and so are the columns' names: what follows the first of them in a row separates columns. */
const separator = /^\ufeff?"?[\p{L}\p{N}\p{M}_]+"?[^\S\t\r\n]*([,;\t])/mu;

/** Which columns hold what; a first row with their names says so. */
function columnsOf(first: readonly string[]) {
  const names = first.map((name) => name.trim().toLowerCase());
  const [short, long] = [names.indexOf('short'), names.indexOf('long')];
  const named = short >= 0 && long >= 0;
  return named ? { named, short, long, count: names.length } : { named, short: 0, long: 1, count: 2 };
}

export function readGlossaryFile(text: string): GlossaryFile {
  const { data: rows, errors } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimiter: separator.exec(text)?.[1] ?? ',',
  });
  const broken = new Map(errors.filter(({ type }) => type === 'Quotes').map(({ row, code }) => [row, code]));
  const columns = columnsOf(rows[0] ?? []);
  const entries = new Map<string, { entry: Entry; row: number }>();
  const faults: string[] = [];

  const problemOf = (cells: readonly string[], at: number): string | undefined => {
    const code = broken.get(at);
    if (code) return faultWords[code] ?? code;
    if (cells.slice(columns.count).some((cell) => cell.trim())) {
      return `${cells.length} columns, and there can be ${columns.count}; put words with the separator in them into quotation marks`;
    }
    const entry = readEntry(cells[columns.short] ?? '', cells[columns.long] ?? '');
    if (typeof entry === 'string') return entry;
    const twin = entries.get(entry.short);
    if (twin && twin.entry.long !== entry.long)
      return `${entry.short} stands in row ${twin.row} for other words`;
    if (!twin) entries.set(entry.short, { entry, row: at + 1 });
    return undefined;
  };

  for (const [at, cells] of rows.entries()) {
    if ((at === 0 && columns.named) || !cells.some((cell) => cell.trim())) continue;
    const problem = problemOf(cells, at);
    if (problem) faults.push(`Row ${at + 1}: ${problem.replace(/\.$/, '')}.`);
  }
  return { entries: Array.from(entries.values(), ({ entry }) => entry), faults };
}

/**
 * Words that a spreadsheet takes for a formula are written as they are: a mark before them would come back as part of the
 * words, and all in this file is the captioner's own.
 */
export function writeGlossaryFile(entries: readonly Entry[]): string {
  const table = Papa.unparse({
    fields: ['short', 'long'],
    data: entries.map(({ short, long }) => [short, long]),
  });
  // Without the mark, spreadsheets take UTF-8 for the system's old encoding.
  return `\ufeff${table}\r\n`;
}
