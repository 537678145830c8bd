// Whether the widget gets into each state at all: what cannot be reached cannot be looked at, and is no pass.
import type { Check, Finding, StateName } from '../contract.ts';

export const reached = {
  id: 'reached',
  title: 'The widget gets into every state',
  why: 'A widget that does not start or does not go on shows and tells nothing: deaf readers get no words at all.',
  fix: 'Look at the other findings first, above all csp and console-errors: they usually say what stops it.',
  clause: 'WCAG 2.2 1.2.4',
  finding: (state: StateName): Finding => ({
    what:
      state === 'before-connecting'
        ? 'the widget does not start'
        : state === 'idle'
          ? 'the widget starts and never asks its relay for the captions'
          : `the widget does not get into the state ${state}`,
    where: 'caption-wire',
  }),
} satisfies Check & { finding(state: StateName): Finding };
