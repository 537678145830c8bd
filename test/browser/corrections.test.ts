// Living corrections by keyboard alone: two captioners and two viewers of one session. What is corrected or taken back is so
// for both viewers, for the other captioner, and in the files.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';

import { consoleIsLive, shownLines, useBrowser } from '../helpers/browser.ts';
import { useRelay } from '../helpers/relay-process.ts';

describe('two captioners and two viewers', () => {
  const { browser } = useBrowser();
  const { relay } = useRelay();
  let maya: Page;
  let jonas: Page;
  let viewers: Page[];

  async function openConsole(): Promise<Page> {
    const page = await (await browser().newContext()).newPage();
    await page.goto((await relay().invite('hall')).console as string);
    await page.locator('.connection-live').waitFor();
    return page;
  }
  async function press(page: Page, ...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }
  async function say(page: Page, text: string): Promise<void> {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
    await page.locator('.row', { hasText: text }).getByText('On disk').waitFor();
  }
  const read = async (...lines: string[]) => {
    for (const page of viewers) await expect.poll(() => shownLines(page)).toEqual(lines);
  };
  const file = async (format: string) =>
    (await fetch(`${relay().url}/v1/sessions/hall/transcript.${format}`)).text();
  /** The words of the lines in both files. */
  async function files(): Promise<string[][]> {
    const [txt, vtt] = await Promise.all([file('txt'), file('vtt')]);
    const cues = vtt.split('\n\n').filter((block) => block.includes('-->'));
    return [txt.trim().split('\n'), cues.map((cue) => cue.trim().split('\n').at(-1) as string)];
  }

  beforeAll(async () => {
    viewers = await Promise.all(
      [0, 1].map(async () => {
        const page = await browser().newPage();
        await page.goto(`${relay().url}/s/hall`);
        await page.getByText('Captions will appear here.').waitFor();
        return page;
      }),
    );
    maya = await openConsole();
    jonas = await openConsole();
  });

  test('everybody reads the lines of both', async () => {
    await say(maya, 'Good mornign');
    await say(jonas, 'Welcome from Jonas');
    await say(maya, 'We begni');
    await read('Good mornign', 'Welcome from Jonas', 'We begni');
  });

  test('a line that Backspace reopened changes letter by letter in its place, and stays corrected', async () => {
    await press(maya, 'Backspace', 'Backspace', 'Backspace');
    await read('Good mornign', 'Welcome from Jonas', 'We beg');
    await maya.keyboard.type('in');
    await read('Good mornign', 'Welcome from Jonas', 'We begin');
    await press(maya, 'Enter');
    await read('Good mornign', 'Welcome from Jonas', 'We begin corrected');
    await jonas.locator('.row', { hasText: 'We begin' }).getByText('Corrected').waitFor();
  });

  test('a line that is left as it was by Escape is so for everybody', async () => {
    await press(maya, 'Backspace', 'Backspace');
    await read('Good mornign', 'Welcome from Jonas', 'We begi corrected');
    await press(maya, 'Escape');
    await read('Good mornign', 'Welcome from Jonas', 'We begin corrected');
  });

  test('an earlier own line is found by the arrows and corrected', async () => {
    await press(maya, 'ArrowUp', 'ArrowUp', 'Backspace', 'Backspace');
    await maya.keyboard.type('ng');
    await press(maya, 'Enter');
    await read('Good morning corrected', 'Welcome from Jonas', 'We begin corrected');
  });

  test('a line of the other captioner is corrected from the list', async () => {
    await press(maya, 'Shift+F2', 'ArrowUp', 'Enter');
    await expect.poll(() => maya.locator('#words').inputValue()).toBe('Welcome from Jonas');
    await maya.keyboard.type(', too');
    await jonas.getByText('corrects:').waitFor();
    await press(maya, 'Enter');
    await read('Good morning corrected', 'Welcome from Jonas, too corrected', 'We begin corrected');
    await jonas.locator('.row', { hasText: 'Welcome from Jonas, too' }).getByText('Corrected').waitFor();
  });

  test('a line that is taken back is gone for everybody', async () => {
    await press(jonas, 'Shift+F2', 'End', 'Delete');
    await jonas.getByText('Take this line back?').waitFor();
    await press(jonas, 'Enter');
    await read('Good morning corrected', 'Welcome from Jonas, too corrected');
    await maya.locator('.row', { hasText: 'We begin' }).getByText('Taken back').waitFor();
  });

  test('the files say what was corrected, and nothing that was taken back', async () => {
    const lines = ['Good morning', 'Welcome from Jonas, too'];
    expect(await files()).toEqual([lines, lines]);
  });

  test('who loads the console anew corrects what was said before', async () => {
    await maya.reload();
    await consoleIsLive(maya);
    await press(maya, 'Shift+F2', 'Home', 'Enter');
    await maya.keyboard.type(' all');
    await press(maya, 'Enter');
    await read('Good morning all corrected', 'Welcome from Jonas, too corrected');
    expect(await files()).toEqual([
      ['Good morning all', 'Welcome from Jonas, too'],
      ['Good morning all', 'Welcome from Jonas, too'],
    ]);
  });
});
