// The transcript and the braille reader against a real relay: all that was said is there, by keyboard and by pointer, and
// what is taken along is the same again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import type { Presenter } from '../../client/index.ts';
import { guestTest } from '../helpers/guest-test.ts';
import type { PageOptions } from '../helpers/page-test.ts';
import { testFolder } from '../helpers/running-relay.ts';
import { strictPolicy } from '../helpers/site.ts';
import { sayLine } from '../helpers/talk.ts';
import { openBar, openDrawer } from '../helpers/tools.ts';
import { until } from '../helpers/until.ts';

/** More than a client holds. */
const manyLines = 700;
/** More than there are stops for the Tab key on the way to anything in a drawer. */
const mostSteps = 20;

/** Lines of a long talk, as a reader sees them. */
const talkLines = [
  ...Array.from({ length: manyLines }, (_, at) => `${at % 2 ? 'Tom' : 'Maya'}: Line number ${at + 1}`),
  'Zoé & <Co>: If a < b & b > c --> done',
  'صباح الخير',
  'Tom: We meet at the café',
  'The end',
];

/** Says all of that, one line of it corrected; resolves when the relay has it. */
async function sayTalk(presenter: Presenter): Promise<void> {
  for (let n = 1; n <= manyLines; n++) {
    sayLine(presenter, `Line number ${n}`, { speaker: n % 2 ? 'Maya' : 'Tom' });
  }
  sayLine(presenter, 'If a < b & b > c --> done', { speaker: 'Zoé & <Co>' });
  sayLine(presenter, 'صباح الخير', { lang: 'ar' });
  const id = sayLine(presenter, 'We meat at the café', { speaker: 'Tom' });
  presenter.publish({ type: 'line', id, rev: 2, text: 'We meet at the café', speaker: 'Tom' });
  sayLine(presenter, 'The end');
  await presenter.settled();
}

const lines = (page: Page) => page.locator('caption-wire .line p');

/** Says the talk in this test's session, and opens a page with it, one drawer open and all of it there. */
const test = guestTest().extend(
  'openTalk',
  ({ relay, site, present, newPage, tag }) =>
    async (tool: string, options?: PageOptions) => {
      const presenter = await present();
      await sayTalk(presenter);
      site.show({ body: tag(), headers: strictPolicy(relay.url) });
      const page = await newPage(options);
      // Copying needs a page that is trusted.
      await page.goto(site.localUrl);
      await page.locator('caption-wire .log p', { hasText: 'The end' }).waitFor();
      await openBar(page);
      await openDrawer(page, tool);
      const rows = tool === 'transcript' ? lines(page) : page.locator('caption-wire .blocks p');
      await expect.poll(() => rows.count()).toBe(talkLines.length);
      return { page, presenter };
    },
);

const focused = (page: Page) =>
  page.evaluate(() => {
    const node = document.querySelector('caption-wire')?.shadowRoot?.activeElement;
    return node?.closest('[data-line]')?.querySelector('p')?.textContent?.trim() ?? node?.ariaLabel ?? '';
  });
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; !(await focused(page)).includes(name); steps++) {
    expect(steps, name).toBeLessThan(mostSteps);
    await press(page, 'Tab');
  }
}

