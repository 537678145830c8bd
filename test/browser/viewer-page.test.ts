// The viewer page as people meet it: the panel as a whole page, and, without JavaScript, plain text that goes on by itself.
import type { Locator, Page } from 'playwright';
import { describe, expect } from 'vitest';

import { drawn } from '../../audit/views.ts';
import { viewerLink } from '../../protocol/links.ts';
import { violations } from '../helpers/axe.ts';
import { shownLines } from '../helpers/browser.ts';
import { type PageOptions, pageTest } from '../helpers/page-test.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { sayLine } from '../helpers/talk.ts';

const noScript = { javaScriptEnabled: false };
const wide = { viewport: { width: 1280, height: 800 } };
const narrowAndDark = { viewport: { width: 320, height: 256 }, colorScheme: 'dark' } as const;

/** Says two lines in this test's session, then opens its viewer page, or the plain text: `/plain`, which never ends loading. */
const test = pageTest().extend(
  'openTalk',
  ({ relay, session, newPage, present }) =>
    async (options: PageOptions = {}, more = '') => {
      const presenter = await present();
      sayLine(presenter, 'Good morning.', { speaker: 'Maya', lang: 'en' });
      sayLine(presenter, 'صباح الخير', { speaker: 'ليلى', lang: 'ar' });
      await presenter.settled();
      const page = await newPage(options);
      await page.goto(`${relay.url}/s/${session}${more}`, { waitUntil: 'commit' });
      return { page, presenter };
    },
);

const plainLines = (page: Page) => page.locator('.plain-log .line').allInnerTexts();

/** Where a line stands once it has come to rest: in the same place at three looks. */
async function restingPlace(line: Locator): Promise<number> {
  const seen: number[] = [];
  await expect
    .poll(async () => {
      seen.push((await line.boundingBox())?.y ?? 0);
      return seen.length > 2 && new Set(seen.slice(-3)).size === 1;
    })
    .toBe(true);
  return seen.at(-1) as number;
}

describe('without JavaScript', () => {
  test('the viewer page goes on to plain text, in which lines appear while it is open', async ({
    openTalk,
  }) => {
    const { page, presenter } = await openTalk(noScript);
    await page.waitForURL('**/plain', { waitUntil: 'commit' });
    await expect.poll(() => plainLines(page)).toEqual(['Maya: Good morning.', 'ليلى: صباح الخير']);
    const newest = async () => (await plainLines(page)).at(-1);
    const id = sayLine(presenter, 'Welcome to the twon hall.');
    await expect.poll(newest).toBe('Welcome to the twon hall.');
    presenter.publish({ type: 'line', id, rev: 2, text: 'Welcome to the town hall.' });
    await expect.poll(newest).toBe('Correction: Welcome to the town hall.');
    presenter.publish({ type: 'retract', id });
    await expect.poll(newest).toBe('Taken back: Welcome to the town hall.');
    // Right-to-left words run so, and in their own language.
    const arabic = page.locator('.plain-log .line', { hasText: 'صباح' });
    expect(await arabic.getAttribute('lang')).toBe('ar');
  });

  test('the newest line stays in view, and the reader who scrolled back is left alone', async ({
    openTalk,
  }) => {
    const height = 400;
    const { page, presenter } = await openTalk({ ...noScript, viewport: { width: 320, height } }, '/plain');
    for (let n = 1; n <= 40; n++) sayLine(presenter, `Line ${n} is long enough to wrap on a narrow screen.`);
    const last = page.getByText('Line 40 is');
    await last.waitFor();
    /** Where the newest line is, and all that could have moved it where it should not be. */
    const placeOfLast = async () => {
      const box = await last.boundingBox();
      if (box && box.y > 0 && box.y + box.height <= height) return 'in view';
      const scroll = await page.locator('.plain-log').evaluate((log) => ({
        top: log.scrollTop,
        height: log.scrollHeight,
        window: log.clientHeight,
        display: getComputedStyle(log).display,
        page: document.scrollingElement?.scrollTop,
      }));
      return JSON.stringify({ box, scroll });
    };
    await expect.poll(placeOfLast).toBe('in view');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.locator('.plain-log').focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await expect.poll(placeOfLast).not.toBe('in view');
    // Nothing moves under the eyes of a reader who reads back.
    const line = page.getByText('Line 30 is');
    const before = await restingPlace(line);
    sayLine(presenter, 'One more.');
    await page.getByText('One more.').waitFor({ state: 'attached' });
    // The browser puts the line back before it draws, and a look may come first.
    const after = await restingPlace(line);
    // Less than a pixel of a screen.
    expect(Math.abs(after - before)).toBeLessThan(1);
  });

  test('axe finds nothing in the plain text, wide, narrow and dark', async ({ openTalk }) => {
    // The finder is a script; the page has none.
    const { page } = await openTalk({}, '/plain');
    await page.getByText('Good morning.').waitFor();
    for (const { viewport, ...media } of [wide, narrowAndDark]) {
      await page.setViewportSize(viewport);
      await page.emulateMedia(media);
      await drawn(page);
      expect(await violations(page, 'every')).toEqual([]);
    }
  });

  test('a private session says why it cannot be read', async ({ newPage }) => {
    const guarded = await startRelay({ private: true });
    const page = await newPage(noScript);
    await page.goto(`${guarded.url}/s/town-hall#token=x`);
    await page.getByText('They need JavaScript').waitFor();
    expect(page.url()).toContain('/s/town-hall#');
  });
});

