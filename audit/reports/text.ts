// The report for people: what is wrong, where, whom it keeps from what, how to fix it, and the clause that asks for it.
import { failures } from '../budget.ts';
import type { AuditResult, Violation } from '../contract.ts';
import { type Group, grouped } from './groups.ts';

/** Stages named in full; a fault of the page is usually in all of them. */
const mostStages = 3;
/** Places told; the rest are counted. */
const mostPlaces = 5;
const wrapAt = 100;

function wrap(text: string, indent: string): string {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) as string;
    if (line && line.length + word.length >= wrapAt - indent.length) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join(`\n${indent}`);
}

/** `STATE, VIEW; … and 7 more`. */
export function stagesText({ stages }: Pick<Violation, 'stages'>): string {
  const more = stages.length - mostStages;
  return stages.slice(0, mostStages).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function groupText(group: Group): string {
  const { check, what, places, why, fix, clause, help, known } = group;
  const rows = [
    ...places.slice(0, mostPlaces).map((place, at) => [at === 0 ? 'where' : '', place]),
    ...(places.length > mostPlaces ? [['', `and ${places.length - mostPlaces} more places`]] : []),
    ['when', stagesText(group)],
    ['why', why],
    ['fix', fix],
    ['clause', help ? `${clause} ${help}` : clause],
    ...(known ? [['known', `until ${known.until}: ${known.reason}`]] : []),
  ];
  const indent = ' '.repeat(10);
  const told = rows.map(([name = '', text = '']) => `  ${name.padEnd(8)}${wrap(text, indent)}`);
  return `${known ? '○' : '✗'} ${check}: ${wrap(what, '  ')}\n${told.join('\n')}`;
}

export const countText = (result: AuditResult): string => {
  const bad = failures(result).length;
  const known = result.violations.length - bad;
  const found = bad === 0 ? 'nothing found' : bad === 1 ? '1 violation' : `${bad} violations`;
  return known > 0 ? `${found}, ${known} known` : found;
};

/** Ends without a line break. */
export function textReport(results: readonly AuditResult[]): string {
  const pages = results.map((result) => {
    const { url, violations, states, views, checks, axeVersion, durationMs, skipped } = result;
    const looked = `${states.length} states × ${views.length} views, ${checks.length} checks, axe-core ${axeVersion}`;
    return [
      url,
      ...grouped(violations).map(groupText),
      ...skipped.map((what) => `! not looked at: ${what}`),
      `${violations.length === 0 ? '✓ ' : ''}${countText(result)} (${looked}, ${(durationMs / 1000).toFixed(0)} s)`,
    ].join('\n\n');
  });
  return pages.join('\n\n');
}
