// docs/accessibility.md is a report that people rely on: it speaks of every criterion, and of tests that there are.
import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const report = readFileSync('docs/accessibility.md', 'utf8');
const rows = [...report.matchAll(/^\| (\d[\d.]*) [^|]+\| ([^|]+) \| (.+) \|$/gm)].map(
  ([, clause = '', level = '', remark = '']) => ({ clause, level: level.trim(), remark }),
);

/** WCAG 2.2, levels A and AA; 4.1.1 was removed from it. */
const criteria =
  `1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2
  2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2
  1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3
  3.2.4 3.3.3 3.3.4 3.3.8 4.1.3`.split(/\s+/);
const clauses = '7.1.1 7.1.2 7.1.3 7.1.4 7.1.5 7.2.1 7.2.2 7.2.3 7.3'.split(' ');

test('the accessibility report speaks of every criterion of WCAG 2.2 A and AA and of EN 301 549, clause 7', () => {
  expect(rows.map(({ clause }) => clause)).toEqual([...criteria, ...clauses]);
});

test('each criterion that is met names a test that there is, and each other one says why', () => {
  for (const { clause, level, remark } of rows) {
    expect(['Supports', 'Partially', 'Not applicable'], clause).toContain(level);
    const tests = [...remark.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    if (level !== 'Not applicable') expect(tests, clause).not.toEqual([]);
    expect(
      tests.filter((path) => !existsSync(path)),
      clause,
    ).toEqual([]);
  }
});
