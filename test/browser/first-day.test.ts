// What a captioner needs on the first day, with the keyboard alone and with the pointer alone: write, correct, change the speaker, send
// a sound, go off the record and back, hand over, share a link. Viewers read what they should.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest();

const field = (desk: Page) => desk.getByLabel('Type what is said');
const button = (desk: Page, name: string | RegExp) => desk.getByRole('button', { name });
const head = (desk: Page) => desk.locator('.connection-title');

/** A way to do each thing. */
type Hand = {
  write(desk: Page, text: string): Promise<void>;
  correct(desk: Page, text: string): Promise<void>;
  nameSpeaker(desk: Page, name: string): Promise<void>;
  sound(desk: Page): Promise<void>;
  offRecord(desk: Page): Promise<void>;
  onRecord(desk: Page): Promise<void>;
  takeOver(desk: Page): Promise<void>;
  handOver(desk: Page): Promise<void>;
  copyLink(desk: Page): Promise<void>;
};

/** Goes on with Tab until something has the focus; the way is not longer than the page. */
async function tabTo(desk: Page, selector: string): Promise<void> {
  for (let step = 0; step < 150; step++) {
    if (await desk.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await desk.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

const byKeyboard: Hand = {
  async write(desk, text) {
    await desk.keyboard.type(text);
    await desk.keyboard.press('Enter');
  },
  async correct(desk, text) {
    await desk.keyboard.press('Backspace');
    await desk.keyboard.press('Control+a');
    await this.write(desk, text);
  },
  async nameSpeaker(desk, name) {
    await tabTo(desk, '#speaker');
    await desk.keyboard.press('Control+a');
    await this.write(desk, name);
  },
  sound: (desk) => desk.keyboard.press('Alt+Shift+1'),
  offRecord: (desk) => desk.keyboard.press('Control+Shift+F8'),
  onRecord: (desk) => desk.keyboard.press('Control+Shift+F8'),
  takeOver: (desk) => desk.keyboard.press('Control+F8'),
  handOver: (desk) => desk.keyboard.press('Control+F8'),
  async copyLink(desk) {
    await tabTo(desk, '.share-copy');
    await desk.keyboard.press('Enter');
  },
};

const byPointer: Hand = {
  // Words come from the keyboard; everything else is pressed.
  async write(desk, text) {
    await field(desk).click();
    await desk.keyboard.type(text);
    await button(desk, 'Finish line').click();
  },
  async correct(desk, text) {
    const row = desk.locator('.row').last();
    await row.hover();
    await row.getByRole('button', { name: /^Edit/ }).click();
    await field(desk).click({ clickCount: 3 });
    await desk.keyboard.type(text);
    await button(desk, 'Publish correction').click();
  },
  async nameSpeaker(desk, name) {
    await desk.locator('#speaker').click({ clickCount: 3 });
    await desk.keyboard.type(name);
    await field(desk).click();
  },
  async sound(desk) {
    await desk.getByRole('button', { name: 'Sounds', exact: true }).click();
    await button(desk, '[applause]').click();
  },
  offRecord: (desk) => button(desk, /^Off the record/).click(),
  onRecord: (desk) =>
    button(desk, /^Go back on the record/)
      .first()
      .click(),
  takeOver: (desk) =>
    button(desk, /^Take over/)
      .first()
      .click(),
  handOver: (desk) => button(desk, /^Hand over/).click(),
  copyLink: (desk) => button(desk, 'Copy viewer link').click(),
};

for (const [how, hand] of [
  ['the keyboard', byKeyboard],
  ['the pointer', byPointer],
] as const) {
  test(`everything of the first day is done with ${how} alone`, async ({ openConsole, openViewer }) => {
    const desk = await openConsole();
    const viewer = await openViewer();
    const shown = (...lines: string[]) => expect.poll(() => shownLines(viewer)).toEqual(lines);
    await field(desk).focus();

    await hand.write(desk, 'Good mornign');
    await shown('Good mornign');
    await hand.correct(desk, 'Good morning');
    await shown('Good morning corrected');
    await hand.nameSpeaker(desk, 'Maya');
    await hand.write(desk, 'Thank you all');
    await shown('Good morning corrected', 'Maya: Thank you all');
    await hand.sound(desk);
    await shown('Good morning corrected', 'Maya: Thank you all', '[applause]');

    await hand.offRecord(desk);
    await expect.poll(() => head(desk).innerText()).toBe('Off the record');
    await desk.keyboard.type('a private word');
    await hand.onRecord(desk);
    await expect.poll(() => head(desk).innerText()).toBe('Live');
    await button(desk, 'Delete').press('Enter');

    const other = await openConsole();
    await desk.getByText('2 viewers').or(desk.getByText('1 viewer')).first().waitFor();
    await desk.locator('.captioner').nth(1).waitFor();
    await hand.takeOver(desk);
    await expect.poll(() => head(other).innerText()).toBe('On standby');
    await hand.handOver(desk);
    await expect.poll(() => head(other).innerText()).toBe('Live');
    await expect.poll(() => head(desk).innerText()).toBe('On standby');

    await hand.copyLink(desk);
    await button(desk, 'Copied viewer link').waitFor();
    expect(await shownLines(viewer)).toEqual(['Good morning corrected', 'Maya: Thank you all', '[applause]']);
  });
}
