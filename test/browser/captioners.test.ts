// Two captioners and the viewers of one session, by keyboard alone: who is live, handing over while both write, off the
// record, and a live captioner whose page is loaded anew. No line is lost, and none is there twice.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { viewerCount } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';

const head = (page: Page) => page.locator('.connection').innerText();
const isLive = (page: Page) => expect.poll(() => head(page)).toContain('You are live');
const isOnStandby = (page: Page) => expect.poll(() => head(page)).toContain('On standby');
const takeOver = (page: Page) => page.keyboard.press('Control+F8');
async function say(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** Two consoles, each of which knows of the other, and what the viewers read. */
const test = pageTest().extend('hall', async ({ openConsole, openViewer }) => {
  const [first, second, ...viewers] = await Promise.all([
    openConsole(),
    openConsole(),
    ...Array.from({ length: viewerCount() }, () => openViewer()),
  ]);
  for (const page of [first, second]) await page.locator('.captioner').nth(1).waitFor();
  const read = async (...lines: string[]) => {
    for (const page of viewers) await expect.poll(() => shownLines(page)).toEqual(lines);
  };
  return { first, second, viewers, read };
});

test('taking over, in the middle of a line too, loses no line, and a page that is loaded anew is live still', async ({
  hall,
}) => {
  const { first, second, read } = hall;
  // One takes over, and the other is told and writes for captioners only.
  await takeOver(first);
  await isLive(first);
  await isOnStandby(second);
  await second.keyboard.type('I am ready');
  await first.locator('.captioner-standby').getByText('I am ready').waitFor();
  await second.keyboard.press('Enter');
  await say(first, 'First line');
  await read('First line');

  // The other sees what the live one is writing.
  await first.keyboard.type('Second li');
  await second.locator('.lines').getByText('Second li').waitFor();
  await read('First line', 'Second li');

  // Taking over in the middle of a line finishes it, and goes on with what was ready.
  await takeOver(second);
  await isLive(second);
  await isOnStandby(first);
  await read('First line', 'Second li', 'I am ready');
  await second.keyboard.press('Enter');
  await say(second, 'Third line');
  await read('First line', 'Second li', 'I am ready', 'Third line');

  // A page that is loaded anew is live still.
  await second.reload();
  await isLive(second);
  await isOnStandby(first);
  await say(second, 'Fourth line');
  await read('First line', 'Second li', 'I am ready', 'Third line', 'Fourth line');

  // When the live one leaves, the other is told and takes over.
  await second.close();
  await expect.poll(() => head(first)).toContain('Nobody is live');
  await takeOver(first);
  await first.locator('.connection-live').waitFor();
  await say(first, 'The last line');
  await read('First line', 'Second li', 'I am ready', 'Third line', 'Fourth line', 'The last line');
});

test('off the record nobody reads anything, viewers are told, and then it goes on', async ({ hall }) => {
  const { first, second, viewers, read } = hall;
  await takeOver(second);
  await isLive(second);
  await say(second, 'On the record');
  await read('On the record');
  await second.keyboard.press('Control+Shift+F8');
  for (const page of viewers) await page.getByText('Off the record: captions are paused.').first().waitFor();
  for (const page of [first, second]) await expect.poll(() => head(page)).toContain('Off the record');
  await say(second, 'private');
  await second.keyboard.press('Control+A');
  await second.keyboard.press('Delete');
  await second.keyboard.press('Control+Shift+F8');
  await isLive(second);
  await say(second, 'On it again');
  await read('On the record', 'On it again');
  for (const page of viewers) await page.getByText('Off the record').first().waitFor({ state: 'hidden' });
});

test('handing over by the same key, line by line, loses and doubles none', async ({
  hall,
  relay,
  session,
}) => {
  const { first, second, read } = hall;
  await takeOver(first);
  await isLive(first);
  await isOnStandby(second);
  const said: string[] = [];
  let [live, other] = [first, second];
  for (let turn = 0; turn < 6; turn++) {
    const text = `Turn ${turn}`;
    await live.keyboard.type(text);
    // Handed over with the line still in the field.
    await takeOver(live);
    said.push(text);
    await isLive(other);
    // The one before finishes the line when it hears that another is live; only then is its place in the log certain.
    await isOnStandby(live);
    [live, other] = [other, live];
  }
  await read(...said);
  const transcript = async () => {
    const answer = await fetch(`${relay.url}/v1/sessions/${session}/transcript.txt`);
    return (await answer.text()).trim().split('\n');
  };
  await expect.poll(transcript).toEqual(said);
});
