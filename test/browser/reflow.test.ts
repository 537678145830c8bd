// On a phone, at 400 % zoom and with the text spacing of WCAG 1.4.12 nothing is cut off, scrolls sideways, or becomes too
// small to hit (2.5.8), whatever tool is open.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';
import { eachDrawer, openBar } from '../helpers/tools.ts';

/** What is wider than its room, or a target too small for a finger. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('caption-wire')?.shadowRoot as ShadowRoot;
    const found: string[] = [];
    const name = (node: Element) =>
      `${node.tagName.toLowerCase()}.${node.className} ${(node.textContent ?? '').trim().slice(0, 30)}`;
    const { documentElement: page } = document;
    if (page.scrollWidth > innerWidth) found.push(`the page: ${page.scrollWidth} px`);
    for (const node of root.querySelectorAll<HTMLElement>('section, section *')) {
      if (!node.checkVisibility()) continue;
      const { left, right, width, height } = node.getBoundingClientRect();
      if (left < -1 || right > innerWidth + 1) found.push(`outside: ${name(node)}`);
      const { overflowX } = getComputedStyle(node);
      if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0 && overflowX !== 'visible')
        found.push(`cut off: ${name(node)}`);
      const isTarget = node.matches('button, input, select, textarea, summary, a[href]');
      // A field whose label is a target as large counts with it.
      const label = node.closest('label')?.getBoundingClientRect();
      const high = Math.max(height, label?.height ?? 0);
      if (isTarget && (high < 24 || Math.max(width, label?.width ?? 0) < 24))
        found.push(`small: ${name(node)} ${Math.round(width)}×${Math.round(height)}`);
    }
    return [...new Set(found)];
  });

describe('nothing is lost', () => {
  const { browser } = useBrowser();
  let relay: RelayProcess;

  beforeAll(async () => {
    relay = await startRelayProcess({ parameters: ['--demo'] });
  });
  afterAll(async () => {
    await relay?.end();
  });

  test.for([
    ['on a phone', 320, 640],
    ['at 400 % zoom', 320, 256],
    ['on a wide screen', 1280, 800],
  ] as const)('%s, whatever is open', async ([, width, height]) => {
    const page = await (await browser().newContext({ viewport: { width, height } })).newPage();
    await page.goto(`${relay.url}/demo/video.html`);
    // Over a film the panel begins closed.
    await page.getByRole('button', { name: 'Captions' }).click();
    await openBar(page);
    const found: Record<string, string[]> = { bar: await faults(page) };
    await eachDrawer(page, async (tool) => {
      found[tool] = await faults(page);
    });
    expect(Object.entries(found).filter(([, all]) => all.length > 0)).toEqual([]);
  });

  test('with wide text spacing, whatever is open', async () => {
    const page = await (await browser().newContext({ viewport: { width: 320, height: 640 } })).newPage();
    await page.goto(`${relay.url}/demo/support.html`);
    await openBar(page);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
      );
      document.querySelector('caption-wire')?.shadowRoot?.adoptedStyleSheets.push(sheet);
    });
    const found: Record<string, string[]> = { bar: await faults(page) };
    await eachDrawer(page, async (tool) => {
      found[tool] = await faults(page);
    });
    expect(Object.entries(found).filter(([, all]) => all.length > 0)).toEqual([]);
  });
});
