// The relay dies without a word and comes back: nothing that was acknowledged is missing, nothing shows twice.
import { expect, onTestFinished } from 'vitest';

import { announcedIn, consoleIsLive, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startRelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';

const test = pageTest();
/** A page may be between two tries when its relay is back. */
const backMs = { timeout: 40_000 };

test('a relay that is killed and started again keeps every acknowledged line, and lines typed meanwhile arrive once and in order', async ({
  newPage,
}) => {
  const data = testFolder();
  let relay = await startRelayProcess({ data });
  onTestFinished(async () => void (await relay.end()));
  const links = await relay.invite('lecture');
  const viewer = await newPage({ prepare: watchAnnouncements });
  await viewer.goto(links.viewer);
  await viewer.getByText('Captions will appear here.').waitFor();
  await expect.poll(() => announcedIn(viewer, 'status')).toEqual(['Captions connected']);
  const desk = await newPage();
  await desk.goto(links.console);
  await consoleIsLive(desk);
  const said: string[] = [];
  async function say(text: string): Promise<void> {
    const field = desk.getByLabel('Type what is said');
    await field.fill(text);
    await field.press('Enter');
    said.push(text);
  }

  for (let n = 1; n <= 5; n++) await say(`before ${n}`);
  await expect.poll(() => shownLines(viewer)).toEqual(said);

  // The captioner may hear of a line later than its viewers.
  await expect.poll(() => desk.locator('.waiting').count()).toBe(0);
  await relay.end('SIGKILL');
  for (let n = 1; n <= 5; n++) await say(`meanwhile ${n}`);
  await viewer.getByText('Reconnecting…').first().waitFor();
  await desk.getByText('5 lines wait').first().waitFor();

  relay = await startRelayProcess({ data, port: relay.port });
  await expect.poll(() => shownLines(viewer), backMs).toEqual(said);
  for (let n = 1; n <= 3; n++) await say(`after ${n}`);
  await expect.poll(() => shownLines(viewer)).toEqual(said);
  await expect.poll(() => announcedIn(viewer, 'log')).toEqual(said);

  // A page that joins now is told the same lines.
  const late = await newPage();
  await late.goto(`${relay.url}/s/lecture`);
  await expect.poll(() => shownLines(late)).toEqual(said);
}, 120_000);
