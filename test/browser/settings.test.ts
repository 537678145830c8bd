// The settings in whole pages against a real relay: axe finds nothing in them, they outlive a reload, and another language
// comes from the relay to a page of another origin under a strict policy.

import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { violations } from '../helpers/axe.ts';
import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';
import { type Site, startSite } from '../helpers/site.ts';

const wide = { viewport: { width: 1280, height: 800 } };
const narrow = { viewport: { width: 320, height: 640 } };
const views: [string, BrowserContextOptions][] = [
  ['wide', wide],
  ['wide and dark', { ...wide, colorScheme: 'dark' }],
  ['narrow', narrow],
  ['narrow and dark', { ...narrow, colorScheme: 'dark' }],
  ['with forced colours', { ...wide, forcedColors: 'active' }],
  ['narrow with forced colours', { ...narrow, forcedColors: 'active' }],
];

describe('the settings', () => {
  const { browser } = useBrowser();
  let relay: RelayProcess;
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    relay = await startRelayProcess({ parameters: ['--origin', site.url] });
  });
  afterAll(async () => {
    await relay?.end();
    await site?.close();
  });

  async function open(contextOptions: BrowserContextOptions, lang = 'en') {
    const policy = `default-src 'none'; script-src ${relay.url}; connect-src ${relay.url} ${relay.url.replace('http', 'ws')}; require-trusted-types-for 'script'`;
    const tag = `<script async src="${relay.url}/widget.js" data-session="talk"></script>`;
    site.show({
      lang,
      body: `<main><h1>Site</h1>${tag}</main>`,
      headers: { 'content-security-policy': policy },
    });
    const context = await browser().newContext(contextOptions);
    const page = await context.newPage();
    const logged: string[] = [];
    page.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => logged.push(`pageerror: ${error.message}`));
    await page.goto(site.url);
    return { context, page, logged };
  }

  async function openSettings(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
  }

  async function openGroups(page: Page): Promise<void> {
    const summaries = await page.locator('caption-wire .settings summary').all();
    // The first is open.
    for (const summary of summaries.slice(1)) await summary.click();
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

  test.for(views)('are without fault to axe, and fit, %s', async ([, contextOptions]) => {
    const { context, page } = await open(contextOptions);
    await openSettings(page);
    await openGroups(page);
    expect(await violations(page)).toEqual([]);
    expect(await misfits(page)).toEqual([]);
    await context.close();
  });

  test('outlive a reload, and a reset outlives one too', async () => {
    const { context, page, logged } = await open(wide);
    await openSettings(page);
    await page.getByLabel('Size').fill('200');
    await page.getByLabel('Font').selectOption('Serif');
    const preview = page.locator('caption-wire .preview p').first();
    const look = () => preview.evaluate((line) => getComputedStyle(line).font);
    const chosen = await look();
    expect(chosen).toMatch(/40px.* serif/);

    await page.reload();
    await openSettings(page);
    expect(await look()).toBe(chosen);

    await page.getByRole('button', { name: 'Reset all' }).click();
    await page.reload();
    await openSettings(page);
    expect(await look()).toMatch(/20px/);
    expect(logged).toEqual([]);
    await context.close();
  });

  test('are carried to another device by copying a text', async () => {
    const one = await open(wide);
    await openSettings(one.page);
    await one.page.getByLabel('Size').fill('300');
    await one.page.getByRole('button', { name: 'Copy', exact: true }).click();
    const other = await open(wide);
    await openSettings(other.page);
    await other.page.getByLabel('All choices as text').focus();
    await other.page.keyboard.press('ControlOrMeta+V');
    await other.page.getByRole('button', { name: 'Use', exact: true }).click();
    await expect.poll(() => other.page.getByLabel('Size').inputValue()).toBe('300');
    await one.context.close();
    await other.context.close();
  });

  test('leave forced colours alone', async () => {
    const { context, page } = await open({ ...wide, forcedColors: 'active' });
    await page.evaluate(() => {
      localStorage.setItem(
        'captionwire',
        'colour=#ff0000;background=#00ff00;window=#0000ff;edge=raised;windowOpacity=0',
      );
    });
    await page.reload();
    await openSettings(page);
    const look = await page
      .locator('caption-wire .preview p')
      .first()
      .evaluate((line) => {
        const { color, backgroundColor, textShadow } = getComputedStyle(line);
        return { color, backgroundColor, textShadow };
      });
    const plain = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      return { color, backgroundColor };
    });
    expect(look).toMatchObject({ color: plain.color, textShadow: 'none' });
    expect(look.backgroundColor).toMatch(/, 0\)$/);
    await context.close();
  });

  test.for([
    ['es', 'Ocultar', 'Herramientas', 'Ajustes'],
    ['ar', 'إخفاء', 'الأدوات', 'الإعدادات'],
    ['ja', '隠す', 'ツール', '設定'],
  ] as const)(
    'speak the language of the page, %s, and axe finds nothing',
    async ([code, hide, tools, settings]) => {
      const { context, page, logged } = await open(narrow, code);
      await page.getByRole('button', { name: hide }).waitFor();
      await page.getByRole('button', { name: tools }).click();
      await page.getByRole('button', { name: settings }).click();
      await openGroups(page);
      expect(await violations(page)).toEqual([]);
      expect(await misfits(page)).toEqual([]);
      expect(logged).toEqual([]);
      await context.close();
    },
  );
});
