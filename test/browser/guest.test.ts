// The widget as a guest in pages that make it hard: the strictest policies, style sheets that undo everything, pages that
// tear out their body or move the widget about. Whatever the reader opens, the page is as it was without it.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { announcedIn, shownLines, useBrowser, watchAnnouncements } from '../helpers/browser.ts';
import {
  captionwire,
  type RelayProcess,
  startRelayProcess,
  temporaryFolder,
} from '../helpers/relay-process.ts';
import { eachDrawer, openBar } from '../helpers/tools.ts';
import { type Site, startSite } from '../helpers/site.ts';

const said = ['Ana: Hello', 'Second line'];

describe('the widget as a guest', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
    relay = await startRelayProcess({ data: folder.path, parameters: ['--origin', site.url] });
    const { writeFileSync } = await import('node:fs');
    const talk = `${folder.path}/two.vtt`;
    writeFileSync(
      talk,
      'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ana>Hello\n\n00:01.000 --> 00:02.000\nSecond line\n',
    );
    const to = ['--session', 'talk', '--relay', relay.url, '--data', folder.path, '--speed', '100'];
    expect((await captionwire(['replay', talk, ...to])).code).toBe(0);
  });
  afterAll(async () => {
    await relay?.end();
    await site?.close();
    folder.remove();
  });

  const tag = (attributes = 'data-session="talk"') =>
    `<script async src="${relay.url}/widget.js" ${attributes}></script>`;

  async function open(): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser().newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    await watchAnnouncements(page);
    await page.addInitScript(() => {
      const broken: string[] = [];
      Object.assign(window, { broken });
      addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
        broken.push(`${violatedDirective} ${sample}`),
      );
    });
    await page.goto(site.url);
    return { page, complaints };
  }
  const shows = (page: Page) => expect.poll(() => shownLines(page)).toEqual(said);

  const openEverything = async (page: Page, atEach: (tool: string) => Promise<void> = async () => {}) => {
    await openBar(page);
    expect((await eachDrawer(page, atEach)).length).toBeGreaterThan(3);
  };

  test('shows everything under the strictest policy, with no report of a violation', async () => {
    site.show({
      body: tag(),
      headers: {
        // A source with http: does not stand for ws: (CSP 3, 6.7.2.8), so the relay is named with both.
        'content-security-policy': `default-src 'none'; script-src ${relay.url}; connect-src ${relay.url} ${relay.url.replace('http', 'ws')}; require-trusted-types-for 'script'`,
      },
    });
    const { page, complaints } = await open();
    await shows(page);
    await openEverything(page);
    expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('has the same pixels on a page with hostile style sheets as on a bare one, whatever is open', async () => {
    const hostile = `<style>
      * { display: none !important; box-sizing: content-box !important; font: 60px fantasy !important; color: red !important;
          visibility: hidden !important; opacity: 0 !important; transform: rotate(3deg) !important; margin: 40px !important;
          letter-spacing: 1em !important; line-height: 5 !important; text-transform: uppercase !important;
          animation: none !important; transition: all 9s !important; direction: rtl !important; writing-mode: vertical-rl !important;
          background: lime !important; border: 9px solid blue !important; cursor: none !important; zoom: 2 !important; }
      html, body { all: revert !important; }
      caption-wire { position: absolute !important; z-index: -1 !important; left: -9999px !important; --bg: red !important; }
      :root { --size: 90px; --bg: red; --fg: red; font-size: 40px }
    </style>`;
    const pictures: Record<string, Buffer>[] = [];
    for (const head of ['', hostile]) {
      site.show({ body: tag('data-session="talk" data-theme="light"'), head });
      const { page } = await open();
      await shows(page);
      const taken: Record<string, Buffer> = {};
      const take = async (name: string) => {
        // What has no focus and no pointer over it.
        await page.mouse.move(0, 0);
        taken[name] = await page.locator('caption-wire .open').screenshot({ animations: 'disabled' });
      };
      await take('closed');
      await openEverything(page, take);
      pictures.push(taken);
    }
    const [bare = {}, hard = {}] = pictures;
    expect(Object.keys(bare)).toEqual(Object.keys(hard));
    const differ = Object.keys(bare).filter((name) => !bare[name]?.equals(hard[name] as Buffer));
    expect(differ).toEqual([]);
  });

  test('goes on where a page moves it, and in a frame', async () => {
    site.show({ body: `<div id="a"></div><div id="b"></div>${tag()}` });
    const { page } = await open();
    await shows(page);
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.evaluate(() => {
      const element = document.querySelector('caption-wire') as Element;
      for (const place of ['#a', '#b']) document.querySelector(place)?.append(element);
    });
    await shows(page);
    expect(sockets).toEqual([]);
    expect(await announcedIn(page, 'status')).toEqual(['Captions connected']);

    site.show({ body: '<h1>Around it</h1><iframe src="/framed" title="Captions"></iframe>' });
    site.show({ body: tag() }, '/framed');
    await page.goto(site.url);
    const frame = page.frameLocator('iframe');
    await frame.locator('caption-wire .log p').nth(1).waitFor();
  });

  test('survives a site that goes from page to page by putting in another body', async () => {
    site.show({ head: tag(), body: '<h1>One</h1>' });
    const { page, complaints } = await open();
    await shows(page);
    await page.evaluate(() => {
      const body = document.createElement('body');
      body.innerHTML = '<h1>Two</h1>';
      document.body.replaceWith(body);
    });
    await page.getByRole('heading', { name: 'Two' }).waitFor();
    await shows(page);
    expect(await page.locator('caption-wire').count()).toBe(1);
    await page.evaluate(() => document.querySelector('caption-wire')?.destroy());
    await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    expect(await page.locator('caption-wire').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('leaves nothing behind when it is destroyed, whatever was open', async () => {
    site.show({ body: '<h1>Site</h1>' });
    const { page } = await open();
    const everything = () =>
      page.evaluate(() => ({
        markup: document.documentElement.outerHTML.replace(/<script.*?<\/script>/g, ''),
        names: Object.keys(window).sort(),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        cookies: document.cookie,
      }));
    const before = await everything();
    await page.evaluate((url) => {
      const script = document.createElement('script');
      script.src = `${url}/widget.js`;
      script.dataset.session = 'talk';
      document.head.append(script);
    }, relay.url);
    await shows(page);
    await openEverything(page);
    await page.evaluate(() => document.querySelector('caption-wire')?.destroy());
    const after = await everything();
    expect({ ...after, names: after.names.filter((name) => name !== 'captionwire') }).toEqual(before);
  });

  test('is not on paper, but inside a target of the page', async () => {
    site.show({ body: `<h1>Site</h1><div id="here"></div>${tag()}` });
    const { page } = await open();
    await shows(page);
    await page.emulateMedia({ media: 'print' });
    await page.locator('caption-wire section').waitFor({ state: 'hidden' });
    await page.evaluate(() => document.querySelector('caption-wire')?.setAttribute('target', '#here'));
    await page.locator('caption-wire section').waitFor({ state: 'visible' });
  });

  test('with two sessions in one page: each panel its own, announcements of both', async () => {
    site.show({
      body: `<div id="other"></div>${tag()}${tag('data-session="talk2" data-target="#other"')}`,
    });
    const { page } = await open();
    await expect.poll(() => page.locator('caption-wire').count()).toBe(2);
    await expect
      .poll(() => announcedIn(page, 'status'))
      .toEqual(['Captions connected', 'Captions connected']);
  });
});
