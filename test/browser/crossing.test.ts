// A caption crosses the house: a captioner types in the console, and the support page in another browser context
// shows it, in the panel and in the announcing regions.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest();
// The session of the support page.
test.override('session', 'support');

const connected = (page: Page) =>
  expect.poll(() => announcedIn(page, 'status')).toContain('Captions connected');

test('a line shows with every keystroke, is announced once it is finished, and is there for a page that joins later', async ({
  open,
  openConsole,
}) => {
  const support = await open('/demo/support.html', { prepare: watchAnnouncements });
  await support.getByText('Captions will appear here.').waitFor();
  const desk = await openConsole();
  const field = desk.getByLabel('Type what is said');

  await desk.getByLabel('Speaker', { exact: true }).fill('Maya');
  await field.pressSequentially('Good morn');
  await expect.poll(() => shownLines(support)).toEqual(['Maya: Good morn']);
  await support.getByText('Maya is typing…').waitFor();
  await field.pressSequentially('ing');
  await expect.poll(() => shownLines(support)).toEqual(['Maya: Good morning']);
  // Text that is not finished is in no region.
  expect(await announcedIn(support, 'log')).toEqual([]);

  await field.press('Enter');
  await expect.poll(() => announcedIn(support, 'log')).toEqual(['Maya: Good morning']);
  await expect.poll(() => shownLines(support)).toEqual(['Maya: Good morning']);
  await support.getByText('Maya is typing…').waitFor({ state: 'detached' });
  await desk.getByText('Saved').first().waitFor();

  // Finished lines are announced one by one, as paragraphs, at least 150 ms apart and in order.
  const words = ['one', 'two', 'three', 'four', 'five'];
  for (const word of words) {
    await field.fill(word);
    await field.press('Enter');
  }
  await expect.poll(() => announcedIn(support, 'log')).toEqual(['Maya: Good morning', ...words]);
  const all = await support.evaluate(() => window.announced);
  expect(new Set(all.map(({ tag }) => tag))).toEqual(new Set(['P']));
  const gaps = all.slice(1).map(({ atMs }, at) => atMs - (all[at] as { atMs: number }).atMs);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(149);

  // A page that joins later sees the lines, and nothing of the past is announced.
  const late = await open('/s/support', { prepare: watchAnnouncements });
  await expect.poll(async () => (await shownLines(late)).at(-1)).toBe('five');
  expect((await shownLines(late))[0]).toBe('Maya: Good morning');
  await expect.poll(() => announcedIn(late, 'status')).toEqual(['Captions connected']);
  expect(await announcedIn(late, 'log')).toEqual([]);
});

test('a status shows in the panel and is announced politely, an alert assertively', async ({
  open,
  openConsole,
}) => {
  const support = await open('/demo/support.html', { prepare: watchAnnouncements });
  await connected(support);
  const desk = await openConsole();
  const set = async (text: string) => {
    await desk.getByLabel('Status text').fill(text);
    await desk.getByRole('button', { name: 'Set status' }).click();
    await support.locator('.status').getByText(text).waitFor();
  };
  const last = async (region: string) => (await announcedIn(support, region)).at(-1);

  await set('Break until 10:30');
  await expect.poll(() => last('status')).toContain('Break until 10:30');
  await desk.getByLabel('Alert', { exact: true }).check({ force: true });
  await set('Leave the building');
  await expect.poll(() => last('alert')).toContain('Leave the building');
  await desk.getByRole('button', { name: 'Clear status' }).click();
  await support.locator('.status').getByText('Leave the building').waitFor({ state: 'detached' });
});
