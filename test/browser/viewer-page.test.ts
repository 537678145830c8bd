// The viewer page as people meet it: the panel as a whole page, and, without JavaScript, plain text that goes on by itself.

import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import {
  createPresenter,
  createWebSocketTransport,
  newId,
  type Presenter,
  type WebSocketClass,
} from '../../client/index.ts';
import { violations } from '../helpers/axe.ts';
import { shownLines, useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

const { browser } = useBrowser();
const folder = temporaryFolder();
let relay: RelayProcess;
let presenter: Presenter;

async function present(session: string): Promise<Presenter> {
  const { token } = await relay.invite(session);
  return createPresenter({
    relay: relay.url,
    session,
    token: token as string,
    transport: createWebSocketTransport(WebSocket as unknown as WebSocketClass),
  });
}
const say = (text: string, more: object = {}) => {
  const id = newId();
  presenter.publish({ type: 'line', id, rev: 1, text, ...more });
  return id;
};

beforeAll(async () => {
  relay = await startRelayProcess({ data: folder.path });
  presenter = await present('town-hall');
  say('Good morning.', { speaker: 'Maya', lang: 'en' });
  say('صباح الخير', { speaker: 'ليلى', lang: 'ar' });
  await presenter.settled();
});
afterAll(async () => {
  presenter?.close();
  await relay?.end();
  folder.remove();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  await page.goto(relay.url + path, { waitUntil: 'commit' });
  return page;
}
const plainLines = (page: Page) => page.locator('.plain-log .line').allInnerTexts();

describe('without JavaScript', () => {
  const noScript = { javaScriptEnabled: false };

  test('the viewer page goes on to plain text, in which lines appear while it is open', async () => {
    const page = await open('/s/town-hall', noScript);
    await page.waitForURL('**/s/town-hall/plain', { waitUntil: 'commit' });
    await expect.poll(() => plainLines(page)).toEqual(['Maya: Good morning.', 'ليلى: صباح الخير']);
    const id = say('Welcome to the twon hall.');
    await expect.poll(async () => (await plainLines(page)).at(-1)).toBe('Welcome to the twon hall.');
    presenter.publish({ type: 'line', id, rev: 2, text: 'Welcome to the town hall.' });
    await expect
      .poll(async () => (await plainLines(page)).at(-1))
      .toBe('Correction: Welcome to the town hall.');
    presenter.publish({ type: 'retract', id });
    await expect
      .poll(async () => (await plainLines(page)).at(-1))
      .toBe('Taken back: Welcome to the town hall.');
    // Right-to-left words run so, and in their own language.
    const arabic = page.locator('.plain-log .line', { hasText: 'صباح' });
    expect(await arabic.getAttribute('lang')).toBe('ar');
    await page.context().close();
  });

  test('the newest line stays in view, and the reader who scrolled back is left alone', async () => {
    const page = await open('/s/long/plain', { ...noScript, viewport: { width: 320, height: 400 } });
    const other = presenter;
    presenter = await present('long');
    for (let n = 1; n <= 40; n++) say(`Line ${n} is long enough to wrap on a narrow screen.`);
    const last = page.getByText('Line 40 is');
    await last.waitFor();
    const inView = (line: typeof last) =>
      line.boundingBox().then((box) => !!box && box.y > 0 && box.y + box.height <= 400);
    await expect.poll(() => inView(last)).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.locator('.plain-log').focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await expect.poll(() => inView(last)).toBe(false);
    // Nothing moves under the eyes of who reads back.
    let before = -1;
    await expect
      .poll(async () => {
        const y = (await page.getByText('Line 30 is').boundingBox())?.y ?? 0;
        const still = y === before;
        before = y;
        return still;
      })
      .toBe(true);
    say('One more.');
    await page.getByText('One more.').waitFor({ state: 'attached' });
    const after = (await page.getByText('Line 30 is').boundingBox())?.y ?? 0;
    // Less than a pixel of a screen.
    expect(Math.abs(after - before)).toBeLessThan(1);
    presenter.close();
    presenter = other;
    await page.context().close();
  });

  test.for([
    ['wide', {}],
    ['narrow and dark', { viewport: { width: 320, height: 256 }, colorScheme: 'dark' }],
  ] as const)('axe finds nothing in the plain text, %s', async ([, options]) => {
    // The finder is a script; the page has none.
    const page = await open('/s/town-hall/plain', options);
    await page.getByText('Good morning.').waitFor();
    expect(await violations(page, 'every')).toEqual([]);
    await page.context().close();
  });

  test('a private session says why it cannot be read', async () => {
    const guarded = await startRelayProcess({ parameters: ['--private'] });
    const context = await browser().newContext(noScript);
    const page = await context.newPage();
    await page.goto(`${guarded.url}/s/town-hall#token=x`);
    await page.getByText('They need JavaScript').waitFor();
    expect(page.url()).toContain('/s/town-hall#');
    await context.close();
    await guarded.end();
  });
});

describe('with JavaScript', () => {
  test.each([
    { width: 1280, height: 800 },
    { width: 320, height: 640 },
  ])('the panel fills the page at %j, with nothing to scroll besides the captions', async (viewport) => {
    const page = await open('/s/town-hall', { viewport });
    await expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
    const panel = await page.locator('caption-wire section').boundingBox();
    expect(panel?.width).toBeGreaterThan(viewport.width * 0.85);
    expect(panel?.height).toBeGreaterThan(viewport.height * 0.8);
    const { scrollHeight, scrollWidth } = await page.evaluate(() => {
      const { scrollHeight: high, scrollWidth: wide } = document.documentElement;
      return { scrollHeight: high, scrollWidth: wide };
    });
    expect(scrollHeight).toBeLessThanOrEqual(viewport.height);
    expect(scrollWidth).toBeLessThanOrEqual(viewport.width);
    expect(await page.title()).toBe('town-hall · live captions');
    await page.context().close();
  });

  test('it cannot be hidden, and one that is hidden by an older choice can be shown', async () => {
    const page = await open('/s/town-hall');
    await expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
    const toggle = page.locator('caption-wire .toggle');
    expect(await toggle.isVisible()).toBe(false);
    // Also when all comes from the browser's cache, with tools that begin at once.
    await page.evaluate(() => localStorage.setItem('captionwire', 'size=125'));
    await page.reload();
    await expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
    expect(await toggle.isVisible()).toBe(false);
    await page.evaluate(() => document.querySelector('caption-wire')?.close());
    await toggle.click();
    await expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
    await page.context().close();
  });

  test('on paper the words are black on white, whatever the screen is', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(`/s/town-hall${javaScriptEnabled ? '' : '/plain'}`, {
        colorScheme: 'dark',
        javaScriptEnabled,
      });
      const line = page.locator(javaScriptEnabled ? '.log p' : '.plain-log .line').first();
      await line.waitFor();
      await page.emulateMedia({ media: 'print' });
      const ground = page.locator(javaScriptEnabled ? 'caption-wire section' : 'body');
      await expect
        .poll(async () => [
          await line.evaluate((node) => getComputedStyle(node).color),
          await ground.evaluate((node) => getComputedStyle(node).backgroundColor),
        ])
        .toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      // All of it, one line below the other, and none above the paper's edge.
      const tops = await page
        .locator(javaScriptEnabled ? 'h1, .log p' : 'h1, .plain-log .line')
        .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top));
      expect(tops.length).toBeGreaterThan(2);
      expect(tops).toEqual(tops.toSorted((one, other) => one - other));
      expect(tops[0]).toBeGreaterThanOrEqual(0);
      await page.context().close();
    }
  });

  test('opens a private session with the token in its link', async () => {
    const guarded = await startRelayProcess({
      data: `${folder.path}/private`,
      parameters: ['--private'],
    });
    const { viewer } = await guarded.invite('town-hall', 'viewer');
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.goto(viewer as string);
    await page.locator('caption-wire').getByText('Captions will appear here.').waitFor();
    expect(await page.locator('.viewer header a').count()).toBe(0);
    await context.close();
    await guarded.end();
  });
});
