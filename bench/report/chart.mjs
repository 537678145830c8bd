// The chart of a report as SVG: each bar as a share of what it may be at most, one line per bar.
// Invariant: all that is drawn is in the report too, and it can be read without colours.
import { isMet, shown } from './bars.mjs';

/** @import { Bar } from '../rows/row.d.ts' */

const [width, labelWidth, plotWidth, rowHeight, top] = [960, 430, 330, 22, 86];
/** What is twice as much as it may be, or more, ends at the edge. */
const most = 2;

const escaped = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** How much of what it may be a figure is; none of what may be none is as good as it gets. @param {Bar} bar */
function shareOf({ figure, atMost }) {
  if (!Number.isFinite(figure)) return most;
  if (atMost === 0) return figure === 0 ? 0 : most;
  return Math.min(most, Math.max(0, figure / atMost));
}

/** @param {{ name: string, bar: Bar }} one @param {number} at */
function drawn({ name, bar }, at) {
  const y = top + at * rowHeight;
  const length = Math.max(2, (shareOf(bar) / most) * plotWidth);
  const met = isMet(bar);
  const figure = `${shown(bar.figure, bar.unit)} of ${shown(bar.atMost, bar.unit)}${met ? '' : ' – missed'}`;
  return [
    `<text x="${labelWidth - 8}" y="${y + 13}" text-anchor="end">${escaped(`${name}: ${bar.what}`)}</text>`,
    `<rect x="${labelWidth}" y="${y + 3}" width="${length.toFixed(1)}" height="${rowHeight - 8}" rx="2" fill="${met ? '#1f6f8b' : '#c2410c'}"/>`,
    `<text x="${labelWidth + plotWidth + 8}" y="${y + 13}">${escaped(figure)}</text>`,
  ].join('\n');
}

/** @param {{ at: string, size: string, machine: Record<string, string | number>, rows: { name: string, bars: readonly Bar[] }[] }} report */
export function chart({ at, size, machine, rows }) {
  const bars = rows.flatMap(({ name, bars }) => bars.map((bar) => ({ name, bar })));
  const height = top + bars.length * rowHeight + 24;
  const limit = labelWidth + plotWidth / most;
  const { processor, cores, memoryGiB, system, node } = machine;
  const where = `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}; ${size} run of ${at.slice(0, 10)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1a1a1a">
<title>Measurements as shares of their bars</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="16" y="28" font-size="17" font-weight="600">Measurements as shares of their bars: shorter is better</text>
<text x="16" y="48" fill="#555">${escaped(where)}</text>
<text x="${limit}" y="${top - 8}" text-anchor="middle" fill="#555">at most</text>
${bars.map(drawn).join('\n')}
<line x1="${limit}" x2="${limit}" y1="${top - 4}" y2="${height - 20}" stroke="#1a1a1a" stroke-dasharray="4 3"/>
</svg>
`;
}
