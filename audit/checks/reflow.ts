// At 320 CSS pixels, which is also 1280 px at 400 %, nothing of the panel is lost and nothing scrolls sideways.
import type { Check } from '../contract.ts';
import { lostParts } from './overflow.ts';

export const reflow: Check = {
  id: 'reflow',
  title: 'At 320 px and at 400 % zoom nothing is cut off',
  why: 'Who enlarges text to read it has to push the page sideways for every line, or never sees its end.',
  fix: 'Give what the widget stands in no fixed width: max-width: 100% on the target, and <meta name="viewport" content="width=device-width"> in the page.',
  clause: 'WCAG 2.2 1.4.10',
  look: async ({ page, view }) => (view === 'narrow' || view === 'zoom' ? lostParts(page) : []),
};
