// The video demo as a reader meets it: captions over the film, in full screen, with the player's own controls, moved about,
// and in a window of their own; by keyboard alone and by pointer, wide and narrow.

import type { BrowserContextOptions, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { violations, wcag } from '../helpers/axe.ts';
import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess } from '../helpers/relay-process.ts';

const wide: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const narrow: BrowserContextOptions = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' };

declare global {
  interface Window {
    /** How much of the page has moved by itself so far (Layout Instability). */
    shifted(): number;
  }
}

/** Runs in the page, before its own scripts. */
function watchShifts(): void {
  let sum = 0;
  const add = (entries: PerformanceEntry[]) => {
    for (const entry of entries) sum += (entry as unknown as { value: number }).value;
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  window.shifted = () => {
    add(observer.takeRecords());
    return sum;
  };
}

describe('captions over a film', () => {
  const { browser } = useBrowser();
  let relay: RelayProcess;

  beforeAll(async () => {
    relay = await startRelayProcess({ parameters: ['--demo'] });
  });
  afterAll(async () => {
    await relay?.end();
  });

  const over = (page: Page) => page.locator('caption-wire .over > div');
  const film = (page: Page) => page.locator('video');

  async function open(options: BrowserContextOptions): Promise<{ page: Page; logged: string[] }> {
    const page = await (await browser().newContext(options)).newPage();
    await page.addInitScript(watchShifts);
    const logged: string[] = [];
    page.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', ({ message }) => logged.push(`pageerror: ${message}`));
    await page.goto(`${relay.url}/demo/video.html`);
    await over(page).locator('p').first().waitFor({ timeout: 20_000 });
    return { page, logged };
  }

  const boxes = async (page: Page) => {
    const [block, box] = await Promise.all([over(page).boundingBox(), film(page).boundingBox()]);
    if (!block || !box) throw new Error('not to be seen');
    return { block, box };
  };

  test.for([
    ['wide', wide, 0.68],
    ['narrow and dark', narrow, 0.92],
  ] as const)('lie within it, %s, go with it, and move nothing of the page', async ([, options, share]) => {
    const { page, logged } = await open(options);
    const { block, box } = await boxes(page);
    expect(block.width / box.width).toBeCloseTo(share, 2);
    expect(block.x - box.x).toBeCloseTo((box.width - block.width) / 2, 0);
    expect(block.y).toBeGreaterThanOrEqual(box.y - 1);
    expect(block.y + block.height).toBeLessThanOrEqual(box.y + box.height * (11 / 12) + 1);
    await page.evaluate(() => scrollBy({ top: 120, behavior: 'instant' }));
    const scrolled = await boxes(page);
    expect(scrolled.box.y).toBeLessThan(box.y);
    expect(scrolled.block.y + scrolled.block.height - scrolled.box.y).toBeCloseTo(
      block.y + block.height - box.y,
      0,
    );
    expect(await page.evaluate(() => window.shifted())).toBeLessThan(0.01);
    expect(logged).toEqual([]);
    await page.context().close();
  });

  test('stand above the controls while those are there', async () => {
    const { page } = await open(wide);
    await film(page).hover();
    await expect
      .poll(async () => {
        const { block, box } = await boxes(page);
        return box.y + box.height - block.y - block.height;
      })
      .toBeGreaterThanOrEqual(72);
    await page.context().close();
  });

  test.for([
    ['the film itself', 'video'],
    ['what the film stands in', '.player'],
  ])('are over %s in full screen, and back in the page after it', async ([, selector]) => {
    const { page } = await open(wide);
    await film(page).click({ position: { x: 300, y: 100 } });
    await page.evaluate((which) => document.querySelector(which as string)?.requestFullscreen(), selector);
    await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBeTruthy();
    await expect.poll(async () => (await over(page).boundingBox())?.width ?? 0).toBeGreaterThan(800);
    const { block } = await boxes(page);
    // They are painted there: without them the same pixels are others.
    const painted = () => page.screenshot({ clip: block });
    const shown = await painted();
    await page.evaluate(() => {
      const root = document.querySelector('caption-wire')?.shadowRoot;
      root?.querySelector<HTMLElement>('.over')?.style.setProperty('visibility', 'hidden');
    });
    const bare = await painted();
    expect(bare.equals(await painted())).toBe(true);
    expect(bare.equals(shown)).toBe(false);
    expect(block.y + block.height).toBeLessThanOrEqual(800 * (11 / 12) + 1);
    await page.evaluate(() => document.exitFullscreen());
    await expect.poll(async () => (await over(page).boundingBox())?.width ?? 0).toBeLessThan(700);
    await page.context().close();
  });

  test('give way to the player’s own, which have the same words', async () => {
    const { page } = await open(wide);
    await page.evaluate(() => {
      const { textTracks } = document.querySelector('video') as HTMLVideoElement;
      const ours = Array.from(textTracks).at(-1) as TextTrack;
      ours.mode = 'showing';
    });
    await over(page).waitFor({ state: 'hidden' });
    const lastCue = () =>
      page.evaluate(() => {
        const track = Array.from((document.querySelector('video') as HTMLVideoElement).textTracks).at(-1);
        return (Array.from(track?.activeCues ?? []).at(-1) as VTTCue | undefined)?.text ?? '';
      });
    const lastRow = () => page.locator('caption-wire .over p').last().textContent();
    await expect
      .poll(async () => {
        const row = (await lastRow()) ?? '';
        return row !== '' && (await lastCue()).endsWith(row);
      })
      .toBe(true);
    await page.context().close();
  });

  test('are switched off and on by keyboard alone', async () => {
    const { page } = await open(narrow);
    const press = async (name: string, key: string) => {
      const button = page.getByRole('button', { name });
      await button.focus();
      await page.keyboard.press(key);
    };
    await press('Captions', 'Enter');
    await press('Tools', 'Enter');
    await press('Over the video', 'Space');
    await press('Hide', 'Enter');
    await page.getByRole('button', { name: 'Captions' }).waitFor();
    expect(await over(page).isVisible()).toBe(false);
    await press('Captions', 'Enter');
    await press('Over the video', 'Space');
    // The panel, which has the same words, covers a film that small.
    await press('Hide', 'Enter');
    await over(page).waitFor();
    await page.context().close();
  });

  test('come with a panel that is dragged by a pointer and moved by keys', async () => {
    const { page } = await open(wide);
    await page.getByRole('button', { name: 'Captions' }).click();
    await page.getByRole('button', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    const panel = page.locator('caption-wire section');
    const handle = page.locator('caption-wire .handle').first();
    await handle.press('ArrowUp');
    const before = await panel.boundingBox();
    const grip = await handle.boundingBox();
    if (!before || !grip) throw new Error('not to be seen');
    await page.mouse.move(grip.x + 20, grip.y + 20);
    await page.mouse.down();
    await page.mouse.move(grip.x - 180, grip.y - 80, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(10, 10);
    const after = await panel.boundingBox();
    expect((after?.x ?? 0) - before.x).toBeCloseTo(-200, -1);
    expect((after?.y ?? 0) - before.y).toBeCloseTo(-100, -1);
    await page.setViewportSize({ width: 320, height: 480 });
    const small = await panel.boundingBox();
    expect(small?.x).toBeGreaterThanOrEqual(0);
    expect((small?.x ?? 0) + (small?.width ?? 0)).toBeLessThanOrEqual(320);
    expect((small?.y ?? 0) + (small?.height ?? 0)).toBeLessThanOrEqual(480);
    await page.context().close();
  });

  test.for([
    ['above all others', true],
    ['that is an ordinary one', false],
  ] as const)('have a window %s, and are back when it is closed', async ([, isAbove]) => {
    const { page, logged } = await open(wide);
    if (!isAbove) await page.evaluate(() => Reflect.deleteProperty(window, 'documentPictureInPicture'));
    await page.getByRole('button', { name: 'Captions' }).click();
    await page.getByRole('button', { name: 'Tools' }).click();
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Own window' }).click();
    const own = await opened;
    await own.locator('.log p').first().waitFor();
    await expect.poll(() => own.title()).toBe('Captions · talk');
    await expect.poll(() => own.evaluate(() => document.documentElement.lang)).toBe('en');
    const look = (of: Page) =>
      of.locator('section').evaluate((section) => getComputedStyle(section).backgroundColor);
    await expect.poll(() => look(own)).toBe('rgb(20, 22, 26)');
    const last = await own.locator('.log p').last().textContent();
    await expect.poll(() => own.locator('.log p').last().textContent(), { timeout: 10_000 }).not.toBe(last);
    expect(await page.locator('caption-wire .log').count()).toBe(0);
    // A window of nothing but captions has no need of a heading.
    expect(await violations(own, wcag)).toEqual([]);
    await own.getByRole('button', { name: 'Hide' }).click();
    await page.locator('caption-wire .log p').first().waitFor();
    await expect.poll(() => own.isClosed()).toBe(true);
    expect(logged).toEqual([]);
    await page.context().close();
  });

  test.for([
    ['wide', wide],
    ['narrow and dark', narrow],
    ['with forced colours', { ...wide, forcedColors: 'active' }],
  ] as const)('leave axe nothing to find, %s, with the drawer Move open too', async ([, options]) => {
    const { page } = await open(options);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Captions' }).click();
    await page.getByRole('button', { name: 'Tools' }).click();
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByRole('button', { name: 'Narrower' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