describe('with JavaScript', () => {
  test.for([
    { width: 1280, height: 800 },
    { width: 320, height: 640 },
  ])(
    'the panel fills the page at %j, with nothing to scroll besides the captions',
    async (viewport, { openTalk, session }) => {
      const { page } = await openTalk({ viewport });
      await expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
      const panel = page.locator('caption-wire section');
      await expect
        .poll(async () => (await panel.boundingBox())?.width)
        .toBeGreaterThan(viewport.width * 0.85);
      await expect
        .poll(async () => (await panel.boundingBox())?.height)
        .toBeGreaterThan(viewport.height * 0.8);
      const { scrollHeight, scrollWidth } = await page.evaluate(() => {
        const { scrollHeight: high, scrollWidth: wide } = document.documentElement;
        return { scrollHeight: high, scrollWidth: wide };
      });
      expect(scrollHeight).toBeLessThanOrEqual(viewport.height);
      expect(scrollWidth).toBeLessThanOrEqual(viewport.width);
      expect(await page.title()).toBe(`${session} · live captions`);
    },
  );

  test('it cannot be hidden, and one that is hidden by an older choice can be shown', async ({
    openTalk,
  }) => {
    const { page } = await openTalk();
    const showsLines = () => expect.poll(() => shownLines(page)).toContain('Maya: Good morning.');
    await showsLines();
    const toggle = page.locator('caption-wire .toggle');
    await toggle.waitFor({ state: 'hidden' });
    // Also when all comes from the browser's cache, with tools that begin at once.
    await page.evaluate(() => localStorage.setItem('captionwire', 'size=125'));
    await page.reload();
    await showsLines();
    await toggle.waitFor({ state: 'hidden' });
    await page.evaluate(() => document.querySelector('caption-wire')?.close());
    await toggle.click();
    await showsLines();
  });

  test.for([
    ['the panel', true],
    ['the plain text', false],
  ] as const)(
    'on paper the words of %s are black on white, whatever the screen is',
    async ([, javaScriptEnabled], { openTalk }) => {
      const options = { colorScheme: 'dark', javaScriptEnabled } as const;
      const { page } = await openTalk(options, javaScriptEnabled ? '' : '/plain');
      const lines = javaScriptEnabled ? '.log p' : '.plain-log .line';
      // All of them, and not what stands there before the first.
      await page.locator(lines, { hasText: 'صباح' }).waitFor();
      await page.emulateMedia({ media: 'print' });
      const ground = page.locator(javaScriptEnabled ? 'caption-wire section' : 'body');
      await expect
        .poll(async () => [
          await page
            .locator(lines)
            .first()
            .evaluate((node) => getComputedStyle(node).color),
          await ground.evaluate((node) => getComputedStyle(node).backgroundColor),
        ])
        .toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      // All of it, one line below the other, and none above the paper's edge.
      const tops = await page
        .locator(`h1, ${lines}`)
        .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().top));
      expect(tops.length).toBeGreaterThan(2);
      expect(tops).toEqual(tops.toSorted((one, other) => one - other));
      expect(tops[0]).toBeGreaterThanOrEqual(0);
    },
  );

  test('opens a private session with the token in its link', async ({ newPage }) => {
    const guarded = await startRelay({ private: true });
    const token = await guarded.invite({ session: 'town-hall', role: 'viewer' });
    const page = await newPage();
    await page.goto(viewerLink(guarded.url, 'town-hall', token));
    await page.locator('caption-wire').getByText('Captions will appear here.').waitFor();
    expect(await page.locator('.viewer header a').count()).toBe(0);
  });
});
