// axe-core finds nothing on any page of the project, in any state a viewer or captioner meets: every rule of WCAG 2.2
// A and AA, and the best practices; wide, narrow, dark and with forced colours.

import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  createWebSocketTransport,
  createPresenter,
  newId,
  type Presenter,
  type WebSocketClass,
} from '../../client/index.ts';
import { violations } from '../helpers/axe.ts';
import { consoleIsLive, useBrowser } from '../helpers/browser.ts';
import { eachDrawer, openBar } from '../helpers/tools.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';
import { WebSocket } from 'ws';

const views: [string, BrowserContextOptions][] = [
  ['wide', { viewport: { width: 1280, height: 800 } }],
  ['narrow and dark', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
  ['with forced colours', { viewport: { width: 1280, height: 800 }, forcedColors: 'active' }],
  // 1280 × 1024 at 400 %.
  ['at 400 % zoom', { viewport: { width: 320, height: 256 }, reducedMotion: 'reduce' }],
];

describe('axe finds nothing', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let presenter: Presenter;
  let consoleLink: string;

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path, parameters: ['--demo'] });
    const { token, console: link } = await relay.invite('support');
    consoleLink = link as string;
    presenter = createPresenter({
      relay: relay.url,
      session: 'support',
      token: token as string,
      name: 'Maya',
      transport: createWebSocketTransport(WebSocket as unknown as WebSocketClass),
    });
    const line = (text: string, more: object = {}) =>
      presenter.publish({ type: 'line', id: newId(), rev: 1, text, ...more });
    line('Good morning, how can I help?', { speaker: 'Maya', lang: 'en' });
    line('صباح الخير، كيف يمكنني مساعدتك؟', { speaker: 'ليلى', lang: 'ar' });
    line('Applause', { kind: 'sound' });
    line('Soft piano', { kind: 'music' });
    for (let n = 0; n < 12; n++)
      line(`A line that is long enough to wrap on a narrow screen, number ${n}`, { speaker: 'Tom' });
    presenter.publish({
      type: 'status',
      level: 'warning',
      text: 'The sound is weak',
      until: Date.now() + 600_000,
    });
    await presenter.settled();
    presenter.interim('growing', 'This line is still being typ', { speaker: 'Maya' });
    presenter.typing(true);
  });
  afterAll(async () => {
    presenter?.close();
    await relay?.end();
    folder.remove();
  });

  const pages: [string, () => string, (page: Page) => Promise<void>][] = [
    ['the start page', () => '/', async () => {}],
    [
      'the viewer page',
      () => '/s/support',
      (page) => page.getByText('This line is still being typ').waitFor(),
    ],
    [
      'the support demo with its panel',
      () => '/demo/support.html',
      (page) => page.getByText('This line is still being typ').waitFor(),
    ],
    [
      'the support demo with the panel hidden',
      () => '/demo/support.html',
      async (page) => {
        await page.getByText('This line is still being typ').waitFor();
        await page.getByRole('button', { name: 'Hide' }).click();
      },
    ],
    [
      'the video demo',
      () => '/demo/video.html',
      (page) => page.locator('caption-wire .over p').first().waitFor(),
    ],
    [
      'the console',
      () => consoleLink.replace(relay.url, ''),
      async (page) => {
        await consoleIsLive(page);
        await page.getByLabel('Type what is said').fill('Hello');
        await page.getByLabel('Type what is said').press('Enter');
        await page.getByText('On disk').first().waitFor();
      },
    ],
    [
      'the console with every box open and something in it',
      () => consoleLink.replace(relay.url, ''),
      async (page) => {
        await page.evaluate(() => {
          const kept: Record<string, unknown> = {
            speakers: ['Maya', 'Jonas', 'Ada', 'Lin', 'Sam', 'Tom'],
            replies: ['One moment, please.'],
            glossary: [{ short: 'cw', long: 'captionwire' }],
            script: [
              { text: 'One.', speaker: 'Maya' },
              { text: 'Two.' },
              { text: 'Three.' },
              { text: 'Four.' },
            ],
            'script.place': { next: 2, sent: [0] },
          };
          for (const [name, value] of Object.entries(kept)) {
            localStorage.setItem(`captionwire.console.${name}`, JSON.stringify(value));
          }
        });
        await page.reload();
        await consoleIsLive(page);
        await page.locator('.box-title > [aria-expanded=false]').evaluateAll((headings: HTMLElement[]) => {
          for (const heading of headings) heading.click();
        });
        await page.keyboard.press('Alt+2');
        for (const summary of await page.locator('.side summary').all()) await summary.click();
        await page.getByRole('button', { name: 'End session…' }).click();
        await page.locator('caption-wire .log').getByText('This line is still being typ').waitFor();
      },
    ],
    [
      'the console with a link that lacks its token',
      () => '/console#session=support',
      (page) => page.getByRole('heading', { level: 1 }).waitFor(),
    ],
  ];

  test.for(views)('in every drawer of the tools, %s', async ([, contextOptions]) => {
    const context = await browser().newContext(contextOptions);
    const page = await context.newPage();
    await page.goto(`${relay.url}/demo/support.html`);
    await page.getByText('This line is still being typ').waitFor();
    await openBar(page);
    const found: Record<string, string[]> = {};
    const tools = await eachDrawer(page, async (tool) => {
      found[tool] = await violations(page);
    });
    expect(found).toEqual(Object.fromEntries(tools.map((tool) => [tool, []])));
    await context.close();
  });

  test('on a page from right to left, in Arabic, with every drawer open', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${relay.url}/demo/support.html`);
    await page.evaluate(() => {
      document.documentElement.lang = 'ar';
      document.documentElement.dir = 'rtl';
      document.querySelector('caption-wire')?.setAttribute('lang', 'ar');
    });
    await page.locator('caption-wire section[dir=rtl]').waitFor();
    await page.locator('caption-wire .head button').first().click();
    const found: Record<string, string[]> = {};
    const tools = await eachDrawer(page, async (tool) => {
      found[tool] = await violations(page);
    });
    expect(found).toEqual(Object.fromEntries(tools.map((tool) => [tool, []])));
    await context.close();
  });

  for (const [view, contextOptions] of views) {
    test.for(pages)(`on %s, ${view}`, async ([, path, ready]) => {
      const context = await browser().newContext(contextOptions);
      const page = await context.newPage();
      await page.goto(relay.url + path());
      await ready(page);
      expect(await violations(page)).toEqual([]);
      await context.close();
    });
  }
});
