// Reports are what their readers take: SARIF by its schema, JUnit's XML by one of what CI reads, and text that names everything a
// person needs. Known violations are in each of them, and fail in none.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';

import { jsonReport, junitReport, sarifReport, textReport } from '../../audit/index.ts';
import { axeFault, fault, found } from './found.ts';

const known = { until: '2999-01-31', reason: 'the old box goes in spring' };
const results = [found([{ ...fault, known }, axeFault]), found([])];

describe('a report', () => {
  test('as SARIF is valid by its schema, with rules, places and what is suppressed', () => {
    const path = '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
    const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(path), 'utf8')) as object;
    // One of the schema’s patterns is none by the stricter reading.
    const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    const sarif = JSON.parse(sarifReport(results, '1.2.3')) as {
      runs: { results: { ruleId: string; suppressions?: object[] }[] }[];
    };
    expect(validate(sarif), JSON.stringify(validate.errors)).toBe(true);
    expect(sarif.runs[0]?.results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.length])).toEqual([
      ['announced-once', 1],
      ['axe/button-name', undefined],
    ]);
    expect(validate({ ...sarif, version: 2 })).toBe(false);
  });

  test('as JUnit’s XML is valid, counts cases, and skips what is known', async () => {
    const xml = junitReport(results);
    const schema = readFileSync('test/audit/junit.xsd', 'utf8');
    const { valid, errors } = await validateXML({ xml, schema });
    expect(valid, JSON.stringify(errors)).toBe(true);
    expect(xml).toContain('tests="4" failures="1" errors="0" skipped="1"');
    expect(xml).toContain('<skipped message="known until 2999-01-31: the old box goes in spring"/>');
    expect(xml).toContain('where: main &gt; button:nth-of-type(2)');
  });

  test('as text says what, where, when, why, how to fix it and which clause asks for it', () => {
    expect(textReport([found([axeFault])])).toBe(`https://www.example.org/live?a=1&b=2

✗ axe/button-name: Buttons must have a discernible text
  where   main > button:nth-of-type(2)
  when    idle, wide; idle, narrow; idle, dark; and 1 more
  why     Who listens hears it twice.
  fix     Take aria-live away from <p id="said"> & write nothing into it.
  clause  WCAG 2.2 4.1.3 https://example.org/button-name

1 violation (2 states × 3 views, 3 checks, axe-core 4.14.1, 35 s)`);
  });

  test('as text tells one fault of many places once', () => {
    const many = Array.from({ length: 8 }, (_, at) => ({ ...axeFault, where: `#button-${at}` }));
    const text = textReport([found(many)]);
    expect(text.match(/axe\/button-name:/g)).toHaveLength(1);
    expect(text).toContain('          #button-4\n          and 3 more places\n');
    expect(text).toContain('8 violations');
  });

  test('as JSON has everything but the pictures, and how many count', () => {
    const json = JSON.parse(jsonReport(results)) as { version: number; pages: Record<string, unknown>[] };
    expect(json.version).toBe(1);
    expect(json.pages.map(({ failures, shots }) => [failures, shots])).toEqual([
      [1, undefined],
      [0, undefined],
    ]);
  });
});
