// Collects what is found: the same thing in several stages is one violation that names them all.
import type { Advice, Finding, Violation } from './contract.ts';

export type Findings = {
  add(found: Omit<Violation, 'stages'>, stage: string): void;
  addAll(check: Advice & { readonly id: string }, found: readonly Finding[], stage: string): void;
  all(): readonly Violation[];
};

/** Places told of one rule; further ones are counted. Whatever is wrong in so many places has one cause. */
const placesPerRule = 50;

export function createFindings(): Findings {
  const known = new Map<string, Violation & { stages: string[] }>();
  const perRule = new Map<string, number>();

  function add(found: Omit<Violation, 'stages'>, stage: string): void {
    const key = [found.check, found.where, found.what].join('\n');
    const before = known.get(key);
    if (before) {
      if (!before.stages.includes(stage)) before.stages.push(stage);
      return;
    }
    const places = (perRule.get(found.check) ?? 0) + 1;
    perRule.set(found.check, places);
    if (places <= placesPerRule) known.set(key, { ...found, stages: [stage] });
  }

  return {
    add,
    addAll({ id, why, fix, clause }, found, stage) {
      for (const finding of found) add({ check: id, why, fix, clause, ...finding }, stage);
    },
    all: () => [...known.values()],
  };
}
