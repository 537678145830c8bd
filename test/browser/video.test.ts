// The video demo as a reader meets it: captions over the film, in full screen, with the player's own controls, moved about,
// and in a window of their own; by keyboard alone and by pointer, wide and narrow.
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { drawn } from '../../audit/views.ts';
import { violations, wcag } from '../helpers/axe.ts';
import { noteLog } from '../helpers/browser.ts';
import { type PageOptions, pageTest } from '../helpers/page-test.ts';
import { sayLine } from '../helpers/talk.ts';

const wide = { viewport: { width: 1280, height: 800 } };
const narrow = { viewport: { width: 320, height: 640 }, colorScheme: 'dark' } as const;

declare global {
  interface Window {
    /** How much of the page has moved by itself so far (Layout Instability). */
    shifted(): number;
  }
}

/** Runs in the page, before its own scripts. */
function watchShifts(): void {
  let sum = 0;
  // Nodes of the widget, whose lines move up when one more comes, are not named to the page.
  type Shift = { readonly value: number; readonly sources: readonly { readonly node: Node | null }[] };
  const add = (entries: PerformanceEntry[]) => {
    for (const { value, sources } of entries as unknown as Shift[]) {
      if (sources.some(({ node }) => node)) sum += value;
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift' });
  window.shifted = () => {
    add(observer.takeRecords());
    return sum;
  };
}

const over = (page: Page) => page.locator('caption-wire .over > div');
const film = (page: Page) => page.locator('video');

/** Opens the demo in a talk of two lines, which lie over the film; `say` says one more. */
const test = pageTest().extend('openDemo', ({ newPage, relay, present }) => async (options: PageOptions) => {
  const page = await newPage(options);
  await page.addInitScript(watchShifts);
  const logged = noteLog(page);
  await page.goto(`${relay.url}/demo/video.html`);
  const presenter = await present({ session: 'talk' });
  sayLine(presenter, 'Good evening, and welcome to Lantern Hall.', { speaker: 'Amara' });
  sayLine(presenter, 'Thank you. It is good to be here.', { speaker: 'Mateo' });
  await over(page).locator('p', { hasText: 'It is good' }).last().waitFor();
  return { page, logged, say: (text: string) => void sayLine(presenter, text) };
});

const boxes = async (page: Page) => {
  const [block, box] = await Promise.all([over(page).boundingBox(), film(page).boundingBox()]);
  if (!block || !box) throw new Error('not to be seen');
  return { block, box };
};
/** How far the captions' lower edge is below the film's upper edge. */
const depth = async (page: Page) => {
  const { block, box } = await boxes(page);
  return block.y + block.height - box.y;
};

async function openMove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Captions' }).click();
  await page.getByRole('button', { name: 'Tools' }).click();
  await page.getByRole('button', { name: 'Move', exact: true }).click();
  await page.getByRole('button', { name: 'Narrower' }).waitFor();
}

describe('captions over a film', () => {
  test.for([
    ['wide', wide, 0.68],
    ['narrow and dark', narrow, 0.92],
  ] as const)(
    'lie within it, %s, go with it, and move nothing of the page',
    async ([, options, share], { openDemo }) => {
      const { page, logged } = await openDemo(options);
      const { block, box } = await boxes(page);
      expect(block.width / box.width).toBeCloseTo(share, 2);
      expect(block.x - box.x).toBeCloseTo((box.width - block.width) / 2, 0);
      expect(block.y).toBeGreaterThanOrEqual(box.y - 1);
      expect(block.y + block.height).toBeLessThanOrEqual(box.y + box.height * (11 / 12) + 1);
      const before = await depth(page);
      await page.evaluate(() => scrollBy({ top: 120, behavior: 'instant' }));
      await expect.poll(async () => (await boxes(page)).box.y).toBeLessThan(box.y);
      await expect.poll(() => depth(page)).toBeCloseTo(before, 0);
      expect(await page.evaluate(() => window.shifted())).toBeLessThan(0.01);
      expect(logged).toEqual([]);
    },
  );

  test('stand above the controls while those are there', async ({ openDemo }) => {
    const { page } = await openDemo(wide);
    await film(page).hover();
    await expect
      .poll(async () => (await boxes(page)).box.height - (await depth(page)))
      .toBeGreaterThanOrEqual(72);
  });

  test.for([
    ['the film itself', 'video'],
    ['what the film stands in', '.player'],
  ] as const)(
    'are over %s in full screen, and back in the page after it',
    async ([, selector], { openDemo }) => {
      const { page } = await openDemo(wide);
      await film(page).click({ position: { x: 300, y: 100 } });
      await page.evaluate((which) => document.querySelector(which)?.requestFullscreen(), selector);
      await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBeTruthy();
      const width = async () => (await over(page).boundingBox())?.width ?? 0;
      await expect.poll(width).toBeGreaterThan(800);
      const bottom = async () => (await boxes(page)).box.y + (await depth(page));
      await expect.poll(bottom).toBeLessThanOrEqual(wide.viewport.height * (11 / 12) + 1);
      // They are painted there: without them the same pixels are others.
      const { block } = await boxes(page);
      const painted = () => page.screenshot({ clip: block });
      const shown = await painted();
      await page.evaluate(() => {
        const root = document.querySelector('caption-wire')?.shadowRoot;
        root?.querySelector<HTMLElement>('.over')?.style.setProperty('visibility', 'hidden');
      });
      let bare = await painted();
      await expect
        .poll(async () => {
          const before = bare;
          bare = await painted();
          return bare.equals(before);
        })
        .toBe(true);
      expect(bare.equals(shown)).toBe(false);
      await page.evaluate(() => document.exitFullscreen());
      await expect.poll(width).toBeLessThan(700);
    },
  );

  test('give way to the player’s own, which have the same words', async ({ openDemo }) => {
    const { page, say } = await openDemo(wide);
    await page.evaluate(() => {
      const { textTracks } = document.querySelector('video') as HTMLVideoElement;
      const ours = Array.from(textTracks).at(-1) as TextTrack;
      ours.mode = 'showing';
    });
    await over(page).waitFor({ state: 'hidden' });
    say('Tonight we follow a single word.');
    const lastCue = () =>
      page.evaluate(() => {
        const track = Array.from((document.querySelector('video') as HTMLVideoElement).textTracks).at(-1);
        return (Array.from(track?.activeCues ?? []).at(-1) as VTTCue | undefined)?.text ?? '';
      });
    await expect.poll(lastCue).toMatch(/Tonight we follow a single word\.$/);
    const lastRow = await page.locator('caption-wire .over p').last().textContent();
    expect(lastRow).toBe('Tonight we follow a single word.');
  });

  test('are switched off and on by keyboard alone', async ({ openDemo }) => {
    const { page } = await openDemo(narrow);
    const press = (name: string, key: string) => page.getByRole('button', { name }).press(key);
    await press('Captions', 'Enter');
    await press('Tools', 'Enter');
    await press('Over the video', 'Space');
    await press('Hide', 'Enter');
    await page.getByRole('button', { name: 'Captions' }).waitFor();
    await over(page).waitFor({ state: 'hidden' });
    await press('Captions', 'Enter');
    await press('Over the video', 'Space');
    // The panel, which has the same words, covers a film that small.
    await press('Hide', 'Enter');
    await over(page).waitFor();
  });

  test('come with a panel that is dragged by a pointer and moved by keys', async ({ openDemo }) => {
    const { page } = await openDemo(wide);
    await openMove(page);
    const panel = page.locator('caption-wire section');
    const box = () => panel.boundingBox();
    const handle = page.locator('caption-wire .handle').first();
    const untouched = await box();
    await handle.press('ArrowUp');
    await expect.poll(async () => (await box())?.y).toBeLessThan(untouched?.y ?? 0);
    const before = await box();
    const grip = await handle.boundingBox();
    if (!before || !grip) throw new Error('not to be seen');
    await page.mouse.move(grip.x + 20, grip.y + 20);
    await page.mouse.down();
    await page.mouse.move(grip.x - 180, grip.y - 80, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(10, 10);
    await expect.poll(async () => ((await box())?.x ?? 0) - before.x).toBeCloseTo(-200, -1);
    await expect.poll(async () => ((await box())?.y ?? 0) - before.y).toBeCloseTo(-100, -1);
    await page.setViewportSize({ width: 320, height: 480 });
    const isInWindow = async () => {
      const { x = 0, y = 0, width = 0, height = 0 } = (await box()) ?? {};
      return x >= 0 && x + width <= 320 && y + height <= 480;
    };
    await expect.poll(isInWindow).toBe(true);
  });

  test.for([
    ['above all others', true],
    ['that is an ordinary one', false],
  ] as const)('have a window %s, and are back when it is closed', async ([, isAbove], { openDemo }) => {
    const { page, logged, say } = await openDemo(wide);
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
    say('Tonight we follow a single word.');
    await expect
      .poll(() => own.locator('.log p').last().textContent())
      .toContain('Tonight we follow a single word.');
    expect(await page.locator('caption-wire .log').count()).toBe(0);
    // A window of nothing but captions has no need of a heading.
    expect(await violations(own, wcag)).toEqual([]);
    // The click closes the window that it is in, which may be gone before the click is told to be over.
    const hide = own.getByRole('button', { name: 'Hide' }).click();
    await hide.catch((error: unknown) => expect(own.isClosed(), String(error)).toBe(true));
    await page.locator('caption-wire .log p').first().waitFor();
    await expect.poll(() => own.isClosed()).toBe(true);
    expect(logged).toEqual([]);
  });

  test('leave axe nothing to find, with the drawer Move open too, wide, narrow and with forced colours', async ({
    openDemo,
  }) => {
    const { page } = await openDemo(wide);
    const look = async () => {
      for (const { viewport, ...media } of [wide, narrow, { ...wide, forcedColors: 'active' } as const]) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
        await drawn(page);
        expect(await violations(page), JSON.stringify({ viewport, ...media })).toEqual([]);
      }
    };
    await look();
    await openMove(page);
    await look();
  });
});