describe('a long talk', () => {
  test('is in the transcript from its first line on, as it stands now', async ({ openTalk }) => {
    const { page } = await openTalk('transcript');
    const shown = (await lines(page).allTextContents()).map((text) => text.trim());
    expect(shown).toEqual(talkLines.map((text) => (text.includes('meet') ? `${text} corrected` : text)));
  });

  test('is searched, bookmarked and left by keyboard alone', async ({ openTalk }) => {
    const { page } = await openTalk('transcript');
    const focus = () => focused(page);
    await press(page, 'Tab');
    // The other tools, then what the drawer has.
    await tabTo(page, 'Search');
    await page.keyboard.type('NUMBER 7');
    await page.getByRole('button', { name: /^1 of 1\d+$/ }).waitFor();
    await press(page, 'Enter');
    const found = page.locator('caption-wire .found');
    await expect.poll(() => found.locator('p').textContent()).toContain('Line number 70');
    // Into the list: its scroller, then the found line's bookmark.
    await tabTo(page, 'Line number 70');
    await press(page, 'Space', 'ArrowDown', 'ArrowDown', 'Enter', 'Home');
    await expect.poll(focus).toContain('Line number 1');
    await press(page, 'b');
    await expect.poll(focus).toContain('Line number 70');
    await press(page, 'b');
    await expect.poll(focus).toContain('Line number 72');
    await press(page, 'Escape');
    await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
  });

  test.for([
    ['wide', {}],
    ['narrow', { viewport: { width: 320, height: 640 }, hasTouch: true }],
    ['at 400 % zoom', { viewport: { width: 320, height: 256 } }],
  ] as const)(
    'is scrolled, bookmarked and followed again by pointer alone, %s',
    async ([, options], { openTalk }) => {
      const { page } = await openTalk('transcript', options);
      const jump = page.locator('caption-wire .drawer .jump');
      /** Until the way to the newest line is offered: a list that has just changed goes there by itself once more. */
      const scrollBack = () =>
        expect
          .poll(async () => {
            await page.locator('caption-wire .lines').hover();
            await page.mouse.wheel(0, -2_000);
            return jump.isVisible();
          })
          .toBe(true);
      await scrollBack();
      const star = page.locator('caption-wire .line button').nth(manyLines - 30);
      await star.click();
      await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true');
      await page.getByRole('button', { name: 'Bookmarks' }).click();
      await expect.poll(() => lines(page).count()).toBe(1);
      await page.getByRole('button', { name: 'Bookmarks' }).click();
      await expect.poll(() => lines(page).count()).toBe(talkLines.length);
      await scrollBack();
      await jump.click();
      await jump.waitFor({ state: 'detached' });
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    },
  );

  test('is copied whole, or what is chosen of it', async ({ openTalk }) => {
    const { page } = await openTalk('transcript', { permissions: ['clipboard-read', 'clipboard-write'] });
    /** Tries again where another test's page, which has the same clipboard, copied something meanwhile. */
    const copies = (text: string, choose = async () => {}) =>
      until(async () => {
        await choose();
        await page.getByRole('button', { name: 'Copy', exact: true }).click();
        await page.locator('caption-wire .tray', { hasText: 'Copied' }).waitFor();
        expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(text);
      });
    await copies(talkLines.join('\n'));
    await copies('The end', () => lines(page).last().click({ clickCount: 3 }));
  });

  test('is copied where the page has no clipboard of its own', async ({ openTalk }) => {
    const { page } = await openTalk('transcript', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not here'));
    });
    const copy = page.getByRole('button', { name: 'Copy', exact: true });
    await until(async () => {
      await copy.click();
      await page.locator('caption-wire .tray', { hasText: 'Copied' }).waitFor();
      expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(talkLines.join('\n'));
    });
    expect(
      await copy.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
    ).toBe(true);
  });

  test('is downloaded on a page with the strictest policy, and a video shows the same lines', async ({
    site,
    session,
    newPage,
    openTalk,
  }) => {
    const { page } = await openTalk('transcript');
    const folder = testFolder();
    const files: Record<string, string> = {};
    for (const ending of ['txt', 'vtt', 'srt']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Download .${ending}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`${session}.${ending}`);
      const path = join(folder, ending);
      await download.saveAs(path);
      files[ending] = readFileSync(path, 'utf8');
    }
    expect(files['txt']).toBe(talkLines.map((text) => `${text}\n`).join(''));
    expect(files['srt']?.match(/ --> /g)).toHaveLength(talkLines.length);

    const player = await newPage();
    site.show({ body: '<video></video>' }, '/player');
    await player.goto(`${site.url}/player`);
    const cues = await player.evaluate(async (vtt) => {
      const track = document.createElement('track');
      document.querySelector('video')?.append(track);
      track.track.mode = 'showing';
      const loaded = new Promise((resolve, reject) => {
        track.addEventListener('load', resolve);
        track.addEventListener('error', reject);
      });
      track.src = URL.createObjectURL(new Blob([vtt], { type: 'text/vtt' }));
      await loaded;
      return Array.from(track.track.cues as TextTrackCueList, (cue) => {
        const content = (cue as VTTCue).getCueAsHTML();
        const voice = content.querySelector('span')?.title;
        return {
          text: `${voice ? `${voice}: ` : ''}${content.textContent}`,
          ends: cue.endTime - cue.startTime,
        };
      });
    }, files['vtt'] as string);
    expect(cues.map(({ text }) => text)).toEqual(talkLines);
    expect(cues.every(({ ends }) => ends >= 0.999 && ends <= 7.001)).toBe(true);
  });

  test('is read line by line in the braille reader, by keyboard alone, while more is said', async ({
    openTalk,
  }) => {
    const { page, presenter } = await openTalk('reader');
    const focus = () => focused(page);
    await tabTo(page, 'The end');
    await press(page, 'ArrowUp');
    await expect.poll(focus).toBe('Tom: We meet at the café (corrected)');
    sayLine(presenter, 'One more thing', { speaker: 'Maya' });
    await page.locator('caption-wire .tray', { hasText: '2 lines unread' }).waitFor();
    expect(await focus()).toBe('Tom: We meet at the café (corrected)');
    await press(page, 'End');
    await expect.poll(focus).toBe('Maya: One more thing');
    await page.locator('caption-wire .tray', { hasText: '0 lines unread' }).waitFor();
    await press(page, 'Home');
    await expect.poll(focus).toBe('Maya: Line number 1');
    await press(page, 'Escape');
    await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
  });
});
