// What a captioner wrote and the relay does not have yet survives a lost network, a relay that is away, and the tab itself:
// it arrives once and in order. By keyboard only. The page comes from a relay of its own, so that it can be loaded anew while
// the session's relay is away.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import { launchOptions } from '../../scripts/chromium.mjs';
import { useBrowser } from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder, useRelay } from '../helpers/relay-process.ts';

declare global {
  interface Window {
    shown: string[];
  }
}

const { browser } = useBrowser();
const { relay: pages } = useRelay();
const folder = temporaryFolder();
let relay: RelayProcess;
let sessions = 0;
let session: string;
let context: BrowserContext;
let viewers: Page[];
let address: string;

const relayAway = () => relay.end('SIGKILL');
async function relayBack(): Promise<void> {
  relay = await startRelayProcess({ data: folder.path, port: relay.port });
}

beforeEach(async () => {
  relay = await startRelayProcess({ data: folder.path });
  session = `keep${++sessions}`;
  const { console: link } = await relay.invite(session);
  const { hash } = new URL(link as string);
  address = `${pages().url}/console${hash}&relay=${encodeURIComponent(relay.url)}`;
  context = await browser().newContext();
  viewers = await Promise.all([1, 2].map(() => watch()));
  return async () => {
    await context.close();
    await relay.end();
  };
});
afterAll(() => folder.remove());

/** A viewer that notes every line it is shown. */
async function watch(): Promise<Page> {
  const page = await (await browser().newContext()).newPage();
  await page.addInitScript(() => {
    window.shown = [];
    document.addEventListener('captionwire:line', (event) => {
      window.shown.push((event as CustomEvent<{ text: string }>).detail.text);
    });
  });
  await page.goto(`${relay.url}/s/${session}`);
  await page.getByText('Captions will appear here.').waitFor();
  return page;
}

/** A console whose closing is not held up by its question. */
async function openConsole(): Promise<Page> {
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(address);
  await page.getByLabel('Type what is said').waitFor();
  return page;
}
const live = (page: Page) => page.locator('.connection-live').waitFor();

async function say(page: Page, ...texts: string[]): Promise<void> {
  for (const text of texts) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
}
/** What was handed in from the console's own tabs, with its receipt. */
const receipts = (page: Page) =>
  page
    .locator('.row', { has: page.locator('.receipt') })
    .evaluateAll((rows) =>
      rows.map((row) =>
        ['.row-words', '.receipt'].map((part) => row.querySelector(part)?.textContent).join(': '),
      ),
    );
const on = (state: string, texts: readonly string[]) => texts.map((text) => `${text}: ${state}`);

const shown = (viewer: Page) => viewer.evaluate(() => window.shown);
const waitMs = { timeout: 10_000 };
/** A console may be between two tries when its relay is back. */
const backMs = { timeout: 40_000 };

async function arrived(texts: readonly string[]): Promise<void> {
  for (const viewer of viewers) {
    await expect.poll(() => shown(viewer), backMs).toEqual(texts);
  }
  const answer = await fetch(`${relay.url}/v1/sessions/${session}/transcript.json`);
  const { lines } = (await answer.json()) as { lines: { text: string }[] };
  expect(lines.map(({ text }) => text)).toEqual(texts);
}
const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);

test('a hundred lines written without a network, over a relay that is started again, arrive once and in order', async () => {
  const console = await openConsole();
  await live(console);
  await say(console, 'before');
  await expect.poll(() => receipts(console), waitMs).toEqual(on('On disk', ['before']));
  const lines = numbered('line', 100);
  await context.setOffline(true);
  await relayAway();
  await say(console, ...lines);
  await console.getByText('100 lines wait').first().waitFor();
  await relayBack();
  await context.setOffline(false);
  await arrived(['before', ...lines]);
  await expect.poll(() => receipts(console), waitMs).toEqual(on('On disk', ['before', ...lines]));
}, 120_000);

test('lines that wait when the tab is loaded anew are shown as waiting, and arrive once and in order', async () => {
  const console = await openConsole();
  await live(console);
  await say(console, 'before');
  await expect.poll(() => receipts(console), waitMs).toEqual(on('On disk', ['before']));
  await relayAway();
  const lines = numbered('meanwhile', 5);
  await say(console, ...lines);
  await console.getByText('5 lines wait').first().waitFor();
  await console.reload();
  await expect.poll(() => receipts(console), waitMs).toEqual(on('Waiting', lines));
  await say(console, 'after');
  await relayBack();
  await arrived(['before', ...lines, 'after']);
  await expect.poll(() => receipts(console), waitMs).toEqual(on('On disk', [...lines, 'after']));
});

