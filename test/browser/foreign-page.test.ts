// The script tag as a guest: on pages of another origin, in hostile surroundings, twice, misspelled, and without a relay.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { shownLines, useBrowser } from '../helpers/browser.ts';
import {
  captionwire,
  type RelayProcess,
  startRelayProcess,
  temporaryFolder,
} from '../helpers/relay-process.ts';
import { type Site, startSite } from '../helpers/site.ts';
import { startUpgradeGate } from '../helpers/upgrade-gate.ts';

describe('the script tag on a page of another origin', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let site: Site;
  let siteUrl: string;

  beforeAll(async () => {
    site = await startSite();
    siteUrl = site.url;
    relay = await startRelayProcess({ data: folder.path, parameters: ['--origin', siteUrl] });
    const talk = `${folder.path}/two.vtt`;
    await (
      await import('node:fs/promises')
    ).writeFile(
      talk,
      'WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ana>Hello\n\n00:01.000 --> 00:02.000\nSecond line\n',
    );
    const replayed = [
      'replay',
      talk,
      '--session',
      'talk',
      '--relay',
      relay.url,
      '--data',
      folder.path,
      '--speed',
      '100',
    ];
    expect((await captionwire(replayed)).code).toBe(0);
  });
  afterAll(async () => {
    await relay?.end();
    await site.close();
    folder.remove();
  });

  const tag = (attributes = 'data-session="talk"', url = relay.url) =>
    `<script async src="${url}/widget.js" ${attributes}></script>`;

  async function open(markup: string, headMarkup = ''): Promise<{ page: Page; logged: string[] }> {
    site.show({ body: markup, head: headMarkup });
    const context = await browser().newContext();
    const page = await context.newPage();
    const logged: string[] = [];
    page.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => logged.push(`pageerror: ${error.message}`));
    await page.goto(`${siteUrl}/`);
    return { page, logged };
  }

  test('shows the captions where its origin is allowed', async () => {
    const { page, logged } = await open(`<h1>Site</h1>${tag()}`);
    await expect.poll(() => shownLines(page)).toEqual(['Ana: Hello', 'Second line']);
    expect(logged).toEqual([]);
  });

  test('is refused where its origin is not allowed, and the page is unharmed', async () => {
    const strict = await startRelayProcess({ data: `${folder.path}/strict` });
    const { page } = await open(`<h1>Site</h1>${tag(undefined, strict.url)}`);
    await page.getByText('Reconnecting…').first().waitFor();
    await page.getByRole('heading', { name: 'Site' }).waitFor();
    await strict.end();
  });

  test('shows the same where the page has hostile style sheets', async () => {
    const hostile = `<style>
      * { display: none !important; box-sizing: content-box !important; font-size: 60px !important; color: red !important;
          visibility: hidden !important; opacity: 0 !important; transform: rotate(3deg) !important; }
      html, body { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important; }
      caption-wire { position: absolute !important; z-index: -1 !important; left: -9999px !important; }
      p { margin: 90px !important; text-transform: uppercase !important; }
    </style>`;
    const plain = await open(tag());
    await expect.poll(() => shownLines(plain.page)).toEqual(['Ana: Hello', 'Second line']);
    const { page } = await open(tag(), hostile);
    await expect.poll(() => shownLines(page)).toEqual(['Ana: Hello', 'Second line']);
    const panel = (of: Page) => of.locator('caption-wire section').boundingBox();
    expect(await panel(page)).toEqual(await panel(plain.page));
    const rendered = await page.locator('[data-captionwire-region="log"]').evaluate((region) => {
      const { display, visibility } = getComputedStyle(region);
      return { display, visibility };
    });
    expect(rendered).toEqual({ display: 'block', visibility: 'visible' });
  });

  test('twice for one session is one panel; for two sessions two', async () => {
    const { page, logged } = await open(`${tag()}${tag()}`);
    await expect.poll(() => shownLines(page)).toEqual(['Ana: Hello', 'Second line']);
    expect(await page.locator('caption-wire').count()).toBe(1);
    expect(logged).toEqual([]);

    const both = await open(`<div id="a"></div>${tag()}${tag('data-session="other" data-target="#a"')}`);
    await expect.poll(() => both.page.locator('caption-wire').count()).toBe(2);
  });

  test.for([
    ['a wrong session name', 'data-session="town hall!"'],
    ['no session name', ''],
  ])('with %s logs one clear error and leaves the page alone', async ([, attributes]) => {
    const { page, logged } = await open(`<h1>Site</h1>${tag(attributes)}`);
    await expect.poll(() => logged.length).toBe(1);
    expect(logged[0]).toMatch(/^error: .*captionwire.*session/i);
    expect(await page.locator('caption-wire').count()).toBe(0);
    expect(await page.locator('body').innerText()).toBe('Site');
  });

  test('reads by Server-Sent Events where the network blocks WebSocket', async () => {
    const gate = await startUpgradeGate(relay.url);
    const { page } = await open(`<h1>Site</h1>${tag(undefined, gate.url)}`);
    await expect.poll(() => shownLines(page), { timeout: 20_000 }).toEqual(['Ana: Hello', 'Second line']);
    expect(gate.dropped()).toBe(3);
    await page.getByText('Reconnecting…').first().waitFor({ state: 'hidden' });
    await gate.close();
  });

  test('with the relay down says that it is reconnecting, and recovers by itself', async () => {
    const data = `${folder.path}/later`;
    const first = await startRelayProcess({ data, parameters: ['--origin', siteUrl] });
    const { port } = first;
    // The page has the script from its cache, as after a visit before; the relay is gone.
    const script = await (await fetch(`${first.url}/widget.js`)).text();
    await first.end();
    const { page } = await open('<h1>Site</h1>');
    await page.route(`${first.url}/widget.js`, (route) =>
      route.fulfill({ body: script, contentType: 'text/javascript' }),
    );
    await page.evaluate((url) => {
      const element = document.createElement('script');
      element.src = `${url}/widget.js`;
      element.dataset.session = 'talk';
      document.body.append(element);
    }, first.url);
    await page.getByText('Reconnecting…').first().waitFor();

    const again = await startRelayProcess({ data, port, parameters: ['--origin', siteUrl] });
    await page
      .locator('caption-wire .foot')
      .getByText('Reconnecting…')
      .waitFor({ state: 'detached', timeout: 40_000 });
    await page.getByText('Captions will appear here.').waitFor();
    await again.end();
  });
});
