// In a small window an open tool takes the place of the bar, never that of the captions.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { eachDrawer, openBar, openDrawer } from '../helpers/tools.ts';

const test = guestTest();

/** A phone upright, the smallest phone, a phone on its side, and 1280 x 800 at 200 %. */
const sizes = [
  [390, 844],
  [320, 568],
  [844, 390],
  [640, 400],
] as const;

/** How many rows of captions are in sight, and whether all of the panel is. */
const inSight = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('caption-wire')?.shadowRoot as ShadowRoot;
    const find = (selector: string) => root.querySelector(selector) as Element;
    const panel = find('section').getBoundingClientRect();
    const log = find('.log').getBoundingClientRect();
    return {
      hasTwoRows: log.height / parseFloat(getComputedStyle(find('.log p')).lineHeight) >= 2,
      isInWindow: panel.top >= 0 && log.bottom <= innerHeight,
      drawerPx: find('.drawer').clientHeight,
    };
  });

const focusedTool = (page: Page) =>
  page.evaluate(() => {
    const node = document.querySelector('caption-wire')?.shadowRoot?.activeElement as HTMLElement | null;
    return node?.dataset.tool ?? node?.className;
  });

describe('in a small window', () => {
  test.for(sizes)(
    'two rows of captions stay in sight whatever tool is open, %d x %d',
    async ([width, height], { openSite, tag, sayTwoLines }) => {
      await sayTwoLines();
      const { page } = await openSite({ body: tag() }, { viewport: { width, height } });
      await expect.poll(() => shownLines(page)).toEqual(twoLines);
      await openBar(page);
      const tools = await eachDrawer(page, async (tool) => {
        await expect
          .poll(() => inSight(page), { message: tool })
          .toMatchObject({ hasTwoRows: true, isInWindow: true });
        expect(await page.locator('caption-wire .bar').isVisible()).toBe(false);
      });
      expect(tools).toContain('settings');
      await openDrawer(page, 'settings');
      // Room for more than one choice at a time.
      expect((await inSight(page)).drawerPx).toBeGreaterThan(200);
    },
  );

  test('a button with the tool’s name leads back to the bar, and the focus goes along both ways', async ({
    openSite,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const { page } = await openSite({ body: tag() }, { viewport: { width: 390, height: 844 } });
    await openBar(page);
    await page.locator('caption-wire [data-tool=settings]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Back: Settings' }).waitFor();
    await expect.poll(() => focusedTool(page)).toBe('back');
    await page.keyboard.press('Enter');
    await page.locator('caption-wire .bar').waitFor();
    await expect.poll(() => focusedTool(page)).toBe('settings');
    // Escape does the same.
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedTool(page)).toBe('back');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedTool(page)).toBe('settings');
  });
});