test('a line whose acknowledgement the tab did not live to see arrives once', async () => {
  const console = await openConsole();
  await live(console);
  const lines = numbered('quick', 20);
  await say(console, ...lines);
  await console.reload();
  await live(console);
  await say(console, 'after');
  await arrived([...lines, 'after']);
});

test('a tab that crashes, and one that is closed, leave their lines to the next one', async () => {
  const [crashing, closing] = [await openConsole(), await openConsole()];
  await Promise.all([live(crashing), live(closing)]);
  await relayAway();
  await crashing.bringToFront();
  await say(crashing, 'one', 'two');
  await closing.bringToFront();
  await say(closing, 'three', 'four');
  await crashing.goto('chrome://crash').catch(() => {});
  await closing.close({ runBeforeUnload: true });
  await closing.waitForEvent('close').catch(() => {});
  const console = await openConsole();
  await expect.poll(() => receipts(console), waitMs).toEqual(on('Waiting', ['one', 'two', 'three', 'four']));
  await say(console, 'five');
  await relayBack();
  await arrived(['one', 'two', 'three', 'four', 'five']);
});

test('two tabs of one session never share what waits', async () => {
  const byFirst = numbered('first', 3);
  const bySecond = numbered('second', 2);
  const first = await openConsole();
  await live(first);
  await relayAway();
  await say(first, ...byFirst.slice(0, 2));
  const second = await openConsole();
  await say(second, ...bySecond);
  await first.bringToFront();
  await say(first, ...byFirst.slice(2));
  await second.reload();
  await expect.poll(() => receipts(second), waitMs).toEqual(on('Waiting', bySecond));
  await relayBack();
  await expect.poll(() => receipts(first), backMs).toEqual(on('On disk', byFirst));
  await expect.poll(() => receipts(second), backMs).toEqual(on('On disk', bySecond));
  for (const viewer of viewers) {
    const shownOf = async (tab: string) => (await shown(viewer)).filter((text) => text.startsWith(tab));
    await expect.poll(() => shownOf('first'), waitMs).toEqual(byFirst);
    await expect.poll(() => shownOf('second'), waitMs).toEqual(bySecond);
  }
});

test('text in the making is back in the field after the tab was loaded anew, and goes on for viewers on the same line', async () => {
  const console = await openConsole();
  await live(console);
  await console.keyboard.type('half');
  for (const viewer of viewers) await viewer.getByText('half').first().waitFor();
  // Sooner than it would be written down by itself.
  await console.keyboard.type(' a');
  await console.reload();
  await expect.poll(() => console.getByLabel('Type what is said').inputValue(), waitMs).toBe('half a');
  await live(console);
  await console.keyboard.type(' sentence');
  for (const viewer of viewers) {
    await viewer.getByText('half a sentence').first().waitFor();
    expect(await viewer.locator('caption-wire').getByText('half a', { exact: true }).count()).toBe(0);
  }
  await console.keyboard.press('Enter');
  await arrived(['half a sentence']);
  await console.reload();
  await live(console);
  expect(await console.getByLabel('Type what is said').inputValue()).toBe('');
});

test('closing the tab asks first while lines wait', async () => {
  const console = await context.newPage();
  await console.goto(address);
  await live(console);
  await relayAway();
  await say(console, 'one');
  const asked = console.waitForEvent('dialog');
  await console.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await relayBack();
  await arrived(['one']);
});

test('where the browser stores nothing for the page, lines wait in the tab, and the console says so', async () => {
  const profile = temporaryFolder();
  mkdirSync(join(profile.path, 'Default'));
  // As a captioner forbids it: "Block all cookies" means every kind of storage.
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  writeFileSync(join(profile.path, 'Default', 'Preferences'), JSON.stringify(preferences));
  const forbidden = await chromium.launchPersistentContext(profile.path, launchOptions());
  onTestFinished(async () => {
    await forbidden.close();
    profile.remove();
  });
  const console = await forbidden.newPage();
  await console.goto(address);
  await console.getByText('Lines are kept in this tab only').first().waitFor();
  await live(console);
  await relayAway();
  await say(console, 'one', 'two');
  await console.getByText('2 lines wait').first().waitFor();
  await relayBack();
  await arrived(['one', 'two']);
});
