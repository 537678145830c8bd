// Replies all the way: what a reader writes is read by captioners and by no other reader, once, also over a broken line.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { readServerFrame } from '../../protocol/server-frame.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';
import { openBar } from '../helpers/tools.ts';

describe('replies', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let captioner: WebSocket;
  /** All that the captioner was told. */
  const told: ServerMessage[] = [];

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path, parameters: ['--demo'] });
    const { token } = await relay.invite('support');
    const address = `${relay.url.replace('http', 'ws')}/v1/sessions/support/live`;
    captioner = new WebSocket(address, ['captionwire.v1', `bearer.${token}`]);
    captioner.on('message', (data) => told.push(readServerFrame(String(data))));
    await new Promise((open) => captioner.once('open', open));
    captioner.send(JSON.stringify({ type: 'hello', publisher: 'maya', name: 'Maya' }));
  });
  afterAll(async () => {
    captioner?.terminate();
    await relay?.end();
    folder.remove();
  });

  const texts = () =>
    told.flatMap((message) => (message.type === 'replies' ? message.replies.map(({ text }) => text) : []));
  const writing = () => told.findLast((message) => message.type === 'reply-typing')?.from.length ?? 0;

  /** A reader of the support page: its frames, and how to break its line. */
  async function openReader() {
    const page = await browser().newPage();
    const frames: string[] = [];
    const sent: string[] = [];
    let lines: { close(): Promise<void> }[] = [];
    let swallowed = false;
    await page.routeWebSocket(/\/live/, (there) => {
      const relayed = there.connectToServer();
      lines = [there, relayed];
      there.onMessage((message) => {
        sent.push(String(message));
        relayed.send(message);
      });
      relayed.onMessage((message) => {
        frames.push(String(message));
        // What says that a reply was taken gets lost once.
        if (!swallowed && String(message).includes('reply-taken')) swallowed = true;
        else there.send(message);
      });
    });
    await page.goto(`${relay.url}/demo/support.html`);
    await openBar(page);
    return { page, frames, sent, breakLine: () => Promise.all(lines.map((line) => line.close())) };
  }
  const form = async (page: Page) => {
    await page.getByRole('button', { name: 'Reply', exact: true }).press('Enter');
    return page.getByLabel('Reply to the captioners');
  };

  test('reach captioners alone, once, though the line breaks before the answer', async () => {
    const [writer, other] = [await openReader(), await openReader()];
    const field = await form(writer.page);
    await field.pressSequentially('Which street?');
    await expect.poll(writing).toBe(1);
    await field.press('Enter');
    await expect.poll(texts).toEqual(['Which street?']);
    await expect.poll(writing).toBe(0);
    await writer.page.getByText('Sending…').waitFor();

    await writer.breakLine();
    await writer.page.locator('caption-wire .reply li').getByText('Sent', { exact: true }).waitFor();
    expect(writer.sent.filter((text) => text.includes('"reply"'))).toHaveLength(2);
    // What comes after it has come, and it has not come again.
    await field.fill('Thank you');
    await field.press('Enter');
    await expect.poll(texts).toEqual(['Which street?', 'Thank you']);

    expect(other.frames.join()).not.toMatch(/street|repl/);
    await expect(other.page.locator('caption-wire').innerText()).resolves.not.toContain('street');
    await Promise.all([writer.page.close(), other.page.close()]);
  });

  test('are written, sent and left with the keyboard, and the focus is back at the button', async () => {
    const { page } = await openReader();
    const field = await form(page);
    await page.keyboard.press('Tab');
    await expect.poll(() => field.evaluate((node) => node.matches(':focus'))).toBe(true);
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    const button = page.getByRole('button', { name: 'Reply', exact: true });
    expect(await button.evaluate((node) => node.matches(':focus'))).toBe(true);
    await page.close();
  });
});
