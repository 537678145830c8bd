// What can happen in a history, and how it is told: few publishers, few places, small numbers, so that a history that
// fails gets short, and can be read.
import * as fc from 'fast-check';

/** Who takes part: two who publish, one who reads every track, and one who reads its own slowly. */
export const names = ['ann', 'bob', 'vera', 'paul'] as const;

const anyPresenter = fc.integer({ min: 0, max: 1 });
const anyOne = fc.integer({ min: 0, max: names.length - 1 });
const upTo = (max: number) => fc.integer({ min: 1, max });
const slot = fc.integer({ min: 0, max: 1 });
const back = fc.integer({ min: 0, max: 3 });

const kinds = {
  // What is published.
  type: { who: anyPresenter, slot, text: fc.constantFrom('one', 'one two', 'uno', '𝔸', '') },
  say: { who: anyPresenter, slot },
  correct: { who: anyPresenter, back, rev: fc.integer({ min: 2, max: 3 }) },
  retract: { who: anyPresenter, back },
  status: { who: anyPresenter },
  clear: { who: anyPresenter, scope: fc.constantFrom('status' as const, 'screen' as const) },
  end: { who: anyPresenter },
  blank: { who: anyPresenter },
  others: { count: upTo(6) },
  // What gets through.
  hears: { who: anyOne, count: upTo(4) },
  isHeard: { who: anyOne, count: upTo(4) },
  calm: {},
  wait: { ms: fc.constantFrom(10, 40, 500, 3_000, 11_000) },
  beat: {},
  // What goes wrong.
  cut: { who: anyOne, isKnownToRelay: fc.boolean() },
  silence: { who: anyOne },
  drain: {},
  crash: {},
  fallBack: { lost: upTo(5) },
  trim: {},
  stall: {},
  goOn: {},
  full: { count: upTo(3) },
  stranger: { which: fc.nat(50), wrong: fc.constantFrom('', 'epoch', 'sum', 'seq', 'text') },
  mess: {
    who: fc.integer({ min: 2, max: 3 }),
    what: fc.constantFrom('twice' as const, 'swapped' as const, 'lost' as const),
    at: fc.nat(5),
  },
};

type Kinds = typeof kinds;
type Fields<T> = { [Name in keyof T]: T[Name] extends fc.Arbitrary<infer Value> ? Value : never };
export type Step = { [Do in keyof Kinds]: { readonly do: Do } & Fields<Kinds[Do]> }[keyof Kinds];

const weights: Partial<Record<keyof Kinds, number>> = {
  type: 6,
  say: 8,
  correct: 2,
  retract: 2,
  blank: 3,
  others: 2,
  hears: 10,
  isHeard: 10,
  calm: 5,
  wait: 5,
  cut: 3,
  fallBack: 2,
  full: 2,
  trim: 2,
};

const anyStep = (withMess: boolean): fc.Arbitrary<Step> =>
  fc.oneof(
    ...(Object.keys(kinds) as (keyof Kinds)[])
      .filter((name) => withMess || name !== 'mess')
      .map((name) => ({
        weight: name === 'mess' ? 8 : (weights[name] ?? 1),
        arbitrary: fc.record({ do: fc.constant(name), ...kinds[name] }) as unknown as fc.Arbitrary<Step>,
      })),
  );

/** @param withMess whether frames can come twice, in another order, or not at all while the link stands. */
export const anyHistory = (maxLength: number, withMess: boolean) =>
  fc.array(anyStep(withMess), { maxLength, size: 'max' });

/** A history as somebody would tell it. */
export function inWords(steps: readonly Step[]): string {
  const whoever = (step: Step) => ('who' in step ? names[step.who] : '');
  return steps
    .map((step, at) => {
      const { do: what, ...fields } = step;
      delete (fields as { who?: number }).who;
      const rest = Object.entries(fields).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
      return `${String(at + 1).padStart(4)}. ${[whoever(step), what, ...rest].filter(Boolean).join(' ')}`;
    })
    .join('\n');
}
