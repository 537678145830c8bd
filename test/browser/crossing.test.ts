// A caption crosses the house: a captioner types in the console, and the support page in another browser context
// shows it, in the panel and in the announcing regions.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  announcedIn,
  consoleIsLive,
  shownLines,
  useBrowser,
  watchAnnouncements,
} from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

describe('a captioner types in the console', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let console: Page;
  let support: Page;

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path, parameters: ['--demo'] });
    const links = await relay.invite('support');
    support = await (await browser().newContext()).newPage();
    await watchAnnouncements(support);
    await support.goto(`${relay.url}/demo/support.html`);
    await support.getByText('Captions will appear here.').waitFor();
    console = await (await browser().newContext()).newPage();
    await console.goto(links.console as string);
    await consoleIsLive(console);
  });
  afterAll(async () => {
    await relay?.end();
    folder.remove();
  });

  test('every keystroke shows on the page while the line is being typed', async () => {
    await console.getByLabel('Speaker', { exact: true }).fill('Maya');
    const field = console.getByLabel('Type what is said');
    await field.pressSequentially('Good morn');
    await expect.poll(() => shownLines(support)).toEqual(['Maya: Good morn']);
    await field.pressSequentially('ing');
    await expect.poll(() => shownLines(support)).toEqual(['Maya: Good morning']);
  });

  test('the page says who types', async () => {
    await support.getByText('Maya is typing…').waitFor();
  });

  test('text that is not finished is in no region', async () => {
    expect(await announcedIn(support, 'log')).toEqual([]);
  });

  test('Enter finishes the line: it stays in the panel and is announced once', async () => {
    await console.getByLabel('Type what is said').press('Enter');
    await expect.poll(() => announcedIn(support, 'log')).toEqual(['Maya: Good morning']);
    expect(await shownLines(support)).toEqual(['Maya: Good morning']);
    await support.getByText('Maya is typing…').waitFor({ state: 'detached' });
  });

  test('the console says that the line is on disk', async () => {
    await console.getByText('On disk').first().waitFor();
  });

  test('finished lines are announced one by one, as paragraphs, at least 150 ms apart and in order', async () => {
    const field = console.getByLabel('Type what is said');
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
  });

  test('a status shows in the panel and is announced politely, an alert assertively', async () => {
    await console.getByLabel('Status text').fill('Break until 10:30');
    await console.getByRole('button', { name: 'Set status' }).click();
    await support.locator('.status').getByText('Break until 10:30').waitFor();
    await expect
      .poll(async () => (await announcedIn(support, 'status')).at(-1))
      .toContain('Break until 10:30');

    await console.getByLabel('Alert', { exact: true }).check({ force: true });
    await console.getByLabel('Status text').fill('Leave the building');
    await console.getByRole('button', { name: 'Set status' }).click();
    await expect
      .poll(async () => (await announcedIn(support, 'alert')).at(-1))
      .toContain('Leave the building');

    await console.getByRole('button', { name: 'Clear status' }).click();
    await support.locator('.status').getByText('Leave the building').waitFor({ state: 'detached' });
  });

  test('a third page that joins later sees the lines, and nothing of the past is announced', async () => {
    const late = await (await browser().newContext()).newPage();
    await watchAnnouncements(late);
    await late.goto(`${relay.url}/s/support`);
    await expect.poll(async () => (await shownLines(late)).at(-1)).toBe('five');
    expect((await shownLines(late))[0]).toBe('Maya: Good morning');
    await expect.poll(() => announcedIn(late, 'status')).toEqual(['Captions connected']);
    expect(await announcedIn(late, 'log')).toEqual([]);
  });
});
