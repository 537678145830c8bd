// Nothing of the page moves when captions come, grow or go: a panel of changing height must not push what is around it.
import type { Check } from '../contract.ts';

/** Of the window's area; less than this nobody can see. */
const least = 0.001;

export const layoutShift: Check = {
  id: 'layout-shift',
  title: 'The page does not move when captions come',
  why: 'Who reads the page loses the place, and who presses a button hits the one that has moved under the finger.',
  fix: 'Leave the panel docked, or give the target that it stands in a fixed height.',
  clause: 'WCAG 2.2 3.2.5',
  async act({ shifts, hasScrolled, state }) {
    const moved = shifts
      .filter(({ value }) => value >= least)
      .map(({ where }) => ({ what: `the page moved when the widget got into the state ${state}`, where }));
    const scrolled = {
      what: `the page scrolled when the widget got into the state ${state}`,
      where: 'the page',
    };
    return hasScrolled ? [...moved, scrolled] : moved;
  },
};
