// Everything by keyboard alone, with a real focus: reached, seen, left again, and never taken from the reader.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { sayLine } from '../helpers/talk.ts';
import { openBar } from '../helpers/tools.ts';

/** The session of the demo page. */
const session = 'support';
/** More than the widget has stops for the Tab key. */
const mostSteps = 150;

const base = pageTest({ replies: true });
const test = base.extend('openDemo', ({ open }) => async (): Promise<Page> => {
  const page = await open('/demo/support.html', { viewport: { width: 1280, height: 900 } });
  await expect.poll(() => shownLines(page)).toContain('A first line');
  return page;
});

/** What has the focus, whether a ring shows it, and whether anything lies over it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('caption-wire')?.shadowRoot;
    const node = root?.activeElement as HTMLElement | null | undefined;
    if (!node) return undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 40);
    const y = box.top + Math.min(box.height / 2, 12);
    const over = root?.elementFromPoint(x, y);
    return {
      name: node.ariaLabel || node.textContent?.trim() || node.tagName,
      tool: node.dataset.tool,
      inDrawer: !!node.closest('.drawer'),
      ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      seen: !!over && (node.contains(over) || over.contains(node)),
    };
  });

/** Presses Tab once through everything and out: nothing holds the focus. @returns how many stops were in the drawer */
async function walkThrough(page: Page, tool: string): Promise<number> {
  let inDrawer = 0;
  for (let steps = 0; steps < mostSteps; steps++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (!now) return inDrawer;
    // A page that still scrolls shows it a moment later.
    if (!now.ring || !now.seen) {
      const message = `${tool}: ${now.name.slice(0, 40)}`;
      await expect.poll(() => focused(page), { message }).toMatchObject({ ring: true, seen: true });
    }
    if (now.inDrawer) inDrawer++;
  }
  throw new Error(`${tool}: the focus does not come out within ${mostSteps} steps`);
}

describe('by keyboard alone', () => {
  test('every tool is reached, opened, walked through, and closed with the focus where it was', async ({
    present,
    openDemo,
  }) => {
    sayLine(await present({ session }), 'A first line');
    const page = await openDemo();
    const focus = () => focused(page);
    await page.locator('caption-wire .head button').first().focus();
    await page.keyboard.press('Enter');
    const bar = page.locator('caption-wire .bar button');
    await bar.first().waitFor();
    const tools = await bar.evaluateAll((all) =>
      all.filter((one) => one.ariaExpanded !== null).map((one) => (one as HTMLElement).dataset.tool ?? ''),
    );
    expect(tools.length).toBeGreaterThan(3);
    for (const tool of tools) {
      const button = page.locator(`caption-wire [data-tool="${tool}"]`);
      await button.focus();
      await page.keyboard.press('Enter');
      await page.locator('caption-wire .drawer').waitFor();
      // Who opens the form of replies writes next.
      await expect.poll(focus).toMatchObject(tool === 'reply' ? { inDrawer: true } : { tool });
      expect(await walkThrough(page, tool), tool).toBeGreaterThan(0);
      await page.locator('caption-wire .drawer :is(button,input,select,[tabindex])').first().focus();
      await page.keyboard.press('Escape');
      await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
      await expect.poll(focus).toMatchObject({ tool });
    }
    await page.keyboard.press('Escape');
    await page.locator('caption-wire .bar').waitFor({ state: 'detached' });
    await expect.poll(focus).toMatchObject({ name: 'Tools' });
  });

  test('no line, status or tool ever takes the focus, and keys of the page stay the page’s own', async ({
    present,
    openDemo,
  }) => {
    const presenter = await present({ session });
    sayLine(presenter, 'A first line');
    const page = await openDemo();
    await openBar(page);
    await page.locator('input, textarea').first().focus();
    await page.keyboard.type('pause ? r / 1');
    sayLine(presenter, 'Another line');
    await expect.poll(() => shownLines(page)).toContain('Another line');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(
      'pause ? r / 1',
    );
    expect(await page.locator('caption-wire [aria-pressed=true]').count()).toBe(0);
  });
});
