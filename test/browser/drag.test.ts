// The panel follows the pointer that drags its head or its corner, and goes to the edge that it is dropped near.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { openBar } from '../helpers/tools.ts';

const viewport = { width: 1000, height: 700 };
const text = '<p style="font-size: 30px">Words of the page that nobody wants to select. '.repeat(30);

const test = guestTest().extend('openPanel', ({ openSite, tag, sayTwoLines }) => async () => {
  await sayTwoLines();
  const { page } = await openSite({ body: text + tag() }, { viewport });
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  await openBar(page);
  return page;
});

const box = async (page: Page) => {
  const {
    x = 0,
    y = 0,
    width = 0,
    height = 0,
  } = (await page.locator('caption-wire section').boundingBox()) ?? {};
  return {
    left: x,
    top: y,
    right: viewport.width - x - width,
    bottom: viewport.height - y - height,
    width,
    height,
  };
};
const selected = (page: Page) => page.evaluate(() => `${getSelection()}`);

/** Drags from one point to another, by way of a third. */
async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 });
  await page.mouse.move(...to, { steps: 4 });
  await page.mouse.up();
}

describe('the head of the panel', () => {
  test('is dragged anywhere without selecting the page’s text, and its buttons still work', async ({
    openPanel,
  }) => {
    const page = await openPanel();
    const { left, top } = await box(page);
    await drag(page, [left + 200, top + 20], [400, 120]);
    await expect.poll(async () => Math.abs((await box(page)).top - 100)).toBeLessThan(30);
    const now = await box(page);
    // Still under the pointer, though it is narrower than at the window's edge.
    expect(now.left).toBeLessThan(400);
    expect(now.left + now.width).toBeGreaterThan(400);
    expect(await selected(page)).toBe('');
    await page.getByRole('button', { name: 'Tools' }).click();
    await page.locator('caption-wire .bar').waitFor({ state: 'detached' });
    expect(await box(page)).toMatchObject({ left: now.left });
    await page.getByRole('button', { name: 'Hide' }).click();
    await page.locator('caption-wire .log').waitFor({ state: 'detached' });
  });

  test('takes the panel to the corner that it is dropped near, where it stays', async ({ openPanel }) => {
    const page = await openPanel();
    const first = await box(page);
    await drag(page, [first.left + 200, first.top + 20], [500, 300]);
    await expect.poll(async () => (await box(page)).top).toBeLessThan(first.top);
    const second = await box(page);
    await drag(
      page,
      [second.left + 150, second.top + 20],
      [second.left + 150 + second.right - 12, second.top + 20 - second.top + 12],
    );
    await expect.poll(() => box(page)).toMatchObject({ right: 0, top: 0 });
    await page.reload();
    await expect.poll(() => shownLines(page)).toEqual(twoLines);
    expect(await box(page)).toMatchObject({ right: 0, top: 0 });
  });
});

test('the corner of the panel stays under the pointer that drags it', async ({ openPanel }) => {
  const page = await openPanel();
  const { left, top, height } = await box(page);
  await drag(page, [left + 10, top + 10], [left + 110, top - 90]);
  await expect.poll(async () => Math.round((await box(page)).left - left)).toBeCloseTo(100, -1);
  const now = await box(page);
  expect(now.height - height).toBeCloseTo(100, -1);
  expect(now.bottom).toBe(0);
  expect(await selected(page)).toBe('');
});
