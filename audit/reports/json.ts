// The report for programs: the results as they are, pictures left out. `version` is 1; fields are added, never changed.
import { failures } from '../budget.ts';
import type { AuditResult } from '../contract.ts';

export function jsonReport(results: readonly AuditResult[]): string {
  const pages = results.map((result) => {
    const { shots: _, ...rest } = result;
    return { ...rest, failures: failures(result).length };
  });
  return JSON.stringify({ version: 1, pages }, undefined, 2);
}
