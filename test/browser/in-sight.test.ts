// A docked panel can be seen whatever the page does: it is moved as a whole, zoomed, full screen; and however low the window is.
import { type CDPSession, type Page } from 'playwright';
import { describe, expect } from 'vitest';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { sayLine } from '../helpers/talk.ts';
import { openBar } from '../helpers/tools.ts';

const test = guestTest();

const tall = '<div style="height: 3000px">A long page</div>';

/** Where the panel is, in CSS pixels of what the reader sees. */
const panelBox = (page: Page) =>
  page.evaluate(() => {
    const section = document.querySelector('caption-wire')?.shadowRoot?.querySelector('section');
    const { left, right, top, bottom } = (section as Element).getBoundingClientRect();
    const { offsetLeft, offsetTop, width, height } = visualViewport as VisualViewport;
    return {
      left: Math.round(left - offsetLeft),
      right: Math.round(width - (right - offsetLeft)),
      top: Math.round(top - offsetTop),
      bottom: Math.round(height - (bottom - offsetTop)),
    };
  });

/** The panel is what a pointer meets at its middle. */
const isOnTop = (page: Page) =>
  page.evaluate(() => {
    const host = document.querySelector('caption-wire') as Element;
    const box = host.shadowRoot?.querySelector('section')?.getBoundingClientRect() as DOMRect;
    return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) === host;
  });

describe('a panel at the window’s edge', () => {
  test.for([
    'transform: translateX(0)',
    'filter: grayscale(1)',
    'will-change: transform',
    'perspective: 10px',
    'contain: layout',
    'content-visibility: auto',
    'zoom: 1.25',
  ])('is there in a page whose body has %s', async (style, { openSite, tag, sayTwoLines }) => {
    await sayTwoLines();
    const { page } = await openSite({
      head: `<style>body { margin: 0; ${style} }</style>`,
      body: tall + tag(),
    });
    await expect.poll(() => shownLines(page)).toEqual(twoLines);
    await expect.poll(async () => (await panelBox(page)).bottom).toBe(0);
    await page.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
    await expect.poll(async () => (await panelBox(page)).bottom).toBe(0);
    expect(await isOnTop(page)).toBe(true);
  });

  test.for(['div', 'iframe'])(
    'lies over a %s in full screen, counts what nobody hears meanwhile, and is where it was afterwards',
    async (name, { openSite, tag, sayTwoLines, present }) => {
      await sayTwoLines();
      const body = `<${name} id="full" style="width: 300px; height: 200px; background: #060"></${name}>${tag()}`;
      const { page } = await openSite({ body }, { prepare: watchAnnouncements });
      await expect.poll(() => shownLines(page)).toEqual(twoLines);
      // Within the panel, where nothing of the page shows through.
      const clip = { x: 300, y: 700, width: 600, height: 90 };
      const before = await page.screenshot({ clip });
      await page.evaluate(() => document.querySelector('#full')?.requestFullscreen());
      await expect.poll(() => page.evaluate(() => !!document.fullscreenElement)).toBe(true);
      await expect.poll(() => page.locator('caption-wire').getAttribute('popover')).toBe('manual');
      await expect.poll(async () => (await page.screenshot({ clip })).equals(before)).toBe(true);
      const presenter = await present();
      sayLine(presenter, 'Said in full screen');
      await expect.poll(() => shownLines(page)).toContain('Said in full screen');
      await page.evaluate(() => document.exitFullscreen());
      await expect.poll(() => page.locator('caption-wire').getAttribute('popover')).toBeNull();
      expect((await panelBox(page)).bottom).toBe(0);
      await expect.poll(() => announcedIn(page, 'log')).toEqual(['1 line skipped']);
    },
  );

  test('goes where a reader zooms into on a phone, in letters twice as large', async ({
    openSite,
    tag,
    sayTwoLines,
  }) => {
    await sayTwoLines();
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    const head = '<meta name="viewport" content="width=device-width, initial-scale=1">';
    const { page } = await openSite({ head, body: tall + tag() }, phone);
    await expect.poll(() => shownLines(page)).toEqual(twoLines);
    const client: CDPSession = await page.context().newCDPSession(page);
    await client.send('Input.synthesizePinchGesture', { x: 100, y: 200, scaleFactor: 2 });
    await expect.poll(() => page.evaluate(() => visualViewport?.scale)).toBeGreaterThan(1.5);
    await expect
      .poll(async () => {
        const { left, right, bottom } = await panelBox(page);
        return [left, right, bottom].every((px) => Math.abs(px) <= 1);
      })
      .toBe(true);
    expect((await panelBox(page)).top).toBeGreaterThan(100);
  });
});

