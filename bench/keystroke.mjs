// How long a keystroke in the console takes to another browser's pixels: two Chromium processes, a relay with its
// store on disk, typing at uneven intervals. Prints a table, or JSON with --json; fails when p95 is over the bar.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright';

import { ensureChromium, launchOptions } from '../scripts/chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const command = join(root, 'dist', 'cli', 'main.js');
const barMs = 100;
const warmUp = 20;
const keys = 400;

/** Starts a relay and resolves with its URL and the console's link. @param {string} data */
async function startRelay(data) {
  const parameters = [command, 'serve', '--port', '0', '--data', data, '--demo'];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    const link = /http\S+\/console#\S+/.exec(printed)?.[0];
    if (link) return { child, url: new URL(link).origin, link };
  }
  throw new Error('the relay ended before it printed its links');
}

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

/** @param {number[]} sorted @param {number} share */
const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

async function measure() {
  const data = mkdtempSync(join(tmpdir(), 'captionwire-bench-'));
  const relay = await startRelay(data);
  const options = launchOptions(ensureChromium());
  const [writing, reading] = await Promise.all([chromium.launch(options), chromium.launch(options)]);
  try {
    const viewer = await reading.newPage();
    await viewer.goto(`${relay.url}/demo/support.html`);
    await viewer.getByText('Captions will appear here.').waitFor();
    await viewer.evaluate(watchPixels);
    const console = await writing.newPage();
    await console.goto(relay.link);
    await console.getByText('Viewers see every keystroke.').waitFor();
    await console.evaluate(watchKeys);
    const field = console.getByLabel('Type what is said');
    await field.focus();
    for (let key = 0; key < warmUp + keys; key++) {
      await console.keyboard.press('abcdefgh'[key % 8] ?? 'a');
      await wait(20 + Math.random() * 100);
    }
    await viewer.waitForFunction((length) => length in globalThis.seen, warmUp + keys);
    const typed = await console.evaluate(() => globalThis.typed);
    const seen = await viewer.evaluate(() => globalThis.seen);
    return Object.keys(typed)
      .map(Number)
      .filter((length) => length > warmUp)
      .map((length) => {
        // A length that was overtaken by the next one was in pixels when that one was.
        const shown = Object.keys(seen)
          .map(Number)
          .filter((n) => n >= length);
        return (seen[Math.min(...shown)] ?? NaN) - (typed[length] ?? NaN);
      });
  } finally {
    await Promise.all([writing.close(), reading.close()]);
    relay.child.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
}

const samplesMs = (await measure()).sort((a, b) => a - b);
const result = {
  what: 'keystroke in the console to pixels of another browser, ms',
  samples: samplesMs.length,
  p50: Math.round(percentile(samplesMs, 0.5)),
  p95: Math.round(percentile(samplesMs, 0.95)),
  max: Math.round(samplesMs.at(-1) ?? NaN),
  bar: `p95 <= ${barMs}`,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else console.table([result]);
process.exitCode = result.p95 <= barMs ? 0 : 1;
