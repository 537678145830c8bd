// How long a keystroke in the console takes to another browser's pixels: two Chromium processes, a relay with its
// store on disk, typing at uneven intervals.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';

import { chromium } from 'playwright';

import { ensureChromium, launchOptions } from '../../scripts/chromium.mjs';
import { consoleLink } from '../../dist/protocol/links.js';
import { presenterToken, startRelay } from '../measure/broadcasters.mjs';
import { end, keepTo } from '../measure/processes.mjs';
import { rounded, summary } from '../measure/samples.mjs';

/** @import { Row } from './row.d.ts' */

const warmUp = 20;

/** Notes when each length of the text was first in a frame that has been painted. */
function watchPixels() {
  const seen = /** @type {Record<number, number>} */ ({});
  Object.assign(globalThis, { seen });
  const look = () => {
    const rows = document.querySelector('caption-wire')?.shadowRoot?.querySelectorAll('.log p');
    const length = rows?.[rows.length - 1]?.textContent?.length ?? 0;
    // This callback runs before the frame is painted; the next one runs after.
    requestAnimationFrame(() => {
      seen[length] ??= performance.timeOrigin + performance.now();
      look();
    });
  };
  look();
}

/** Notes when each length of the text was typed: the time of the key event itself. */
function watchKeys() {
  const typed = /** @type {Record<number, number>} */ ({});
  Object.assign(globalThis, { typed });
  let keyMs = 0;
  addEventListener('keydown', (event) => (keyMs = performance.timeOrigin + event.timeStamp), true);
  addEventListener('input', ({ target }) => {
    typed[/** @type {HTMLTextAreaElement} */ (target).value.length] = keyMs;
  });
}

/** @param {string} data @param {number} keys @returns {Promise<number[]>} */
async function measure(data, keys) {
  const relay = await startRelay({ data, demo: true });
  const options = launchOptions(ensureChromium());
  const [writing, reading] = await Promise.all([chromium.launch(options), chromium.launch(options)]);
  try {
    const viewer = await reading.newPage();
    await viewer.goto(`${relay.url}/demo/support.html`);
    await viewer.getByText('Captions will appear here.').waitFor();
    await viewer.evaluate(watchPixels);
    const console = await writing.newPage();
    await console.goto(consoleLink(relay.url, 'support', await presenterToken('support')));
    await console.getByRole('banner').getByText('Viewers see every keystroke.').waitFor();
    await console.evaluate(watchKeys);
    const field = console.getByLabel('Type what is said');
    await field.focus();
    for (let key = 0; key < warmUp + keys; key++) {
      await console.keyboard.press('abcdefgh'[key % 8] ?? 'a');
      await rest(20 + Math.random() * 100);
    }
    await viewer.waitForFunction((length) => length in globalThis.seen, warmUp + keys);
    const typed = await console.evaluate(() => globalThis.typed);
    const seen = await viewer.evaluate(() => globalThis.seen);
    const lengths = Object.keys(seen).map(Number);
    return Object.keys(typed)
      .map(Number)
      .filter((length) => length > warmUp)
      .map((length) => {
        // A length that was overtaken by the next one was in pixels when that one was.
        const shown = lengths.filter((one) => one >= length);
        return (seen[Math.min(...shown)] ?? NaN) - (typed[length] ?? NaN);
      });
  } finally {
    await Promise.all([writing.close(), reading.close()]);
    await end(relay.child);
  }
}

/** @type {Row} */
export const keystroke = {
  name: 'keystroke',
  about: "from a keystroke in the console to another browser's pixels",
  async run({ full, progress }) {
    const keys = full ? 400 : 150;
    keepTo();
    progress(`${keys} keys in one Chromium, pixels of another`);
    const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
    try {
      const { count, p50, p95, max } = summary(await measure(data, keys));
      const row = {
        keys: count,
        'p50 ms': rounded(p50, 1),
        'p95 ms': rounded(p95, 1),
        'max ms': rounded(max, 1),
      };
      return {
        tables: [{ title: 'keystroke to pixels of another browser', rows: [row] }],
        bars: [{ what: 'keystroke to pixels, p95', figure: p95, atMost: 100, unit: 'ms' }],
      };
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  },
};
