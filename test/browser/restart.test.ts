// The relay dies without a word and comes back: nothing that was acknowledged is missing, nothing shows twice.
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

describe('a relay that is killed and started again', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let console: Page;
  let viewer: Page;
  const said: string[] = [];

  async function say(text: string): Promise<void> {
    const field = console.getByLabel('Type what is said');
    await field.fill(text);
    await field.press('Enter');
    said.push(text);
  }

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path });
    const links = await relay.invite('lecture');
    viewer = await (await browser().newContext()).newPage();
    await watchAnnouncements(viewer);
    await viewer.goto(links.viewer as string);
    console = await (await browser().newContext()).newPage();
    await console.goto(links.console as string);
    await consoleIsLive(console);
  });
  afterAll(async () => {
    await relay?.end();
    folder.remove();
  });

  test('keeps every acknowledged line, and lines typed meanwhile arrive once and in order', async () => {
    for (let n = 1; n <= 5; n++) await say(`before ${n}`);
    await expect.poll(() => shownLines(viewer)).toEqual(said);

    await relay.end('SIGKILL');
    for (let n = 1; n <= 5; n++) await say(`meanwhile ${n}`);
    await viewer.getByText('Reconnecting…').first().waitFor();
    await console.getByText('5 lines wait').first().waitFor();

    relay = await startRelayProcess({ data: folder.path, port: relay.port });
    await expect.poll(() => shownLines(viewer), { timeout: 40_000 }).toEqual(said);
    for (let n = 1; n <= 3; n++) await say(`after ${n}`);
    await expect.poll(() => shownLines(viewer)).toEqual(said);
    await expect.poll(() => announcedIn(viewer, 'log'), { timeout: 15_000 }).toEqual(said);
  });

  test('tells a page that joins now the same lines', async () => {
    const late = await (await browser().newContext()).newPage();
    await late.goto(`${relay.url}/s/lecture`);
    await expect.poll(() => shownLines(late)).toEqual(said);
  });
});
