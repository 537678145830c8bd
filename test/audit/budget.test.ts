// Known violations pass until their day, and a list of them cannot grow old unseen.
import { describe, expect, test } from 'vitest';

import { applyBudget, failures, readBudget } from '../../audit/index.ts';
import { axeFault, fault, found } from './found.ts';

const entry = { check: 'announced-once', until: '2027-01-31', reason: 'it goes in spring' };
const day = (text: string) => Date.parse(`${text}T12:00:00Z`);

describe('a budget', () => {
  const left = (budget: object[], nowMs: number) => {
    const { result, notes } = applyBudget(
      found([fault, axeFault]),
      readBudget(JSON.stringify(budget)),
      nowMs,
    );
    return { left: failures(result).map(({ check }) => check), notes };
  };

  test('lets what is known pass before its day, and not from that day on', () => {
    expect(left([entry], day('2027-01-30'))).toEqual({ left: ['axe/button-name'], notes: [] });
    expect(left([entry], day('2027-01-31'))).toEqual({
      left: ['announced-once', 'axe/button-name'],
      notes: ['budget: announced-once was known until 2027-01-31: it counts again'],
    });
  });

  test('names a place only where it means one', () => {
    expect(left([{ ...entry, where: '#said' }], day('2027-01-01')).left).toEqual(['axe/button-name']);
    expect(left([{ ...entry, where: '#other' }], day('2027-01-01'))).toEqual({
      left: ['announced-once', 'axe/button-name'],
      notes: ['budget: announced-once at #other was not found any more: take the entry out'],
    });
  });

  test.for([
    ['{', /no JSON/],
    ['{}', /array/],
    ['[{ "check": "csp", "reason": "soon" }]', /entry 1 has no until/],
    ['[{ "check": "csp", "reason": "soon", "until": "spring" }]', /"spring" is no day/],
    [
      '[{ "check": "csp", "reason": "soon", "until": "2027-01-31", "url": "/" }]',
      /entry 1: url is not known/,
    ],
  ] as const)('is refused by name when it says %s', ([text, why]) => {
    expect(() => readBudget(text)).toThrow(why);
  });
});
