// The widget beside what else runs in a page: libraries that replace what browsers have, and pages that listen for keys.
import { readFileSync } from 'node:fs';

import { expect } from 'vitest';

import type { Page } from 'playwright';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { sayLine } from '../helpers/talk.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { eachDrawer, openBar, openDrawer } from '../helpers/tools.ts';

declare global {
  interface Window {
    /** The keys that the page heard. */
    heard: string[];
  }
}

const test = guestTest();

test.for([
  ['MooTools', readFileSync('node_modules/mootools/lib/mootools-core-1.5.2-server.js', 'utf8')],
  [
    'a library that reads lengths only, as prototype.js does',
    `Array.from = (list) => list ? (list.toArray ? list.toArray() : Array.apply(null, { length: list.length || 0 }).map((_, at) => list[at])) : [];`,
  ],
] as const)(
  'works beside a library that replaces Array.from: %s',
  async ([, library], { openSite, tag, sayTwoLines }) => {
    await sayTwoLines();
    const { page, logged } = await openSite({ head: `<script>${library}</script>`, body: tag() });
    expect(await page.evaluate(() => Array.from(new Set(['a', 'b'])))).not.toEqual(['a', 'b']);
    await expect.poll(() => shownLines(page)).toEqual(twoLines);
    await openBar(page);
    await eachDrawer(page, async () => {});
    expect(logged).toEqual([]);
  },
);

test('keeps the keys that it uses from a page that listens for keys, and leaves it the others', async ({
  openSite,
  tag,
  sayTwoLines,
}) => {
  await sayTwoLines();
  const { page } = await openSite({ body: tag() });
  await page.evaluate(() => {
    window.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup']) {
      document.addEventListener(type, (event) => {
        window.heard.push(`${type} ${(event as KeyboardEvent).key}`);
        if ((event as KeyboardEvent).key === 'n') event.preventDefault();
      });
    }
  });
  await openBar(page);
  await openDrawer(page, 'transcript');
  const search = page.locator('caption-wire input[type=search]');
  await search.fill('');
  await search.pressSequentially('no n ');
  expect(await search.inputValue()).toBe('no n ');
  await page.locator('caption-wire .head button').first().focus();
  await page.evaluate(() => (window.heard = []));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+k');
  expect(await page.evaluate(() => window.heard)).toEqual([
    'keydown Control',
    'keydown k',
    'keyup k',
    'keyup Control',
  ]);
});

test('beside reveal.js: what is searched for turns no slide, and loses no letter', async ({
  openSite,
  tag,
  sayTwoLines,
}) => {
  await sayTwoLines();
  const css = readFileSync('node_modules/reveal.js/dist/reveal.css', 'utf8');
  const library = readFileSync('node_modules/reveal.js/dist/reveal.js', 'utf8').replaceAll(
    '</script',
    '<\\/script',
  );
  const slides = ['One', 'Two', 'Three'].map((name) => `<section><h2>${name}</h2></section>`).join('');
  const { page, logged } = await openSite({
    head: `<style>${css}</style>`,
    body: `<div class="reveal"><div class="slides">${slides}</div></div>
      <script>${library}</script><script>Reveal.initialize()</script>${tag()}`,
  });
  const slide = () => page.locator('section.present').innerText();
  await expect.poll(slide).toBe('One');
  await openBar(page);
  await openDrawer(page, 'transcript');
  const search = page.locator('caption-wire input[type=search]');
  await search.pressSequentially('no space n');
  await search.press('Enter');
  expect(await search.inputValue()).toBe('no space n');
  expect(await slide()).toBe('One');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('n');
  await expect.poll(slide).toBe('Two');
  expect(logged).toEqual([]);
});

/** Two pages of a site with a library, each with a style sheet of its own, and the tag in the head. */
const visits = async (page: Page) => {
  await page.getByRole('link', { name: 'Two' }).click();
  await page.getByRole('heading', { name: 'Two' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'One' }).waitFor();
};
const link = (to: string, name: string) => `<a href="${to}">${name}</a>`;

test.for([
  ['Turbo', 'node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js', ''],
  ['htmx', 'node_modules/htmx.org/dist/htmx.min.js', ' hx-boost="true"'],
] as const)(
  'on a site that %s takes from page to page: one panel, each line announced once',
  async ([, file, boost], { site, openSite, tag, present }) => {
    const library = `<script>${readFileSync(file, 'utf8')}</script>`;
    const body = (name: string, more: string) => `<div${boost}><h1>${name}</h1>${more}</div>`;
    site.show(
      { head: `${library}${tag()}<style>h1 { color: red }</style>`, body: body('Two', link('/', 'One')) },
      '/two',
    );
    const { page, logged } = await openSite(
      { head: library + tag(), body: body('One', link('/two', 'Two')) },
      { prepare: watchAnnouncements },
    );
    const presenter = await present();
    await expect.poll(() => announcedIn(page, 'status')).toEqual(['Captions connected']);
    await visits(page);
    await page.locator('caption-wire .log').waitFor();
    sayLine(presenter, 'After all pages');
    await presenter.settled();
    await expect.poll(() => shownLines(page)).toEqual(['After all pages']);
    expect(await page.locator('caption-wire').count()).toBe(1);
    await expect.poll(() => announcedIn(page, 'log')).toEqual(['After all pages']);
    expect(logged).toEqual([]);
  },
);
