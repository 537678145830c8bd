// While the panel is in a window of its own, the page says so, and one press brings it back.
import { expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { openBar } from '../helpers/tools.ts';

const test = guestTest();

test('the page says that captions are in their own window, and brings them back when asked', async ({
  openSite,
  tag,
  sayTwoLines,
}) => {
  await sayTwoLines();
  const { page, logged } = await openSite({ body: tag() });
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  await openBar(page);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Own window' }).click();
  const own = await opened;
  await own.locator('.log p').first().waitFor();
  await page.getByText('Captions are in their own window').waitFor();
  // Nothing else of the panel is left there.
  expect(await page.locator('caption-wire button:visible').allTextContents()).toEqual(['Bring them back']);
  await page.getByRole('button', { name: 'Bring them back' }).click();
  await expect.poll(() => own.isClosed()).toBe(true);
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  expect(await page.getByText('Captions are in their own window').count()).toBe(0);
  // The focus is not lost with the button.
  await expect
    .poll(() =>
      page.evaluate(() => document.querySelector('caption-wire')?.shadowRoot?.activeElement?.textContent),
    )
    .toBe('Tools');
  expect(logged).toEqual([]);
});
