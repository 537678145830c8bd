// axe-core finds nothing in what the audit of the project's own pages (test/audit) does not reach: every rule of WCAG 2.2 A
// and AA, and the best practices. The audit has the viewer page, the demos and the live console, in every state and view,
// with the drawers of the settings and the transcript; the whole run of the tests looks at those here too.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { newId } from '../../client/index.ts';
import { violations } from '../helpers/axe.ts';
import { consoleIsLive } from '../helpers/browser.ts';
import { isWhole } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';
import { eachDrawer, openBar } from '../helpers/tools.ts';

const wide = { width: 1280, height: 800 };
const views = {
  wide: { size: wide },
  'narrow and dark': { size: { width: 320, height: 640 }, media: { colorScheme: 'dark' } },
  'with forced colours': { size: wide, media: { forcedColors: 'active' } },
  // 1280 × 1024 at 400 %.
  'at 400 % zoom': { size: { width: 320, height: 256 }, media: { reducedMotion: 'reduce' } },
} as const;
type View = keyof typeof views;
const everyView = Object.keys(views) as View[];
/** The audit opens these drawers itself. */
const auditedDrawers = ['settings', 'transcript'];
/** A busy machine takes seconds for each look at each drawer. */
const drawersMs = 300_000;

async function show(page: Page, view: View): Promise<void> {
  const { size, media = {} } = { media: {}, ...views[view] };
  await page.setViewportSize(size);
  await page.emulateMedia({
    colorScheme: 'light',
    forcedColors: 'none',
    reducedMotion: 'no-preference',
    ...media,
  });
}

type Found = Record<string, string[]>;

/** Looks at the page, or at a part of it, in several views; nothing is found where all is well. */
async function violationsIn(page: Page, looked: readonly View[], within?: string): Promise<Found> {
  const found: Found = {};
  for (const view of isWhole() ? everyView : looked) {
    await show(page, view);
    const here = await violations(page, undefined, isWhole() ? undefined : within);
    if (here.length > 0) found[view] = here;
  }
  return found;
}

/** Opens one drawer after the other, and looks at the widget; the page around it is looked at by another test. */
async function violationsInDrawers(
  page: Page,
  looked: readonly View[],
  besides: readonly string[] = [],
): Promise<Record<string, Found>> {
  const found: Record<string, Found> = {};
  const tools = await eachDrawer(page, async (tool) => {
    if (!isWhole() && besides.includes(tool)) return;
    const here = await violationsIn(page, looked, 'caption-wire');
    if (Object.keys(here).length > 0) found[tool] = here;
  });
  expect(tools).toEqual(expect.arrayContaining(auditedDrawers));
  return found;
}

/** A talk of every kind of line, with a status and a line in the making. */
const test = pageTest().extend('talk', async ({ present }) => {
  const presenter = await present({ name: 'Maya' });
  const line = (text: string, more: object = {}) =>
    presenter.publish({ type: 'line', id: newId(), rev: 1, text, ...more });
  line('Good morning, how can I help?', { speaker: 'Maya', lang: 'en' });
  line('صباح الخير، كيف يمكنني مساعدتك؟', { speaker: 'ليلى', lang: 'ar' });
  line('Applause', { kind: 'sound' });
  line('Soft piano', { kind: 'music' });
  for (let n = 0; n < 12; n++) {
    line(`A line that is long enough to wrap on a narrow screen, number ${n}`, { speaker: 'Tom' });
  }
  presenter.publish({
    type: 'status',
    level: 'warning',
    text: 'The sound is weak',
    until: Date.now() + 600_000,
  });
  await presenter.settled();
  presenter.interim('growing', 'This line is still being typ', { speaker: 'Maya' });
  presenter.typing(true);
  return {
    ready: (page: Page) => page.getByText('This line is still being typ').first().waitFor(),
    /** Says something in the session of the video page. */
    async overFilm(text: string) {
      const film = await present({ session: 'talk' });
      film.publish({ type: 'line', id: newId(), rev: 1, text });
      await film.settled();
    },
  };
});
// The session of the support page.
test.override('session', 'support');

