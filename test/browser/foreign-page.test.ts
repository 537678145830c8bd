// The script tag as a guest: on pages of another origin, in hostile surroundings, twice, misspelled, and without a relay.
import type { Page } from 'playwright';
import { describe, expect, onTestFinished } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { openRelay, startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { startUpgradeGate } from '../helpers/upgrade-gate.ts';

const test = guestTest();

const shows = (page: Page) => expect.poll(() => shownLines(page)).toEqual(twoLines);

describe('the script tag on a page of another origin', () => {
  test('shows the captions where its origin is allowed', async ({ openSite, tag, sayTwoLines }) => {
    await sayTwoLines();
    const { page, logged } = await openSite({ body: `<h1>Site</h1>${tag()}` });
    await shows(page);
    expect(logged).toEqual([]);
  });

  test('is refused where its origin is not allowed, and the page is unharmed', async ({ openSite, tag }) => {
    const strict = await startRelay();
    const { page } = await openSite({ body: `<h1>Site</h1>${tag(undefined, strict.url)}` });
    await page.getByText('Reconnecting…').first().waitFor();
    await page.getByRole('heading', { name: 'Site' }).waitFor();
  });

  test('shows the same where the page has hostile style sheets', async ({ openSite, tag, sayTwoLines }) => {
    const hostile = `<style>
      * { display: none !important; box-sizing: content-box !important; font-size: 60px !important; color: red !important;
          visibility: hidden !important; opacity: 0 !important; transform: rotate(3deg) !important; }
      html, body { display: block !important; visibility: visible !important; opacity: 1 !important; transform: none !important; }
      caption-wire { position: absolute !important; z-index: -1 !important; left: -9999px !important; }
      p { margin: 90px !important; text-transform: uppercase !important; }
    </style>`;
    await sayTwoLines();
    const plain = await openSite({ body: tag() });
    await shows(plain.page);
    const { page } = await openSite({ body: tag(), head: hostile });
    await shows(page);
    const panel = (of: Page) => of.locator('caption-wire section').boundingBox();
    await until(async () => expect(await panel(page)).toEqual(await panel(plain.page)));
    const rendered = await page.locator('[data-captionwire-region="log"]').evaluate((region) => {
      const { display, visibility } = getComputedStyle(region);
      return { display, visibility };
    });
    expect(rendered).toEqual({ display: 'block', visibility: 'visible' });
  });

  test('twice for one session is one panel; for two sessions two', async ({
    openSite,
    session,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const { page, logged } = await openSite({ body: `${tag()}${tag()}` });
    await shows(page);
    // A page has run its scripts when it is loaded.
    expect(await page.locator('caption-wire').count()).toBe(1);
    expect(logged).toEqual([]);

    const other = tag(`data-session="${session}-2" data-target="#a"`);
    const both = await openSite({ body: `<div id="a"></div>${tag()}${other}` });
    await expect.poll(() => both.page.locator('caption-wire').count()).toBe(2);
  });

  test.for([
    ['a wrong session name', 'data-session="town hall!"'],
    ['no session name', ''],
  ] as const)(
    'with %s logs one clear error and leaves the page alone',
    async ([, attributes], { openSite, tag }) => {
      const { page, logged } = await openSite({ body: `<h1>Site</h1>${tag(attributes)}` });
      await expect.poll(() => logged.length).toBe(1);
      expect(logged[0]).toMatch(/^error: .*captionwire.*session/i);
      expect(await page.locator('caption-wire').count()).toBe(0);
      expect(await page.locator('body').innerText()).toBe('Site');
    },
  );

  test('reads by Server-Sent Events where the network blocks WebSocket', async ({
    relay,
    openSite,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const gate = await startUpgradeGate(relay.url);
    onTestFinished(gate.close);
    const { page } = await openSite({ body: `<h1>Site</h1>${tag(undefined, gate.url)}` });
    await shows(page);
    // Three tries, and on a busy machine the first one back to WebSocket.
    expect(gate.dropped()).toBeGreaterThanOrEqual(3);
    await page.getByText('Reconnecting…').first().waitFor({ state: 'hidden' });
  });

  test('with the relay down says that it is reconnecting, and recovers by itself', async ({
    site,
    openSite,
    session,
  }) => {
    const origins = [site.url];
    const first = await openRelay({ origins });
    // The page has the script from its cache, as after a visit before; the relay is gone.
    const script = await (await fetch(`${first.url}/widget.js`)).text();
    await first.close();
    const { page } = await openSite({ body: '<h1>Site</h1>' });
    await page.route(`${first.url}/widget.js`, (route) =>
      route.fulfill({ body: script, contentType: 'text/javascript' }),
    );
    await page.evaluate(
      ([url, name]) => {
        const element = document.createElement('script');
        element.src = `${url}/widget.js`;
        element.dataset.session = name;
        document.body.append(element);
      },
      [first.url, session] as const,
    );
    await page.getByText('Reconnecting…').first().waitFor();

    await startRelay({ origins, port: Number(new URL(first.url).port) });
    await page.locator('caption-wire .foot').getByText('Reconnecting…').waitFor({ state: 'detached' });
    await page.getByText('Captions will appear here.').waitFor();
  });
});
