// The transcript and the braille reader against a real relay: all that was said is there, by keyboard and by pointer, and
// what is taken along is the same again.
import { readFileSync } from 'node:fs';

import type { BrowserContextOptions, Download, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import {
  createPresenter,
  createWebSocketTransport,
  newId,
  type Presenter,
  type WebSocketClass,
} from '../../client/index.ts';
import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';
import { type Site, startSite } from '../helpers/site.ts';
import { openBar } from '../helpers/tools.ts';

/** More than a client holds. */
const manyLines = 700;

describe('a long talk', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let site: Site;
  let presenter: Presenter;
  const said: string[] = [];

  const say = (text: string, more: { speaker?: string; lang?: string } = {}) => {
    const id = newId();
    presenter.publish({ type: 'line', id, rev: 1, text, ...more });
    said.push(`${more.speaker ? `${more.speaker}: ` : ''}${text}`);
    return id;
  };

  beforeAll(async () => {
    site = await startSite();
    relay = await startRelayProcess({ data: folder.path, parameters: ['--demo', '--origin', site.url] });
    const { token } = await relay.invite('support');
    presenter = createPresenter({
      relay: relay.url,
      session: 'support',
      token: token as string,
      name: 'Maya',
      transport: createWebSocketTransport(WebSocket as unknown as WebSocketClass),
    });
    for (let n = 1; n <= manyLines; n++) say(`Line number ${n}`, { speaker: n % 2 ? 'Maya' : 'Tom' });
    say('If a < b & b > c --> done', { speaker: 'Zoé & <Co>' });
    say('صباح الخير', { lang: 'ar' });
    const id = say('We meat at the café', { speaker: 'Tom' });
    const corrected = { text: 'We meet at the café', speaker: 'Tom' };
    presenter.publish({ type: 'line', id, rev: 2, ...corrected });
    said.splice(-1, 1, 'Tom: We meet at the café');
    say('The end');
    await presenter.settled();
  });
  afterAll(async () => {
    presenter?.close();
    await relay?.end();
    await site?.close();
    folder.remove();
  });

  async function open(tool: string, options: BrowserContextOptions = {}, url?: string): Promise<Page> {
    const context = await browser().newContext({ viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    await page.goto(url ?? `${relay.url}/demo/support.html`);
    await page.locator('caption-wire .log p', { hasText: 'The end' }).waitFor();
    await openBar(page);
    await page.locator(`caption-wire [data-tool=${tool}]`).click();
    await page.locator('caption-wire .drawer [data-line]').first().waitFor();
    return page;
  }
  const lines = (page: Page) => page.locator('caption-wire .line p');
  const focused = (page: Page) =>
    page.evaluate(() => {
      const node = document.querySelector('caption-wire')?.shadowRoot?.activeElement;
      return node?.closest('[data-line]')?.querySelector('p')?.textContent?.trim() ?? node?.ariaLabel;
    });
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  test('is in the transcript from its first line on, as it stands now', async () => {
    const page = await open('transcript');
    await expect.poll(() => lines(page).count()).toBe(said.length);
    const shown = (await lines(page).allTextContents()).map((text) => text.trim());
    expect(shown).toEqual(said.map((text) => (text.includes('meet') ? `${text} corrected` : text)));
    await page.context().close();
  });

  test('is searched, bookmarked and left by keyboard alone', async () => {
    const page = await open('transcript');
    await expect.poll(() => lines(page).count()).toBe(said.length);
    await press(page, 'Tab');
    // The other tools, then what the drawer has.
    for (let steps = 0; (await focused(page)) !== 'Search'; steps++) {
      expect(steps).toBeLessThan(20);
      await press(page, 'Tab');
    }
    await page.keyboard.type('NUMBER 7');
    await page.getByRole('button', { name: /^1 of 1\d+$/ }).waitFor();
    await press(page, 'Enter');
    const found = page.locator('caption-wire .found');
    await expect.poll(() => found.locator('p').textContent()).toContain('Line number 70');
    // Into the list: its scroller, then the found line's bookmark.
    for (let steps = 0; !(await focused(page))?.includes('Line number 70'); steps++) {
      expect(steps).toBeLessThan(20);
      await press(page, 'Tab');
    }
    await press(page, 'Space', 'ArrowDown', 'ArrowDown', 'Enter', 'Home');
    expect(await focused(page)).toContain('Line number 1');
    await press(page, 'b');
    expect(await focused(page)).toContain('Line number 70');
    await press(page, 'b');
    expect(await focused(page)).toContain('Line number 72');
    await press(page, 'Escape');
    await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test.for([
    ['wide', { viewport: { width: 1280, height: 800 } }],
    ['narrow', { viewport: { width: 320, height: 640 }, hasTouch: true }],
    ['at 400 % zoom', { viewport: { width: 320, height: 256 } }],
  ] as const)('is scrolled, bookmarked and followed again by pointer alone, %s', async ([, options]) => {
    const page = await open('transcript', options);
    await expect.poll(() => lines(page).count()).toBe(said.length);
    await page.locator('caption-wire .lines').hover();
    await page.mouse.wheel(0, -2_000);
    const jump = page.locator('caption-wire .drawer .jump');
    await jump.waitFor();
    const star = page.locator('caption-wire .line button').nth(manyLines - 30);
    await star.click();
    await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Bookmarks' }).click();
    await expect.poll(() => lines(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Bookmarks' }).click();
    await expect.poll(() => lines(page).count()).toBe(said.length);
    await page.locator('caption-wire .lines').hover();
    await page.mouse.wheel(0, -2_000);
    await jump.click();
    await jump.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.context().close();
  });

  test('is copied whole, or what is chosen of it', async () => {
    const page = await open('transcript', { permissions: ['clipboard-read', 'clipboard-write'] });
    await expect.poll(() => lines(page).count()).toBe(said.length);
    const copied = async () => {
      await page.getByRole('button', { name: 'Copy', exact: true }).click();
      await page.locator('caption-wire .tray', { hasText: 'Copied' }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied()).toBe(said.join('\n'));
    await lines(page).last().click({ clickCount: 3 });
    expect((await copied()).trim()).toBe('The end');
    await page.context().close();
  });

  test('is downloaded on a page with the strictest policy, and a video shows the same lines', async () => {
    site.show({
      body: `<script async src="${relay.url}/widget.js" data-session="support"></script>`,
      headers: {
        'content-security-policy': `default-src 'none'; script-src ${relay.url}; connect-src ${relay.url} ${relay.url.replace('http', 'ws')}; require-trusted-types-for 'script'`,
      },
    });
    const page = await open('transcript', {}, site.url);
    const files: Record<string, string> = {};
    for (const ending of ['txt', 'vtt', 'srt']) {
      const [download] = await Promise.all([
        page.waitForEvent('download') as Promise<Download>,
        page.getByRole('button', { name: `Download .${ending}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`support.${ending}`);
      files[ending] = readFileSync(await download.path(), 'utf8');
    }
    await page.context().close();
    expect(files['txt']).toBe(said.map((text) => `${text}\n`).join(''));
    expect(files['srt']?.match(/ --> /g)).toHaveLength(said.length);

    const player = await browser().newPage();
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
    await player.close();
    expect(cues.map(({ text }) => text)).toEqual(said);
    expect(cues.every(({ ends }) => ends >= 0.999 && ends <= 7.001)).toBe(true);
  });

  test('is read line by line in the braille reader, by keyboard alone, while more is said', async () => {
    const page = await open('reader');
    const blocks = page.locator('caption-wire .blocks p');
    await expect.poll(() => blocks.count()).toBe(said.length);
    for (let steps = 0; (await focused(page)) !== 'The end'; steps++) {
      expect(steps).toBeLessThan(20);
      await press(page, 'Tab');
    }
    await press(page, 'ArrowUp');
    expect(await focused(page)).toBe('Tom: We meet at the café (corrected)');
    say('One more thing', { speaker: 'Maya' });
    await page.locator('caption-wire .tray', { hasText: '2 lines unread' }).waitFor();
    expect(await focused(page)).toBe('Tom: We meet at the café (corrected)');
    await press(page, 'End');
    expect(await focused(page)).toBe('Maya: One more thing');
    await page.locator('caption-wire .tray', { hasText: '0 lines unread' }).waitFor();
    await press(page, 'Home');
    expect(await focused(page)).toBe('Maya: Line number 1');
    await press(page, 'Escape');
    await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
