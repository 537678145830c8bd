// The settings in whole pages against a real relay: axe finds nothing in them, they outlive a reload, and another language
// comes from the relay to a page of another origin under a strict policy.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { drawn } from '../../audit/views.ts';
import { violations } from '../helpers/axe.ts';
import { isWhole } from '../helpers/effort.ts';
import { guestTest } from '../helpers/guest-test.ts';
import type { PageOptions } from '../helpers/page-test.ts';
import { strictPolicy } from '../helpers/site.ts';
import { until } from '../helpers/until.ts';

const wide = { width: 1280, height: 800 };
const narrow = { width: 320, height: 640 };
type View = Pick<PageOptions, 'colorScheme' | 'forcedColors'> & { readonly viewport: typeof wide };

/** axe depends on colours and on width: each view changes one of them, and at the whole effort both together. */
const views: readonly View[] = [
  { viewport: wide },
  { viewport: wide, colorScheme: 'dark' },
  { viewport: wide, forcedColors: 'active' },
  { viewport: narrow },
  ...(isWhole()
    ? ([
        { viewport: narrow, colorScheme: 'dark' },
        { viewport: narrow, forcedColors: 'active' },
      ] as const)
    : []),
];

const test = guestTest().extend(
  'openPage',
  ({ relay, openSite, tag }) =>
    (options: PageOptions = {}, lang = 'en') =>
      openSite(
        { lang, body: `<main><h1>Site</h1>${tag()}</main>`, headers: strictPolicy(relay.url) },
        options,
      ),
);

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tools' }).click();
  await page.getByRole('button', { name: 'Settings' }).click();
}

async function openGroups(page: Page): Promise<void> {
  const summaries = page.locator('caption-wire .settings summary');
  await summaries.first().waitFor();
  // The first is open.
  for (const summary of (await summaries.all()).slice(1)) await summary.click();
}

/** What of the drawer a reader would have to scroll sideways for, or could not hit. */
const misfits = (page: Page) =>
  page.locator('caption-wire .drawer').evaluate((drawer) => {
    const found: string[] = [];
    if (drawer.scrollWidth > drawer.clientWidth) found.push('scrolls sideways');
    for (const control of drawer.querySelectorAll<HTMLElement>('input,select,button,summary')) {
      const label = control.closest('label') ?? control;
      const { width, height } = label.getBoundingClientRect();
      if (width < 44 || height < 44) found.push(`${label.textContent}: ${width} x ${height}`);
    }
    return found;
  });

/** The first caption of the preview, as it is drawn. */
const preview = (page: Page) => page.locator('caption-wire .preview p').first();
const font = (page: Page) => preview(page).evaluate((line) => getComputedStyle(line).font);

describe('the settings', () => {
  test('are without fault to axe, and fit, in light, dark and forced colours, wide and narrow', async ({
    openPage,
  }) => {
    const { page } = await openPage();
    await openSettings(page);
    await openGroups(page);
    for (const view of views) {
      const message = JSON.stringify(view);
      const { viewport, ...media } = view;
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
      await drawn(page);
      await expect.poll(() => misfits(page), { message }).toEqual([]);
      expect(await violations(page), message).toEqual([]);
    }
  });

  test('outlive a reload, and a reset outlives one too', async ({ openPage }) => {
    const { page, logged } = await openPage();
    await openSettings(page);
    await page.getByLabel('Size').fill('200');
    await page.getByLabel('Font').selectOption('Serif');
    await expect.poll(() => font(page)).toMatch(/40px.* serif/);
    const chosen = await font(page);

    await page.reload();
    await openSettings(page);
    await expect.poll(() => font(page)).toBe(chosen);

    await page.getByRole('button', { name: 'Reset all' }).click();
    await expect.poll(() => font(page)).toMatch(/20px/);
    await page.reload();
    await openSettings(page);
    await expect.poll(() => font(page)).toMatch(/20px/);
    expect(logged).toEqual([]);
  });

  test('are carried to another device by copying a text', async ({ openPage }) => {
    const { page: one } = await openPage();
    await openSettings(one);
    await one.getByLabel('Size').fill('300');
    const { page: other } = await openPage();
    await openSettings(other);
    const field = other.getByLabel('All choices as text');
    /** Tries again where another test's page, which has the same clipboard, copied something meanwhile. */
    await until(async () => {
      await one.getByRole('button', { name: 'Copy', exact: true }).click();
      await field.press('ControlOrMeta+A');
      await field.press('ControlOrMeta+V');
      expect(await field.inputValue()).toContain('size=300');
    });
    await other.getByRole('button', { name: 'Use', exact: true }).click();
    await expect.poll(() => other.getByLabel('Size').inputValue()).toBe('300');
  });

  test('leave forced colours alone', async ({ openPage }) => {
    const { page } = await openPage({ forcedColors: 'active' });
    await page.evaluate(() => {
      localStorage.setItem(
        'captionwire',
        'colour=#ff0000;background=#00ff00;window=#0000ff;edge=raised;windowOpacity=0',
      );
    });
    await page.reload();
    await openSettings(page);
    const look = await preview(page).evaluate((line) => {
      const { color, backgroundColor, textShadow } = getComputedStyle(line);
      return { color, backgroundColor, textShadow };
    });
    const plain = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      return { color, backgroundColor };
    });
    expect(look).toMatchObject({ color: plain.color, textShadow: 'none' });
    expect(look.backgroundColor).toMatch(/, 0\)$/);
  });

  test.for([
    ['es', 'Ocultar', 'Herramientas', 'Ajustes'],
    ['ar', 'إخفاء', 'الأدوات', 'الإعدادات'],
    ['ja', '隠す', 'ツール', '設定'],
  ] as const)(
    'speak the language of the page, %s, and axe finds nothing',
    async ([code, hide, tools, settings], { openPage }) => {
      const { page, logged } = await openPage({ viewport: narrow }, code);
      await page.getByRole('button', { name: hide }).waitFor();
      await page.getByRole('button', { name: tools }).click();
      await page.getByRole('button', { name: settings }).click();
      await openGroups(page);
      await expect.poll(() => misfits(page)).toEqual([]);
      expect(await violations(page)).toEqual([]);
      expect(logged).toEqual([]);
    },
  );
});
