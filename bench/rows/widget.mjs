// The widget in a real Chromium, on the support page: its bytes, what a caption costs the page's main thread, and whether
// its memory stays as it is over many lines. Figures of the browser come from its own counters (CDP).
import { chromium } from 'playwright';

import { ensureChromium, launchOptions } from '../../scripts/chromium.mjs';
import { showBareCaptions } from '../measure/bare-caption.mjs';
import { openPresenter, startRelay } from '../measure/broadcasters.mjs';
import { nowMs, onTime } from '../measure/clock.mjs';
import { heapOf } from '../measure/page-heap.mjs';
import { tracePage } from '../measure/page-trace.mjs';
import { end, keepTo } from '../measure/processes.mjs';
import { recordedTalk } from '../measure/recorded-talk.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { CDPSession, Page } from 'playwright' */
/** @import { Presenter } from '../../dist/client/index.js' */
/** @import { Row, RowOptions } from './row.d.ts' */

const session = 'support';
const [firstLook, lastLook] = [2_000, 20_000];
/** Changes of the text between two looks at the browser's counters. */
const group = 10;
/** Said at once, then waited for: so that the page, not the network, is what is asked. */
const batch = 200;

/** The main thread's time so far, in ms: on the processor, so that other programs do not count. @param {CDPSession} cdp */
async function mainThread(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const ms = (/** @type {string} */ name) =>
    (metrics.find((metric) => metric.name === name)?.value ?? NaN) * 1000;
  return {
    all: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    layout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
  };
}

/** @param {Page} page @param {string} text */
const shows = (page, text) =>
  page.waitForFunction(
    (wanted) => {
      const rows = document.querySelector('caption-wire')?.shadowRoot?.querySelectorAll('.log p');
      return rows?.[rows.length - 1]?.textContent?.includes(wanted);
    },
    text,
    { polling: 50 },
  );

/**
 * What a caption of the recorded talk costs, each change of the text being one: the main thread's time, in groups of ten.
 * What the page does by itself, and what it takes to ask, is in it.
 * @param {CDPSession} cdp @param {Presenter} presenter @param {{ durationMs: number, prefix: string }} options lines of
 * two talks in one session need ids of their own
 */
async function captionCosts(cdp, presenter, { durationMs, prefix }) {
  const talk = await recordedTalk(durationMs);
  const beginMs = nowMs();
  /** @type {ReturnType<typeof mainThread>[]} */
  const looks = [];
  await onTime(
    talk.map(({ atMs }) => beginMs + atMs),
    (at) => {
      const { line, text, speaker, finished } = /** @type {(typeof talk)[number]} */ (talk[at]);
      const voice = speaker ? { speaker } : {};
      if (finished) presenter.publish({ type: 'line', id: `${prefix}${line}`, rev: 1, text, ...voice });
      else presenter.interim(`${prefix}${line}`, text, voice);
      if (at % group === 0) looks.push(mainThread(cdp));
    },
  );
  const seen = await Promise.all(looks);
  const costs = (/** @type {'all' | 'script' | 'layout'} */ part) =>
    summary(seen.slice(1).map((look, at) => (look[part] - (seen[at]?.[part] ?? NaN)) / group));
  return { changes: talk.length, all: costs('all'), script: costs('script'), layout: costs('layout') };
}

/** What the tag made the page load, as it came over the network. @param {Page} page */
const loadedBytes = (page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => new URL(name).pathname.startsWith('/widget'))
      .reduce((sum, entry) => sum + /** @type {PerformanceResourceTiming} */ (entry).encodedBodySize, 0),
  );

/** @param {Page} page @param {CDPSession} cdp @param {Presenter} presenter @param {RowOptions} options */
async function memory(page, cdp, presenter, { progress }) {
  const looks = [];
  for (let line = 1; line <= lastLook; line++) {
    presenter.publish({
      type: 'line',
      id: `m${line}`,
      rev: 1,
      text: `Line ${line} of very many, said fast.`,
    });
    if (line % batch === 0) await presenter.settled();
    if (line % firstLook !== 0) continue;
    await shows(page, `Line ${line} of`);
    looks.push({ line, ...(await heapOf(cdp)) });
    if (line % 6_000 === 0)
      progress(`${line.toLocaleString('en')} of ${lastLook.toLocaleString('en')} lines`);
  }
  return looks;
}

