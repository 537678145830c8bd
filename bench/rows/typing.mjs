// How long a keystroke in the console takes to the captioner's own screen, at 20 characters a second for ten minutes, and
// whether the page stays as large as it was: one Chromium, a relay with its store on disk, a list that is full. Rounds
// alternate with the same keys into a bare field, so that what else the machine does falls to both.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright';

import { consoleLink } from '../../dist/protocol/links.js';
import { ensureChromium, launchOptions } from '../../scripts/chromium.mjs';
import { presenterToken, startRelay } from '../measure/broadcasters.mjs';
import { openLoop } from '../measure/clock.mjs';
import { heapOf } from '../measure/page-heap.mjs';
import { end, keepTo } from '../measure/processes.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { Browser, CDPSession, Page } from 'playwright' */
/** @import { Row } from './row.d.ts' */

const session = 'support';
const perSecond = 20;
/** As long as a caption's line; then Enter. */
const keysPerLine = 60;
/** More lines than the console keeps: what comes then is paid for by what goes. */
const linesBefore = 700;
/** As long as a run may be. */
const mostSeconds = 900;
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

/** What was measured. @param {Page} page */
const taken = (page) =>
  page.evaluate(() => Array.from(globalThis.own.painted.subarray(0, globalThis.own.count)));

/** A page that is being watched, and how to give it keys. @param {Page} page */
async function watched(page) {
  const cdp = await page.context().newCDPSession(page);
  await page.evaluate(watchOwnPixels, mostSeconds * perSecond);
  return { page, cdp };
}

/** Says lines as the captioner does, many at once. @param {Page} page */
const fillList = (page) =>
  page.evaluate(
    ([lines, words]) => {
      const field = /** @type {HTMLTextAreaElement} */ (document.querySelector('#words'));
      for (let line = 1; line <= lines; line++) {
        field.value = `Line ${line} of those before. ${words}`;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        field.form?.requestSubmit();
      }
    },
    /** @type {const} */ ([linesBefore, words]),
  );

/** @param {Browser} browser @param {string} url */
async function openFullConsole(browser, url) {
  const page = await browser.newPage();
  await page.goto(consoleLink(url, session, await presenterToken(session)));
  await page.getByRole('banner').getByText('Viewers see every keystroke.').waitFor();
  await fillList(page);
  const last = page.locator('.row', { hasText: `Line ${linesBefore} of` });
  await last.getByText('On disk').waitFor();
  await page.locator('#words').focus();
  return watched(page);
}

/** @param {Browser} browser */
async function openBareField(browser) {
  const page = await browser.newPage();
  await page.goto('data:text/html,<textarea rows=4 cols=60></textarea>');
  await page.locator('textarea').focus();
  return watched(page);
}

/** @type {Row} */
export const typing = {
  name: 'typing',
  about: "from a keystroke in the console to the captioner's own screen, and the page's memory",
  async run({ full, progress }) {
    const rounds = full ? 10 : 3;
    const [ownSeconds, bareSeconds] = full ? [60, 15] : [20, 10];
    keepTo();
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    const relay = await startRelay({ data, demo: true });
    const browser = await chromium.launch(launchOptions(ensureChromium()));
    try {
      progress(`a console with ${linesBefore} lines`);
      const own = await openFullConsole(browser, relay.url);
      const bare = await openBareField(browser);
      const heaps = [];
      for (let round = 1; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}: ${ownSeconds} s of ${perSecond} characters a second`);
        await own.page.bringToFront();
        await type(own.cdp, ownSeconds);
        if (round === 1 || round === rounds) heaps.push(await heapOf(own.cdp));
        await bare.page.bringToFront();
        await type(bare.cdp, bareSeconds);
      }
      const [first = { kib: NaN, nodes: NaN }, last = { kib: NaN, nodes: NaN }] = heaps;
      const [ownMs, bareMs] = [summary(await taken(own.page)), summary(await taken(bare.page))];
      const shown = (/** @type {string} */ where, /** @type {typeof ownMs} */ { count, p50, p95, max }) => ({
        where,
        keys: count,
        'p50 ms': rounded(p50, 1),
        'p95 ms': rounded(p95, 1),
        'max ms': rounded(max, 1),
      });
      return {
        tables: [
          {
            title: 'keystroke to the next painted frame of the same page',
            rows: [shown('the console', ownMs), shown('control: a bare text field', bareMs)],
          },
          {
            title: "the console's memory, after a collection",
            rows: [
              { after: `${ownSeconds} s`, 'heap KiB': Math.round(first.kib), 'DOM nodes': first.nodes },
              {
                after: `${ownSeconds * rounds} s`,
                'heap KiB': Math.round(last.kib),
                'DOM nodes': last.nodes,
              },
            ],
          },
        ],
        bars: [
          { what: 'keystroke to own screen, p95', figure: ownMs.p95, atMost: 16, unit: 'ms' },
          {
            what: "keystroke to own screen, beyond the browser's own for a bare field, p95",
            figure: ownMs.p95 - bareMs.p95,
            atMost: 8,
            unit: 'ms',
          },
          {
            what: 'heap at the end, to that after the first round',
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
