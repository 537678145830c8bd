// Captions over a film are where the film is seen, and nowhere else; in players that put the film into elements of their own.
import { readFileSync } from 'node:fs';

import type { Page } from 'playwright';
import { describe, expect } from 'vitest';

import { guestTest } from '../helpers/guest-test.ts';

const test = guestTest();

const film =
  '<video id="film" style="display: block; width: 640px; height: 360px; background: #456"></video>';
const over = (page: Page) => page.locator('caption-wire .over > div');
const seen = (page: Page) => expect.poll(() => over(page).isVisible(), { timeout: 10_000 });

/** Opens a page with the captions of two lines over its film. */
const filmTest = test.extend('openFilm', ({ openSite, session, tag, sayTwoLines }) =>
  async ({ body = film, head = '', video = '#film' } = {}) => {
    await sayTwoLines();
    const { page, logged } = await openSite({
      head,
      body: `${body}<div style="height: 3000px"></div>${tag(`data-session="${session}" data-video="${video}"`)}`,
    });
    await seen(page).toBe(true);
    return { page, logged };
  });

describe('captions over a film go away with it', () => {
  filmTest.for<[name: string, hide: string, show: string]>([
    ['under a modal dialog', 'dialog.showModal()', 'dialog.close()'],
    ['under a header that sticks', 'header.hidden = false', 'header.hidden = true'],
    ['in a tab that is hidden', 'tab.style.visibility = "hidden"', 'tab.style.visibility = ""'],
    ['faded out', 'film.style.opacity = "0"', 'film.style.opacity = ""'],
    ['scrolled out of its box', 'box.scrollTop = 1000', 'box.scrollTop = 0'],
    ['clipped in a carousel', 'track.style.transform = "translateX(-700px)"', 'track.style.transform = ""'],
    ['scrolled out of the window', 'window.scrollTo(0, 1500)', 'window.scrollTo(0, 0)'],
  ])('%s', async ([, hide, show], { openFilm }) => {
    const { page } = await openFilm({
      head: '<style>dialog { width: 90vw; height: 90vh } header { position: fixed; inset: 0 0 auto; height: 500px; background: #fff; z-index: 9 }</style>',
      body: `<header id="header" hidden>Menu</header><dialog id="dialog">Are you sure?</dialog>
        <div id="tab"><div id="box" style="overflow: auto; height: 400px; width: 660px; margin-left: 100px">
          <div style="overflow: hidden"><div id="track" style="width: 2000px">${film}</div></div>
          <div style="height: 2000px"></div></div></div>`,
    });
    await page.evaluate(hide);
    await seen(page).toBe(false);
    await page.evaluate(show);
    await seen(page).toBe(true);
  });
});

describe('captions lie in the film', () => {
  filmTest.for(['html', 'body'])('of a page whose %s is zoomed', async (name, { openFilm }) => {
    const { page } = await openFilm({ head: `<style>${name} { zoom: 1.25 } body { margin: 0 }</style>` });
    await expect
      .poll(async () => {
        const [text, box] = await Promise.all([
          over(page).boundingBox(),
          page.locator('video').boundingBox(),
        ]);
        if (!text || !box) return undefined;
        const fromLeft = text.x - box.x;
        const fromRight = box.x + box.width - text.x - text.width;
        return {
          isInside: text.y >= box.y && text.y + text.height <= box.y + box.height,
          isInMiddle: Math.abs(fromLeft - fromRight) <= 2,
          share: Math.round((text.width / box.width) * 100),
        };
      })
      .toEqual({ isInside: true, isInMiddle: true, share: 68 });
  });

  filmTest('of video.js, by the name of the player, above its bar', async ({ openFilm }) => {
    const css = readFileSync('node_modules/video.js/dist/video-js.min.css', 'utf8');
    const library = readFileSync('node_modules/video.js/dist/video.min.js', 'utf8').replaceAll(
      '</script',
      '<\\/script',
    );
    const { page, logged } = await openFilm({
      head: `<style>${css}</style><script>${library}</script>`,
      body: `<video id="player" class="video-js" controls width="320" height="180"></video><script>videojs('player')</script>`,
      video: '#player',
    });
    expect(await page.locator('#player').evaluate(({ localName }) => localName)).toBe('div');
    // Its bar is there once the film has begun, and while somebody is active.
    await page.locator('#player').evaluate((player) => player.classList.add('vjs-has-started', 'vjs-paused'));
    await expect
      .poll(async () => {
        const [text, bar] = await Promise.all([
          over(page).boundingBox(),
          page.locator('.vjs-control-bar').boundingBox(),
        ]);
        return text && bar && text.y + text.height <= bar.y + 1;
      })
      .toBe(true);
    expect(logged.filter((text) => text.includes('captionwire'))).toEqual([]);
  });

  filmTest('of a player that has it in a shadow tree', async ({ openFilm }) => {
    const { page, logged } = await openFilm({
      body: `<my-player id="player"></my-player><script>
        document.querySelector('my-player').attachShadow({ mode: 'open' }).innerHTML = '<div>${film}</div>';
      </script>`,
      video: '#player',
    });
    expect(logged).toEqual([]);
    const [text, box] = await Promise.all([over(page).boundingBox(), page.locator('video').boundingBox()]);
    expect((text?.y ?? 0) + (text?.height ?? 0)).toBeLessThanOrEqual((box?.y ?? 0) + (box?.height ?? 0));
  });
});