/** Adds up what of the page itself moves while captions come (Layout Instability). @param {Page} page */
const watchShifts = (page) =>
  page.evaluate(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = /** @type {{ value: number, sources: { node: Node | null }[] }} */ (
          /** @type {unknown} */ (entry)
        );
        // What moves inside the panel has no node that the page can see.
        if (sources.some(({ node }) => node && !document.querySelector('caption-wire')?.contains(node)))
          seen.shift += value;
      }
    }).observe({ type: 'layout-shift' });
  });

/** @type {Row} */
export const widget = {
  name: 'widget',
  about: 'size, main-thread time per caption, and memory over 20,000 lines',
  async run(options) {
    const { full, profile, progress } = options;
    keepTo();
    const relay = await startRelay({ demo: true });
    const browser = await chromium.launch(launchOptions(ensureChromium()));
    try {
      const page = await browser.newPage();
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`${relay.url}/demo/support.html`);
      await page.getByText('Captions will appear here.').waitFor();
      const presenter = await openPresenter(relay.url, session);
      const bytes = await loadedBytes(page);
      const durationMs = full ? 60_000 : 30_000;
      progress(`${durationMs / 1000} s of the recorded talk`);
      await watchShifts(page);
      const endTrace = profile ? await tracePage(browser, page) : undefined;
      const costs = await captionCosts(cdp, presenter, { durationMs, prefix: 'n' });
      const work = await endTrace?.(costs.changes);
      const looks = await memory(page, cdp, presenter, options);
      const [first, last] = [looks[0], looks.at(-1)];
      const { shift } = await page.evaluate(
        () => /** @type {{ seen: { shift: number } }} */ (/** @type {unknown} */ (window)).seen,
      );
      progress(`${durationMs / 1000} s of it without the widget`);
      await showBareCaptions(page, session);
      const bare = await captionCosts(cdp, presenter, { durationMs, prefix: 'b' });
      presenter.close();
      return {
        tables: [
          {
            title: 'the widget on the support page',
            rows: [
              {
                'kB loaded, brotli': rounded(bytes / 1000),
                captions: costs.changes,
                'main thread ms per caption, p50': rounded(costs.all.p50),
                'p95 ms': rounded(costs.all.p95),
                'script, p50': rounded(costs.script.p50),
                'style and layout, p50': rounded(costs.layout.p50),
              },
              {
                'kB loaded, brotli': 'control: one bare text node',
                captions: bare.changes,
                'main thread ms per caption, p50': rounded(bare.all.p50),
                'p95 ms': rounded(bare.all.p95),
                'script, p50': rounded(bare.script.p50),
                'style and layout, p50': rounded(bare.layout.p50),
              },
            ],
          },
          ...(work ? [{ title: "the main thread's work", rows: work }] : []),
          {
            title: 'its memory, after a collection',
            rows: looks.map(({ line, kib, nodes }) => ({
              lines: line,
              'heap KiB': Math.round(kib),
              'DOM nodes': nodes,
            })),
          },
        ],
        bars: [
          { what: 'what the tag loads, brotli', figure: bytes / 1000, atMost: 13.5, unit: 'kB' },
          { what: 'main thread per caption, median', figure: costs.all.p50, atMost: 1, unit: 'ms' },
          {
            what: "main thread per caption, beyond the browser's own for a bare text node",
            figure: costs.all.p50 - bare.all.p50,
            atMost: 1,
            unit: 'ms',
          },
          { what: 'layout shift of the page', figure: shift, atMost: 0, unit: '' },
          {
            what: 'heap at 20,000 lines, to that at 2,000',
            figure: (last?.kib ?? NaN) / (first?.kib ?? NaN),
            atMost: 1.1,
            unit: '×',
          },
        ],
      };
    } finally {
      await browser.close();
      await end(relay.child);
    }
  },
};
