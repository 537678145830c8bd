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
      // Colours lie close together: WCAG 2.2, 2.5.8.
      const least = control.closest('.swatches') ? 24 : 44;
      if (width < least || height < least) found.push(`${label.textContent}: ${width} x ${height}`);
    }
    return found;
  });

/** Controls whose own text is higher than they are. */
const cutControls = (page: Page) =>
  page
    .locator('caption-wire .drawer')
    .evaluate((drawer) =>
      [...drawer.querySelectorAll<HTMLElement>('select,input[type=text],button')]
        .filter((control) => control.clientHeight < parseFloat(getComputedStyle(control).fontSize) * 1.2)
        .map((control) => control.outerHTML),
    );

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

  test('have two columns where there is room, and one on a phone', async ({ openPage }) => {
    const { page } = await openPage({ viewport: wide });
    await openSettings(page);
    const columns = () =>
      page
        .locator('caption-wire [open] .choices')
        .evaluate(
          ({ children }) => new Set(Array.from(children, (one) => one.getBoundingClientRect().x)).size,
        );
    await expect.poll(columns).toBe(2);
    await page.setViewportSize(narrow);
    await expect.poll(columns).toBe(1);
  });

  test('cut no text where the browser’s own font is twice as large', async ({ openPage }) => {
    const { page } = await openPage({ viewport: wide });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
    await openSettings(page);
    await openGroups(page);
    for (const viewport of [wide, narrow]) {
      await page.setViewportSize(viewport);
      await expect.poll(() => cutControls(page)).toEqual([]);
      await expect.poll(() => misfits(page)).toEqual([]);
    }
  });

  test('show every colour to choose, and which one is chosen, with forced colours', async ({ openPage }) => {
    const { page } = await openPage({ forcedColors: 'active' });
    await openSettings(page);
    await page.getByRole('button', { name: 'Yellow on black' }).click();
    const group = page.getByRole('radiogroup', { name: 'Text colour' });
    const yellow = group.getByRole('radio', { name: 'Yellow' });
    await expect.poll(() => yellow.isChecked()).toBe(true);
    const look = (name: string) =>
      group.getByRole('radio', { name }).evaluate((swatch) => {
        const { backgroundColor, borderTopWidth } = getComputedStyle(swatch);
        return { backgroundColor, borderTopWidth };
      });
    expect(await look('Yellow')).toEqual({ backgroundColor: 'rgb(255, 255, 0)', borderTopWidth: '3px' });
    expect(await look('Cyan')).toEqual({ backgroundColor: 'rgb(0, 255, 255)', borderTopWidth: '1px' });
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

  test('give more contrast where the system asks for it, in a theme of the reader too', async ({
    openPage,
  }) => {
    const { page } = await openPage();
    await openSettings(page);
    await page.getByRole('radio', { name: 'Dark' }).check();
    const colours = () =>
      page.locator('caption-wire section').evaluate((section) => {
        const look = getComputedStyle(section);
        return ['--soft', '--rim', '--fg'].map((name) => look.getPropertyValue(name));
      });
    await expect.poll(colours).toEqual(['#c6cbd3', '#4a505b', '#f6f7f9']);
    await page.emulateMedia({ contrast: 'more' });
    await expect.poll(colours).toEqual(['#f6f7f9', '#f6f7f9', '#f6f7f9']);
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
