// The focus stays where the reader put it, in the page and in the panel, whatever the session does.
import type { Check } from '../contract.ts';

export const focusKept: Check = {
  id: 'focus-kept',
  title: 'No line, status or loss moves the focus',
  why: 'Who types or reads by keyboard, screen reader or braille is torn away from their place with every line.',
  fix: 'Do not call focus() when captions arrive: find the listener of captionwire:line, captionwire:status or captionwire:ready that does, and take the call out.',
  clause: 'WCAG 2.2 3.2.5',
  async act({ focus, state }) {
    if (!focus || focus.before === focus.after) return [];
    return [
      {
        what: `in the state ${state} the focus went from ${focus.before} to ${focus.after}`,
        where: focus.after,
      },
    ];
  },
};
