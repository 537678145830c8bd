// How long a keystroke in the console takes to the captioner's own screen, at 20 characters a second for ten minutes, and
// whether the page stays as large as it was: one Chromium, a relay with its store on disk, a list that is full.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright';

import { consoleLink } from '../../dist/protocol/links.js';
import { ensureChromium, launchOptions } from '../../scripts/chromium.mjs';
import { openPresenter, presenterToken, startRelay } from '../measure/broadcasters.mjs';
import { openLoop } from '../measure/clock.mjs';
import { heapOf } from '../measure/page-heap.mjs';
import { end, keepTo } from '../measure/processes.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { CDPSession, Page } from 'playwright' */
/** @import { Row } from './row.d.ts' */

const session = 'support';
const perSecond = 20;
/** As long as a caption's line; then Enter. */
const keysPerLine = 60;
/** More lines than the console keeps: what comes then is paid for by what goes. */
const linesBefore = 700;
const words = 'tonight we follow a word on its way to you ';

/** Notes how long after each key event the first frame was painted that shows what it did. @param {number} most */
function watchOwnPixels(most) {
  const painted = new Float64Array(most);
  const own = { painted, count: 0 };
  Object.assign(globalThis, { own });
  /** @type {number[]} */
  let waiting = [];
  const { port1, port2 } = new MessageChannel();
  // This comes after the frame; the callback that sends it, before.
  port2.addEventListener('message', () => {
    for (const keyMs of waiting) painted[own.count++] = performance.now() - keyMs;
    waiting = [];
  });
  port2.start();
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      if (waiting.push(timeStamp) === 1) requestAnimationFrame(() => port1.postMessage(''));
    },
    true,
  );
}

/** @param {CDPSession} cdp @param {number} seconds */
async function type(cdp, seconds) {
  /** @type {Promise<unknown>[]} */
  const pressed = [];
  await openLoop({ count: seconds * perSecond, perSecond }, (at) => {
    const isEnter = at % keysPerLine === keysPerLine - 1;
    const text = isEnter ? '\r' : (words[at % words.length] ?? ' ');
    const key = isEnter ? 'Enter' : text;
    const code = isEnter ? 13 : text.toUpperCase().charCodeAt(0);
    pressed.push(
      cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text, windowsVirtualKeyCode: code }),
      cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: code }),
    );
  });
  await Promise.all(pressed);
}

/** What was measured so far, and a fresh beginning. @param {Page} page */
const taken = (page) =>
  page.evaluate(() => {
    const samples = Array.from(globalThis.own.painted.subarray(0, globalThis.own.count));
    globalThis.own.count = 0;
    return samples;
  });

/** @param {string} url @param {Page} page @param {CDPSession} cdp */
async function openFullConsole(url, page, cdp) {
  const presenter = await openPresenter(url, session);
  await page.goto(consoleLink(url, session, await presenterToken(session)));
  await page.getByText('Viewers see every keystroke.').waitFor();
  for (let line = 1; line <= linesBefore; line++) {
    presenter.publish({
      type: 'line',
      id: `b${line}`,
      rev: 1,
      text: `Line ${line} of those before. ${words}`,
    });
    if (line % 200 === 0) await presenter.settled();
  }
  await page.getByText(`Line ${linesBefore} of`).first().waitFor();
  presenter.close();
  await page.getByLabel('Type what is said').focus();
  await type(cdp, 3);
}

/** The same keys into a bare text field, for the browser's own share. @param {Page} page @param {CDPSession} cdp @param {number} seconds */
async function bareField(page, cdp, seconds) {
  await page.goto('data:text/html,<textarea rows=4 cols=60 autofocus></textarea>');
  await page.locator('textarea').focus();
  await page.evaluate(watchOwnPixels, seconds * perSecond);
  await type(cdp, seconds);
  return summary(await taken(page));
}

/** @type {Row} */
export const typing = {
  name: 'typing',
  about: "from a keystroke in the console to the captioner's own screen, and the page's memory",
  async run({ full, progress }) {
    const [minute, rest] = full ? [60, 540] : [30, 45];
    keepTo();
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    const relay = await startRelay({ data, demo: true });
    const browser = await chromium.launch(launchOptions(ensureChromium()));
    try {
      const page = await browser.newPage();
      const cdp = await page.context().newCDPSession(page);
      progress(`a console with ${linesBefore} lines`);
      await openFullConsole(relay.url, page, cdp);
      await page.evaluate(watchOwnPixels, (minute + rest) * perSecond);
      progress(`${minute + rest} s of ${perSecond} characters a second`);
      await type(cdp, minute);
      const first = await heapOf(cdp);
      await type(cdp, rest);
      const last = await heapOf(cdp);
      const own = summary(await taken(page));
      progress('the same into a bare text field');
      const bare = await bareField(page, cdp, minute);
      const shown = (/** @type {string} */ what, /** @type {typeof own} */ { count, p50, p95, max }) => ({
        where: what,
        keys: count,
        'p50 ms': rounded(p50, 1),
        'p95 ms': rounded(p95, 1),
        'max ms': rounded(max, 1),
      });
      return {
        tables: [
          {
            title: 'keystroke to the next painted frame of the same page',
            rows: [shown('the console', own), shown('control: a bare text field', bare)],
          },
          {
            title: "the console's memory, after a collection",
            rows: [
              { after: `${minute} s`, 'heap KiB': Math.round(first.kib), 'DOM nodes': first.nodes },
              { after: `${minute + rest} s`, 'heap KiB': Math.round(last.kib), 'DOM nodes': last.nodes },
            ],
          },
        ],
        bars: [
          { what: 'keystroke to own screen, p95', figure: own.p95, atMost: 16, unit: 'ms' },
          {
            what: "keystroke to own screen, beyond the browser's own for a bare field, p95",
            figure: own.p95 - bare.p95,
            atMost: 8,
            unit: 'ms',
          },
          {
            what: 'heap at the end, to that after the first part',
            figure: last.kib / first.kib,
            atMost: 1.1,
            unit: '×',
          },
        ],
      };
    } finally {
      await browser.close();
      await end(relay.child);
      rmSync(data, { recursive: true, force: true });
    }
  },
};
