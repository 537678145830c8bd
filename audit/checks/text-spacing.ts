// With the text spacing that readers may set nothing is cut off: line height 1.5, letters 0.12 em, words 0.16 em.
import type { Check } from '../contract.ts';
import { withSheet } from '../own-sheet.ts';
import { lostParts } from './overflow.ts';

const spaced =
  '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';

export const textSpacing: Check = {
  id: 'text-spacing',
  title: 'With wide text spacing nothing is cut off',
  why: 'People with dyslexia or low vision who set wider spacing lose the ends of lines and buttons.',
  fix: 'Give what the widget stands in room to grow: no fixed width or height around it.',
  clause: 'WCAG 2.2 1.4.12',
  look: async ({ page, view }) => (view === 'narrow' ? withSheet(page, spaced, () => lostParts(page)) : []),
};