test('axe finds nothing on the start page', async ({ open }) => {
  const page = await open('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violationsIn(page, everyView)).toEqual({});
});

test('axe finds nothing on the support demo with the panel hidden', async ({ open, talk }) => {
  const page = await open('/demo/support.html');
  await talk.ready(page);
  await page.getByRole('button', { name: 'Hide' }).click();
  await page.locator('caption-wire .log').waitFor({ state: 'hidden' });
  expect(await violationsIn(page, ['with forced colours', 'narrow and dark'])).toEqual({});
});

test('axe finds nothing on the console with every box open and something in it', async ({
  openConsole,
  talk,
}) => {
  const page = await openConsole();
  await page.evaluate(() => {
    const kept: Record<string, unknown> = {
      speakers: ['Maya', 'Jonas', 'Ada', 'Lin', 'Sam', 'Tom'],
      replies: ['One moment, please.'],
      glossary: [{ short: 'cw', long: 'captionwire' }],
      script: [{ text: 'One.', speaker: 'Maya' }, { text: 'Two.' }, { text: 'Three.' }, { text: 'Four.' }],
      'script.place': { next: 2, sent: [0] },
    };
    for (const [name, value] of Object.entries(kept)) {
      localStorage.setItem(`captionwire.console.${name}`, JSON.stringify(value));
    }
  });
  await page.reload();
  await consoleIsLive(page);
  await page.locator('.box-title > [aria-expanded=false]').evaluateAll((headings: HTMLElement[]) => {
    for (const heading of headings) heading.click();
  });
  await page.keyboard.press('Alt+2');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  for (const summary of await page.locator('.side summary').all()) await summary.click();
  await page.getByRole('button', { name: 'End session…' }).click();
  await talk.ready(page);
  await page.locator('caption-wire .log').getByText('This line is still being typ').waitFor();
  expect(await violationsIn(page, everyView)).toEqual({});
});

test('axe finds nothing on the console with a link that lacks its token', async ({ open }) => {
  const page = await open('/console#session=support');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await violationsIn(page, everyView)).toEqual({});
});

test(
  'axe finds nothing in any drawer of the tools',
  async ({ open, talk }) => {
    const page = await open('/demo/support.html');
    await talk.ready(page);
    await openBar(page);
    expect(await violationsInDrawers(page, everyView, auditedDrawers)).toEqual({});
  },
  drawersMs,
);

test(
  'axe finds nothing on a page from right to left, in Arabic, with every drawer open',
  async ({ open, talk }) => {
    const page = await open('/demo/support.html');
    await talk.ready(page);
    await page.evaluate(() => {
      document.documentElement.lang = 'ar';
      document.documentElement.dir = 'rtl';
      document.querySelector('caption-wire')?.setAttribute('lang', 'ar');
    });
    await page.locator('caption-wire section[dir=rtl]').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('caption-wire .head button').first().click();
    expect(await violationsInDrawers(page, ['wide'])).toEqual({});
  },
  drawersMs,
);

/** Pages that the audit looks at too, and the words that are seen on each once it is ready. */
const audited = [
  ['/s/support', 'This line is still being typ'],
  ['/demo/support.html', 'This line is still being typ'],
  ['/demo/video.html', 'Words over the film'],
] as const;

test.for(isWhole() ? audited : [])('axe finds nothing on %s', async ([path, words], { open, talk }) => {
  await talk.overFilm('Words over the film');
  const page = await open(path);
  await page.locator('caption-wire').getByText(words).first().waitFor();
  expect(await violationsIn(page, everyView)).toEqual({});
});

test.for(isWhole() ? ['the live console'] : [])(
  'axe finds nothing on %s',
  async (_, { openConsole, talk }) => {
    const page = await openConsole();
    await talk.ready(page);
    await page.getByLabel('Type what is said').fill('Hello');
    await page.getByLabel('Type what is said').press('Enter');
    await page.getByText('Saved').first().waitFor();
    expect(await violationsIn(page, everyView)).toEqual({});
  },
);
