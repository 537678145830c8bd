// On a phone, at 400 % zoom and with the text spacing of WCAG 1.4.12 nothing is cut off, scrolls sideways, or becomes too
// small to hit (2.5.8), whatever tool is open.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { pageTest } from '../helpers/page-test.ts';
import { eachDrawer, openBar } from '../helpers/tools.ts';

const test = pageTest();

const phone = { width: 320, height: 640 };
/** 1280 x 1024 at 400 %: what is left are 320 x 256 CSS pixels. */
const zoomed = { width: 320, height: 256 };
const wide = { width: 1280, height: 800 };

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

const hasNoFaults = (page: Page, message: string) => expect.poll(() => faults(page), { message }).toEqual([]);

describe('nothing is lost', () => {
  test('on a phone, at 400 % zoom and on a wide screen, whatever is open', async ({ open }) => {
    // All is opened where there is least room for it, and looked at in every size.
    const page = await open('/demo/video.html', { viewport: zoomed });
    const look = async (drawer: string) => {
      for (const size of [phone, wide, zoomed]) {
        await page.setViewportSize(size);
        await hasNoFaults(page, `${drawer}, ${size.width} × ${size.height}`);
      }
    };
    // Over a film the panel begins closed.
    await page.getByRole('button', { name: 'Captions' }).click();
    await openBar(page);
    await look('bar');
    await eachDrawer(page, look);
  });

  test('with wide text spacing, whatever is open', async ({ open }) => {
    const page = await open('/demo/support.html', { viewport: phone });
    await openBar(page);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
      );
      document.querySelector('caption-wire')?.shadowRoot?.adoptedStyleSheets.push(sheet);
    });
    await hasNoFaults(page, 'bar');
    await eachDrawer(page, (drawer) => hasNoFaults(page, drawer));
  });
});
