// What people read is one fault with its places: the same advice under each of twenty places hides the next fault.
import type { Violation } from '../contract.ts';

export type Group = Omit<Violation, 'where'> & { readonly places: readonly string[] };

/** Faults that count first, known ones last; each with every place and stage it was seen in. */
export function grouped(violations: readonly Violation[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { where, ...rest } of violations) {
    // axe words its advice for each place; the fault is its rule.
    const advice = rest.check.startsWith('axe/') ? '' : rest.fix;
    const key = [rest.check, rest.what, advice, rest.known?.until].join('\n');
    const before = groups.get(key);
    groups.set(key, {
      ...(before ?? rest),
      places: [...(before?.places ?? []), where],
      stages: [...new Set([...(before?.stages ?? []), ...rest.stages])],
    });
  }
  return [...groups.values()].sort((one, other) => Number(!!one.known) - Number(!!other.known));
}
