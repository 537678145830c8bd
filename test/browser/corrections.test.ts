// Living corrections by keyboard alone: two captioners and the viewers of one session. What is corrected or taken back is so
// for the viewers, for the other captioner, and in the files.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { consoleIsLive, shownLines } from '../helpers/browser.ts';
import { viewerCount } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';

const row = (page: Page, text: string) => page.locator('.row', { hasText: text });
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
async function say(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await press(page, 'Enter');
  await row(page, text).getByText('Saved').waitFor();
}

/** Two consoles, what the viewers read, and the words of the lines in two kinds of file. */
const test = pageTest().extend('hall', async ({ relay, session, openConsole, openViewer }) => {
  const [maya, jonas, ...viewers] = await Promise.all([
    openConsole(),
    openConsole(),
    ...Array.from({ length: viewerCount() }, () => openViewer()),
  ]);
  const file = async (format: string) =>
    (await fetch(`${relay.url}/v1/sessions/${session}/transcript.${format}`)).text();
  return {
    maya,
    jonas,
    async read(...lines: string[]) {
      for (const page of viewers) await expect.poll(() => shownLines(page)).toEqual(lines);
    },
    async files(): Promise<string[][]> {
      const [txt, vtt] = await Promise.all([file('txt'), file('vtt')]);
      const cues = vtt.split('\n\n').filter((block) => block.includes('-->'));
      return [txt.trim().split('\n'), cues.map((cue) => cue.trim().split('\n').at(-1) as string)];
    },
  };
});

test('own lines are opened by Backspace or the arrows, change letter by letter in their place, and stay corrected', async ({
  hall,
}) => {
  const { maya, jonas, read } = hall;
  await say(maya, 'Good mornign');
  await say(jonas, 'Welcome from Jonas');
  await say(maya, 'We begni');
  await read('Good mornign', 'Welcome from Jonas', 'We begni');

  await press(maya, 'Backspace', 'Backspace', 'Backspace');
  await read('Good mornign', 'Welcome from Jonas', 'We beg');
  await maya.keyboard.type('in');
  await read('Good mornign', 'Welcome from Jonas', 'We begin');
  await press(maya, 'Enter');
  await read('Good mornign', 'Welcome from Jonas', 'We begin corrected');
  await row(jonas, 'We begin').getByText('Corrected').waitFor();

  // A line that is left as it was by Escape is so for everybody.
  await press(maya, 'Backspace', 'Backspace');
  await read('Good mornign', 'Welcome from Jonas', 'We begi corrected');
  await press(maya, 'Escape');
  await read('Good mornign', 'Welcome from Jonas', 'We begin corrected');

  // An earlier own line is found by the arrows.
  await press(maya, 'ArrowUp', 'ArrowUp', 'Backspace', 'Backspace');
  await maya.keyboard.type('ng');
  await press(maya, 'Enter');
  await read('Good morning corrected', 'Welcome from Jonas', 'We begin corrected');
});

test('lines of both captioners are corrected and taken back from the list, by a console that was loaded anew too', async ({
  hall,
}) => {
  const { maya, jonas, read, files } = hall;
  await say(maya, 'Good morning');
  await say(jonas, 'Welcome from Jonas');
  await say(maya, 'We begin');
  await read('Good morning', 'Welcome from Jonas', 'We begin');
  await row(maya, 'Welcome from Jonas').waitFor();

  // A line of the other captioner.
  await press(maya, 'Shift+F2', 'ArrowUp', 'Enter');
  await expect.poll(() => maya.locator('#words').inputValue()).toBe('Welcome from Jonas');
  await maya.keyboard.type(', too');
  await jonas.getByText('corrects:').waitFor();
  await press(maya, 'Enter');
  await read('Good morning', 'Welcome from Jonas, too corrected', 'We begin');
  await row(jonas, 'Welcome from Jonas, too').getByText('Corrected').waitFor();

  // A line that is taken back is gone for everybody, and in no file.
  await row(jonas, 'We begin').waitFor();
  await press(jonas, 'Shift+F2', 'End', 'Delete');
  await jonas.getByText('Take this line back?').waitFor();
  await press(jonas, 'Enter');
  await read('Good morning', 'Welcome from Jonas, too corrected');
  await row(maya, 'We begin').getByText('Taken back').waitFor();
  const lines = ['Good morning', 'Welcome from Jonas, too'];
  await expect.poll(files).toEqual([lines, lines]);

  // A captioner who loads the console anew corrects lines from before.
  await maya.reload();
  await consoleIsLive(maya);
  await row(maya, 'Good morning').waitFor();
  await press(maya, 'Shift+F2', 'Home', 'Enter');
  await expect.poll(() => maya.locator('#words').inputValue()).toBe('Good morning');
  await maya.keyboard.type(' all');
  await press(maya, 'Enter');
  await read('Good morning all corrected', 'Welcome from Jonas, too corrected');
  const corrected = ['Good morning all', 'Welcome from Jonas, too'];
  await expect.poll(files).toEqual([corrected, corrected]);
});
