// Replies all the way: a reader's words are read by captioners and by no other reader, once, also over a broken connection.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { pageTest } from '../helpers/page-test.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { openBar } from '../helpers/tools.ts';

/** Readers of the support page of a relay that only this test has. */
const test = pageTest().extend('support', async ({ newPage }) => {
  const relay = await startRelay({ demo: true, replies: true });
  return {
    relay,
    /** Opens the page: its frames, and how to break its connection. */
    async openReader() {
      const page = await newPage();
      const frames: string[] = [];
      const sent: string[] = [];
      let ends: { close(): Promise<void> }[] = [];
      let swallowed = false;
      await page.routeWebSocket(/\/live/, (there) => {
        const relayed = there.connectToServer();
        ends = [there, relayed];
        there.onMessage((message) => {
          sent.push(String(message));
          relayed.send(message);
        });
        relayed.onMessage((message) => {
          frames.push(String(message));
          // The answer that a reply was taken gets lost once.
          if (!swallowed && String(message).includes('reply-taken')) swallowed = true;
          else there.send(message);
        });
      });
      await page.goto(`${relay.url}/demo/support.html`);
      await openBar(page);
      return { page, frames, sent, breakConnection: () => Promise.all(ends.map((end) => end.close())) };
    },
  };
});
const replyButton = (page: Page) => page.getByRole('button', { name: 'Reply', exact: true });
const openForm = async (page: Page) => {
  await replyButton(page).press('Enter');
  return page.getByLabel('Reply to the captioners');
};

test('replies reach captioners alone, once, though the connection breaks before the answer', async ({
  support,
}) => {
  const captioner = await support.relay.present('support', 'maya');
  const texts = () => captioner.all('replies').flatMap(({ replies }) => replies.map(({ text }) => text));
  const writing = () => captioner.all('reply-typing').at(-1)?.from.length ?? 0;
  const [writer, other] = [await support.openReader(), await support.openReader()];
  const field = await openForm(writer.page);
  await field.pressSequentially('Which street?');
  await expect.poll(writing).toBe(1);
  await field.press('Enter');
  await expect.poll(texts).toEqual(['Which street?']);
  await expect.poll(writing).toBe(0);
  await writer.page.getByText('Sending…').waitFor();

  await writer.breakConnection();
  await writer.page.locator('caption-wire .reply li').getByText('Sent', { exact: true }).waitFor();
  expect(writer.sent.filter((text) => text.includes('"reply"'))).toHaveLength(2);
  // What comes after it has come, and it has not come again.
  await field.fill('Thank you');
  await field.press('Enter');
  await expect.poll(texts).toEqual(['Which street?', 'Thank you']);

  expect(other.frames.join()).not.toMatch(/street|repl/);
  await expect(other.page.locator('caption-wire').innerText()).resolves.not.toContain('street');
});

test('a reply is written, sent and left with the keyboard, and the focus is back at the button', async ({
  support,
}) => {
  await support.relay.present('support', 'maya');
  const { page } = await support.openReader();
  const hasFocus = (node: Element) => node.matches(':focus');
  const field = await openForm(page);
  await expect.poll(() => field.evaluate(hasFocus)).toBe(true);
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('');
  await page.keyboard.press('Escape');
  await expect.poll(() => replyButton(page).evaluate(hasFocus)).toBe(true);
});

test('a page that offers replies on a relay that takes none says so before anything is written', async ({
  newPage,
}) => {
  const relay = await startRelay({ demo: true, replies: false });
  const page = await newPage();
  await page.goto(`${relay.url}/demo/support.html`);
  await openBar(page);
  await replyButton(page).press('Enter');
  await page.getByText('These captioners take no replies').waitFor();
  expect(await page.getByLabel('Reply to the captioners').count()).toBe(0);
});
