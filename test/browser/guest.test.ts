// The widget as a guest in pages that make it hard: the strictest policies, style sheets that undo everything, pages that
// tear out their body or move the widget about. Whatever the reader opens, the page is as it was without it.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { strictPolicy } from '../helpers/site.ts';
import { eachDrawer, openBar, openDrawer } from '../helpers/tools.ts';
import { until } from '../helpers/until.ts';

declare global {
  interface Window {
    /** What the page's policy forbade. */
    broken: string[];
  }
}

const test = guestTest();

const shows = (page: Page) => expect.poll(() => shownLines(page)).toEqual(twoLines);

async function openEverything(page: Page, atEach: (tool: string) => Promise<void> = async () => {}) {
  await openBar(page);
  expect((await eachDrawer(page, atEach)).length).toBeGreaterThan(3);
}

async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.broken = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) =>
      window.broken.push(`${violatedDirective} ${sample}`),
    );
  });
}

describe('the widget as a guest', () => {
  test('shows everything under the strictest policy, with no report of a violation', async ({
    relay,
    openSite,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const strict = { body: tag(), headers: strictPolicy(relay.url) };
    const { page, logged } = await openSite(strict, { prepare: noteViolations });
    await shows(page);
    await openEverything(page);
    expect(await page.evaluate(() => window.broken)).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('has the same pixels on a page with hostile style sheets as on a bare one, whatever is open', async ({
    openSite,
    session,
    tag,
    sayTwoLines,
  }) => {
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
    await sayTwoLines();
    const body = tag(`data-session="${session}" data-theme="light"`);
    const { page: bare } = await openSite({ body });
    const { page: hard } = await openSite({ body, head: hostile });
    const picture = async (page: Page) => {
      // Nothing has the pointer over it.
      await page.mouse.move(0, 0);
      return page.locator('caption-wire .open').screenshot({ animations: 'disabled' });
    };
    /** Waits, for one of the two may be slower. */
    const lookTheSame = (open: string) =>
      until(async () => {
        const [one, other] = [await picture(bare), await picture(hard)];
        expect(one.equals(other), open).toBe(true);
      });
    await Promise.all([shows(bare), shows(hard)]);
    await lookTheSame('closed');
    await openBar(hard);
    await openEverything(bare, async (tool) => {
      await openDrawer(hard, tool);
      await lookTheSame(tool);
    });
  });

  test('goes on where a page moves it, and in a frame', async ({ site, openSite, tag, sayTwoLines }) => {
    await sayTwoLines();
    const { page } = await openSite(
      { body: `<div id="a"></div><div id="b"></div>${tag()}` },
      { prepare: watchAnnouncements },
    );
    await shows(page);
    const sockets: string[] = [];
    page.on('websocket', (socket) => sockets.push(socket.url()));
    await page.evaluate(() => {
      const element = document.querySelector('caption-wire') as Element;
      for (const place of ['#a', '#b']) document.querySelector(place)?.append(element);
    });
    await shows(page);
    await expect.poll(() => announcedIn(page, 'status')).toEqual(['Captions connected']);
    expect(sockets).toEqual([]);

    site.show({ body: '<h1>Around it</h1><iframe src="/framed" title="Captions"></iframe>' });
    site.show({ body: tag() }, '/framed');
    await page.goto(site.url);
    const frame = page.frameLocator('iframe');
    await frame.locator('caption-wire .log p').nth(1).waitFor();
  });

  test('survives a site that goes from page to page by putting in another body', async ({
    openSite,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const { page, logged } = await openSite({ head: tag(), body: '<h1>One</h1>' });
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
    expect(logged).toEqual([]);
  });

  test('leaves nothing behind when it is destroyed, whatever was open', async ({
    relay,
    openSite,
    session,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const { page } = await openSite({ body: '<h1>Site</h1>' });
    /** What a page can find of others, but for the one name that the script documents. */
    const everything = () =>
      page.evaluate(() => ({
        markup: document.documentElement.outerHTML.replace(/<script.*?<\/script>/g, ''),
        names: Object.keys(window)
          .filter((name) => name !== 'captionwire')
          .sort(),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        cookies: document.cookie,
      }));
    const before = await everything();
    await page.evaluate(
      ([url, name]) => {
        const script = document.createElement('script');
        script.src = `${url}/widget.js`;
        script.dataset.session = name;
        document.head.append(script);
      },
      [relay.url, session] as const,
    );
    await shows(page);
    await openEverything(page);
    await page.evaluate(() => document.querySelector('caption-wire')?.destroy());
    await expect.poll(everything).toEqual(before);
  });

  test('is not on paper, but inside a target of the page', async ({ openSite, tag, sayTwoLines }) => {
    await sayTwoLines();
    const { page } = await openSite({ body: `<h1>Site</h1><div id="here"></div>${tag()}` });
    await shows(page);
    await page.emulateMedia({ media: 'print' });
    await page.locator('caption-wire section').waitFor({ state: 'hidden' });
    await page.evaluate(() => document.querySelector('caption-wire')?.setAttribute('target', '#here'));
    await page.locator('caption-wire section').waitFor({ state: 'visible' });
  });

  test('with two sessions in one page: each panel its own, announcements of both', async ({
    openSite,
    session,
    tag,
  }) => {
    const other = tag(`data-session="${session}-2" data-target="#other"`);
    const { page } = await openSite(
      { body: `<div id="other"></div>${tag()}${other}` },
      { prepare: watchAnnouncements },
    );
    await expect.poll(() => page.locator('caption-wire').count()).toBe(2);
    await expect
      .poll(() => announcedIn(page, 'status'))
      .toEqual(['Captions connected', 'Captions connected']);
  });
});
