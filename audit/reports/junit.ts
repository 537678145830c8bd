// The report for CI that shows tests: each page a suite, each check a test case; a known violation is a skipped case. JUnit's XML as
// Jenkins and GitLab read it.
import type { AuditResult, Violation } from '../contract.ts';
import { escaped } from './escaping.ts';
import { stagesText } from './text.ts';

const told = (violation: Violation) =>
  [
    `where: ${violation.where}`,
    `when: ${stagesText(violation)}`,
    `why: ${violation.why}`,
    `fix: ${violation.fix}`,
    `clause: ${violation.clause}`,
  ].join('\n');

function suite({ url, startedAt, durationMs, checks, violations }: AuditResult): string {
  // A fault that belongs to no check of the list, as axe's rules and "reached" do, is a case of its own.
  const ids = new Set([...checks.map(({ id }) => id), ...violations.map(({ check }) => check)]);
  let failures = 0;
  let skipped = 0;
  const cases = [...ids].map((id) => {
    const found = violations.filter(({ check }) => check === id);
    const bad = found.filter(({ known }) => !known);
    const name = checks.find((check) => check.id === id)?.title ?? found[0]?.what ?? id;
    const open = `    <testcase classname="captionwire.audit.${escaped(id)}" name="${escaped(name)}" time="0"`;
    if (found.length === 0) return `${open}/>`;
    if (bad.length === 0) {
      skipped++;
      const why = found.map(({ known }) => `known until ${known?.until}: ${known?.reason}`).join('; ');
      return `${open}>\n      <skipped message="${escaped(why)}"/>\n    </testcase>`;
    }
    failures++;
    const message = bad.map(({ what }) => what).join('; ');
    const text = bad.map((violation) => `${violation.what}\n${told(violation)}`).join('\n\n');
    return `${open}>\n      <failure type="${escaped(id)}" message="${escaped(message)}">${escaped(text)}</failure>\n    </testcase>`;
  });
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  const time = (durationMs / 1000).toFixed(3);
  // The schema has no room for fractions of a second, nor for a zone.
  const stamp = startedAt.slice(0, 19);
  return `  <testsuite name="${escaped(url)}" ${counts} time="${time}" timestamp="${stamp}">\n${cases.join('\n')}\n  </testsuite>`;
}

export function junitReport(results: readonly AuditResult[]): string {
  const suites = results.map(suite).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="captionwire audit">\n${suites}\n</testsuites>`;
}
