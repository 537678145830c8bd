// The views a page is looked at in. All are emulated on one page, so that a state is entered once and seen in all of them.
import type { Page } from 'playwright-core';

import type { ViewName } from './contract.ts';

type View = {
  readonly width: number;
  readonly height: number;
  readonly colorScheme?: 'dark';
  readonly forcedColors?: 'active';
  readonly reducedMotion?: 'reduce';
};

const views: Record<ViewName, View> = {
  wide: { width: 1280, height: 800 },
  // WCAG 1.4.10.
  narrow: { width: 320, height: 640 },
  // 1280 x 1024 at 400 %: what is left are 320 x 256 CSS pixels.
  zoom: { width: 320, height: 256 },
  'forced-colors': { width: 1280, height: 800, forcedColors: 'active' },
  dark: { width: 1280, height: 800, colorScheme: 'dark' },
  'reduced-motion': { width: 1280, height: 800, reducedMotion: 'reduce' },
};

/** Shows the page in a view, and resolves when it has been drawn so. */
export async function showView(page: Page, name: ViewName): Promise<void> {
  const { width, height, ...media } = views[name];
  const now = page.viewportSize();
  if (now?.width !== width || now.height !== height) await page.setViewportSize({ width, height });
  await page.emulateMedia({
    colorScheme: 'light',
    forcedColors: 'none',
    reducedMotion: 'no-preference',
    ...media,
  });
  await drawn(page);
}

/** A page that scrolls for longer than so many frames scrolls for ever. */
const mostFrames = 120;

/** Resolves when what was changed has been drawn, and the page has come to rest where it scrolls smoothly. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    (most) =>
      new Promise<void>((done) => {
        let at = '';
        let still = 0;
        let frames = 0;
        const look = () => {
          const now = `${scrollX} ${scrollY}`;
          still = now === at ? still + 1 : 0;
          at = now;
          if (still >= 2 || ++frames > most) done();
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    mostFrames,
  );
}