describe('however low the window is', () => {
  const lines = async (page: Page) =>
    page.evaluate(() => {
      const root = document.querySelector('caption-wire')?.shadowRoot as ShadowRoot;
      const bottomOf = (selector: string) =>
        root.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
      const stage = root.querySelector('.stage')?.getBoundingClientRect().height ?? 0;
      const line = parseFloat(getComputedStyle(root.querySelector('.log p') as Element).lineHeight);
      return {
        lines: stage / line,
        isInside: bottomOf('.status') <= innerHeight,
        top: root.querySelector('section')?.getBoundingClientRect().top ?? -1,
      };
    });

  test.for([
    [320, 256, 65],
    [844, 390, 155],
    [568, 320, 300],
    [320, 256, 1_000],
  ] as const)(
    'two lines of captions are in sight beside a status, %d x %d, %d characters',
    async ([width, height, length], { openSite, tag, present, sayTwoLines }) => {
      await sayTwoLines();
      const presenter = await present();
      presenter.publish({
        type: 'status',
        level: 'warning',
        text: 'The hall is '.repeat(length).slice(0, length),
      });
      await presenter.settled();
      const { page } = await openSite({ body: tag() }, { viewport: { width, height } });
      await expect.poll(() => shownLines(page)).toEqual(twoLines);
      await page.locator('caption-wire .status').waitFor();
      const seen = await lines(page);
      expect(seen.lines).toBeGreaterThanOrEqual(2);
      expect(seen.isInside).toBe(true);
      expect(seen.top).toBeGreaterThanOrEqual(0);
    },
  );
});

test('a browser that constructs no style sheets shows the same panel', async ({
  openSite,
  tag,
  sayTwoLines,
}) => {
  await sayTwoLines();
  const prepare = (page: Page) =>
    page.addInitScript(() => {
      // As Safari before 16.4.
      Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets');
      Reflect.deleteProperty(ShadowRoot.prototype, 'adoptedStyleSheets');
      window.CSSStyleSheet = function () {
        throw new TypeError('Illegal constructor');
      } as unknown as typeof CSSStyleSheet;
    });
  const { page, logged } = await openSite({ body: tag() }, { prepare });
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  expect((await panelBox(page)).bottom).toBe(0);
  await openBar(page);
  expect(await page.locator('caption-wire [data-tool="pop-out"]').count()).toBe(0);
  expect(logged).toEqual([]);
});

test('a page in a sandbox says that captions cannot be reached, and what would let it in', async ({
  openSite,
  session,
  relay,
}) => {
  const inside = `<script src='${relay.url}/widget.js' data-session='${session}'></script>`;
  const { page, logged } = await openSite(
    {
      body: `<iframe sandbox="allow-scripts" srcdoc="${inside}" style="width: 600px; height: 400px"></iframe>`,
    },
    // The widget waits for ten seconds before it says so.
    { prepare: (page) => page.clock.install() },
  );
  const foot = page.frameLocator('iframe').locator('.foot');
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000);
      return foot.innerText();
    })
    .toContain('Captions cannot be reached');
  await expect.poll(() => logged.join('\n')).toContain('captionwire serve --origin null');
});
