// Bars: what a figure may be at most, and whether it is. Invariant: a figure that could not be measured is not met.
import { rounded } from '../measure/samples.mjs';

/** @import { Bar } from '../rows/row.d.ts' */

/** @param {Bar} bar */
export const isMet = ({ figure, atMost }) => Number.isFinite(figure) && figure <= atMost;

/** `1.08 ×`, `12 ms` @param {number} value @param {string} unit */
export const shown = (value, unit) =>
  Number.isFinite(value) ? `${rounded(value, Math.abs(value) < 10 ? 2 : 1)} ${unit}`.trim() : 'no figure';

/** As a line of a table. @param {Bar} bar */
export const barRow = (bar) => ({
  bar: bar.what,
  figure: shown(bar.figure, bar.unit),
  'at most': shown(bar.atMost, bar.unit),
  '': isMet(bar) ? 'met' : 'MISSED',
});
