// The script tag as tools write it: without its attributes, as a module; and a page that hides the panel.
import { expect } from 'vitest';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { guestTest, twoLines } from '../helpers/guest-test.ts';
import { openBar } from '../helpers/tools.ts';

const test = guestTest();

test('a tag whose attributes were dropped says what to do, and takes them from its address', async ({
  relay,
  openSite,
  session,
  sayTwoLines,
}) => {
  await sayTwoLines();
  const { logged } = await openSite({ body: `<script src="${relay.url}/widget.js"></script>` });
  await expect
    .poll(() => logged.join())
    .toContain('no session; where attributes are dropped, write widget.js?session=NAME');
  const { page } = await openSite({
    body: `<script src="${relay.url}/widget.js?session=${session}&position=top"></script>`,
  });
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  expect(await page.locator('caption-wire').getAttribute('position')).toBe('top');
});

test('a tag of a module finds its attributes and its tools', async ({ openSite, tag, sayTwoLines }) => {
  await sayTwoLines();
  const { page, logged } = await openSite({ body: tag().replace('<script async', '<script type="module"') });
  await expect.poll(() => shownLines(page)).toEqual(twoLines);
  await openBar(page);
  expect(logged).toEqual([]);
});

test.for(['hidden', 'style="display: none"', 'style="display:none"'])(
  'an element with %s shows nothing and goes on announcing',
  async (attribute, { relay, openSite, session, sayTwoLines, tag }) => {
    const element = `<caption-wire session="${session}" relay="${relay.url}" ${attribute}></caption-wire>`;
    const { page } = await openSite({ body: element + tag() }, { prepare: watchAnnouncements });
    await expect.poll(() => announcedIn(page, 'status')).toEqual(['Captions connected']);
    await sayTwoLines();
    await expect.poll(() => announcedIn(page, 'log')).toHaveLength(2);
    await page.locator('caption-wire section').waitFor({ state: 'hidden' });
    await page.evaluate(() => {
      const shown = document.querySelector('caption-wire') as HTMLElement;
      shown.hidden = false;
      shown.removeAttribute('style');
    });
    await page.locator('caption-wire section').waitFor({ state: 'visible' });
  },
);

test('a docked panel is one line high until the first words, unless the tag says how it begins', async ({
  openSite,
  session,
  tag,
  sayTwoLines,
}) => {
  const heightOf = async (start: string) => {
    const { page } = await openSite({ body: tag(`data-session="${session}" ${start}`) });
    const section = page.locator('caption-wire section');
    await section.waitFor();
    return { page, height: async () => (await section.boundingBox())?.height ?? 0 };
  };
  const [auto, open, closed] = [
    await heightOf(''),
    await heightOf('data-start="open"'),
    await heightOf('data-start="closed"'),
  ];
  await auto.page.getByText('Captions will appear here.').waitFor();
  expect(await auto.height()).toBeLessThan(120);
  expect(await open.height()).toBeGreaterThan(170);
  await closed.page.getByRole('button', { name: 'Captions' }).waitFor();
  expect(await closed.page.locator('caption-wire .log').count()).toBe(0);
  await sayTwoLines();
  await expect.poll(auto.height).toBeGreaterThan(170);
  await closed.page.getByRole('button', { name: 'Captions' }).click();
  await expect.poll(() => shownLines(closed.page)).toEqual(twoLines);
});
