// Two captioners and two viewers of one session, by keyboard alone: who is live, handing over while both write, off the
// record, and a live captioner whose page is loaded anew. No line is lost, and none is there twice.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';

import { shownLines, useBrowser } from '../helpers/browser.ts';
import { useRelay } from '../helpers/relay-process.ts';

describe('two captioners and two viewers', () => {
  const { browser } = useBrowser();
  const { relay } = useRelay();
  let first: Page;
  let second: Page;
  let viewers: Page[];

  async function openConsole(): Promise<Page> {
    const page = await (await browser().newContext()).newPage();
    await page.goto((await relay().invite('hall')).console as string);
    await page.locator('.connection-live').waitFor();
    return page;
  }
  const head = (page: Page) => page.locator('.connection').innerText();
  const isLive = (page: Page) => expect.poll(() => head(page)).toContain('You are live');
  const isOnStandby = (page: Page) => expect.poll(() => head(page)).toContain('On standby');
  const takeOver = (page: Page) => page.keyboard.press('Control+F8');
  const read = async (...lines: string[]) => {
    for (const page of viewers) await expect.poll(() => shownLines(page)).toEqual(lines);
  };

  beforeAll(async () => {
    viewers = await Promise.all(
      [0, 1].map(async () => {
        const page = await browser().newPage();
        await page.goto(`${relay().url}/s/hall`);
        await page.getByText('Captions will appear here.').waitFor();
        return page;
      }),
    );
    first = await openConsole();
    second = await openConsole();
    await first.locator('.captioner').nth(1).waitFor();
  });

  test('one takes over, and the other is told and writes for captioners only', async () => {
    await takeOver(first);
    await isLive(first);
    await isOnStandby(second);
    await second.keyboard.type('I am ready');
    await first.locator('.captioner-standby').getByText('I am ready').waitFor();
    await second.keyboard.press('Enter');
    await first.keyboard.type('First line');
    await first.keyboard.press('Enter');
    await read('First line');
  });

  test('the other sees what the live one is writing', async () => {
    await first.keyboard.type('Second li');
    await second.locator('.lines').getByText('Second li').waitFor();
    await read('First line', 'Second li');
  });

  test('taking over in the middle of a line finishes it, and goes on with what was ready', async () => {
    await takeOver(second);
    await isLive(second);
    await isOnStandby(first);
    await read('First line', 'Second li', 'I am ready');
    await second.keyboard.press('Enter');
    await second.keyboard.type('Third line');
    await second.keyboard.press('Enter');
    await read('First line', 'Second li', 'I am ready', 'Third line');
  });

  test('a page that is loaded anew is live still', async () => {
    await second.reload();
    await isLive(second);
    await isOnStandby(first);
    await second.keyboard.type('Fourth line');
    await second.keyboard.press('Enter');
    await read('First line', 'Second li', 'I am ready', 'Third line', 'Fourth line');
  });

  test('off the record nobody reads anything, viewers are told, and then it goes on', async () => {
    await second.keyboard.press('Control+Shift+F8');
    for (const page of viewers)
      await page.getByText('Off the record: captions are paused.').first().waitFor();
    await expect.poll(() => head(first)).toContain('Off the record');
    await second.keyboard.type('private');
    await second.keyboard.press('Enter');
    await second.keyboard.press('Control+A');
    await second.keyboard.press('Delete');
    await second.keyboard.press('Control+Shift+F8');
    await isLive(second);
    await second.keyboard.type('Fifth line');
    await second.keyboard.press('Enter');
    await read('First line', 'Second li', 'I am ready', 'Third line', 'Fourth line', 'Fifth line');
    for (const page of viewers) await page.getByText('Off the record').first().waitFor({ state: 'hidden' });
  });

  test('handing over by the same key, line by line, loses and doubles none', async () => {
    const before = await shownLines(viewers[0] as Page);
    const said: string[] = [];
    let [live, other] = [second, first];
    for (let turn = 0; turn < 6; turn++) {
      const text = `Turn ${turn}`;
      await live.keyboard.type(text);
      // Handed over with the line still in the field.
      await takeOver(live);
      said.push(text);
      await isLive(other);
      [live, other] = [other, live];
    }
    await read(...before, ...said);
    // What viewers read may still be in the making: the one before finishes it when it hears that another is live.
    const transcript = async () => {
      const answer = await fetch(`${relay().url}/v1/sessions/hall/transcript.txt`);
      return (await answer.text()).trim().split('\n');
    };
    await expect.poll(transcript, { timeout: 10_000 }).toEqual([...before, ...said]);
  });

  test('when the live one leaves, the other is told and takes over', async () => {
    const [live, other] = (await head(first)).includes('You are live') ? [first, second] : [second, first];
    await live.close();
    await expect.poll(() => head(other), { timeout: 15_000 }).toContain('Nobody is live');
    await takeOver(other);
    await other.locator('.connection-live').waitFor();
    await other.keyboard.type('The last line');
    await other.keyboard.press('Enter');
    await expect.poll(async () => (await shownLines(viewers[0] as Page)).at(-1)).toBe('The last line');
  });
});
