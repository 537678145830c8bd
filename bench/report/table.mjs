// Tables on a terminal: plain text, numbers to the right, no wider than what is in them.

/** @param {readonly Record<string, string | number>[]} rows */
export function table(rows) {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (/** @type {string | number | undefined} */ value) =>
    typeof value === 'number' ? value.toLocaleString('en') : (value ?? '');
  const width = (/** @type {string} */ column) =>
    Math.max(column.length, ...rows.map((row) => cell(row[column]).length));
  const widths = columns.map(width);
  const line = (/** @type {string[]} */ cells, /** @type {boolean[]} */ toTheRight) =>
    cells
      .map((text, at) => (toTheRight[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  const numeric = columns.map((column) => typeof rows[0]?.[column] === 'number');
  return [
    line(columns, numeric),
    widths.map((count) => '─'.repeat(count)).join('  '),
    ...rows.map((row) =>
      line(
        columns.map((column) => cell(row[column])),
        numeric,
      ),
    ),
  ].join('\n');
}
