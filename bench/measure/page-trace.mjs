// Where a page's main thread spends its time, by the browser's own trace: for `--profile`. Invariant: an event counts for
// what it took by itself, without what ran inside it, on the processor.
import { rounded } from './samples.mjs';

/** @import { Browser, Page } from 'playwright' */
/** @typedef {{ name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number, args?: any }} TraceEvent */

const categories = [
  'toplevel',
  'cc',
  'blink',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
];
/** Kinds of work that are told apart; what is left is one more. */
const told = 16;

/**
 * Traces the page until the answer is called, which gives the kinds of work that took most, in ms for each of `captions`.
 * @param {Browser} browser @param {Page} page
 */
export async function tracePage(browser, page) {
  await browser.startTracing(page, { categories });
  return async (/** @type {number} */ captions) => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
    return digest(traceEvents, captions);
  };
}

/** @param {TraceEvent[]} events */
function mainThreadOf(events) {
  const names = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  // The page's renderer is the one that did most; a browser starts a spare one.
  const counted = names.map(({ pid, tid }) => ({
    pid,
    tid,
    count: events.filter((event) => event.pid === pid && event.tid === tid).length,
  }));
  return counted.toSorted((a, b) => b.count - a.count)[0];
}

/** @param {TraceEvent[]} events @param {number} captions */
function digest(events, captions) {
  const main = mainThreadOf(events);
  const own = events
    .filter(({ ph, pid, tid, tdur }) => ph === 'X' && pid === main?.pid && tid === main.tid && tdur)
    .toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  /** @type {Map<string, number>} */
  const spentUs = new Map();
  const add = (/** @type {string} */ name, /** @type {number} */ us) =>
    spentUs.set(name, (spentUs.get(name) ?? 0) + us);
  /** @type {TraceEvent[]} */
  const open = [];
  for (const event of own) {
    while (open.length > 0 && endOf(/** @type {TraceEvent} */ (open.at(-1))) <= event.ts) open.pop();
    const parent = open.at(-1);
    if (parent) add(parent.name, -(event.tdur ?? 0));
    add(event.name, event.tdur ?? 0);
    open.push(event);
  }
  const most = [...spentUs].toSorted(([, a], [, b]) => b - a);
  const perCaption = (/** @type {number} */ us) => rounded(us / 1000 / captions, 3);
  const rest = most.slice(told).reduce((sum, [, us]) => sum + us, 0);
  return [...most.slice(0, told), /** @type {const} */ (['all else', rest])].map(([work, us]) => ({
    'by itself in': work,
    'ms per caption': perCaption(us),
  }));
}

/** @param {TraceEvent} event */
const endOf = ({ ts, dur = 0 }) => ts + dur;
