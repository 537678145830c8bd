// Known violations, until a day: what is on the list does not fail an audit before that day, and does from it on, so that a
// list of exceptions cannot grow old unseen.
import type { AuditResult, Violation } from './contract.ts';

/** One entry: `check` is exact, `where` and `what` are parts of the text, left out they stand for all. */
export type KnownViolation = {
  readonly check: string;
  readonly where?: string;
  readonly what?: string;
  /** The first day on which it counts again, `YYYY-MM-DD` (UTC). */
  readonly until: string;
  readonly reason: string;
};

const fields = new Set(['check', 'where', 'what', 'until', 'reason']);

/**
 * Reads the text of a budget: a JSON array of known violations.
 * @throws TypeError that names the entry and what it lacks.
 */
export function readBudget(text: string): readonly KnownViolation[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!Array.isArray(entries)) throw new TypeError('give an array of { check, until, reason }');
  return entries.map((entry: unknown, at) => {
    const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
    const name = `entry ${at + 1}`;
    for (const field of ['check', 'until', 'reason']) {
      if (typeof given[field] !== 'string' || given[field] === '')
        throw new TypeError(`${name} has no ${field}`);
    }
    const strange = Object.keys(given).find(
      (field) => !fields.has(field) || typeof given[field] !== 'string',
    );
    if (strange !== undefined) throw new TypeError(`${name}: ${strange} is not known, or no text`);
    const until = given.until as string;
    if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(Date.parse(until))) {
      throw new TypeError(`${name}: until "${until}" is no day; write it as 2027-01-31`);
    }
    return given as KnownViolation;
  });
}

const fits = ({ check, where = '', what = '' }: KnownViolation, violation: Violation) =>
  violation.check === check && violation.where.includes(where) && violation.what.includes(what);

/** The result with its known violations marked, and what of the budget is out of date. */
export function applyBudget(
  result: AuditResult,
  budget: readonly KnownViolation[],
  nowMs: number = Date.now(),
): { readonly result: AuditResult; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const isOver = ({ until }: KnownViolation) => Date.parse(until) <= nowMs;
  const violations = result.violations.map((violation) => {
    const entry = budget.find((known) => fits(known, violation) && !isOver(known));
    return entry ? { ...violation, known: { until: entry.until, reason: entry.reason } } : violation;
  });
  for (const entry of budget) {
    const isUsed = result.violations.some((violation) => fits(entry, violation));
    const name = `${entry.check}${entry.where ? ` at ${entry.where}` : ''}`;
    if (!isUsed) notes.push(`budget: ${name} was not found any more: take the entry out`);
    else if (isOver(entry)) notes.push(`budget: ${name} was known until ${entry.until}: it counts again`);
  }
  return { result: { ...result, violations }, notes };
}

/** What makes an audit fail. */
export const failures = ({ violations }: AuditResult): readonly Violation[] =>
  violations.filter(({ known }) => !known);
