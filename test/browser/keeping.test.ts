// What a captioner wrote and the relay does not have yet survives a lost network, a relay that is away, and the tab itself:
// it arrives once and in order. By keyboard only.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium, type Page } from 'playwright';
import { afterAll, expect, onTestFinished, vi } from 'vitest';

import { launchOptions } from '../../scripts/chromium.mjs';
import { isWhole } from '../helpers/effort.ts';
import { temporaryFolder } from '../helpers/relay-process.ts';
import { backMs, keepingTest as test, shown } from './keeping-hall.ts';

// Several waits for a relay that is back fit into it.
vi.setConfig({ testTimeout: 180_000 });
afterAll(() => vi.resetConfig());

const live = (page: Page) => page.locator('.connection-live').waitFor(backMs);
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

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name} ${n + 1}`);

test('lines written without a network, over a relay that is started again, arrive once and in order', async ({
  hall,
}) => {
  const { context, relayAway, relayBack, openConsole, arrived } = hall;
  const console = await openConsole();
  await live(console);
  await say(console, 'before');
  await expect.poll(() => receipts(console)).toEqual(on('Saved', ['before']));
  const lines = numbered('line', isWhole() ? 100 : 30);
  await context.setOffline(true);
  await relayAway();
  await say(console, ...lines);
  await console.getByText(`${lines.length} lines wait`).first().waitFor();
  await relayBack();
  await context.setOffline(false);
  await arrived(['before', ...lines]);
  await expect.poll(() => receipts(console)).toEqual(on('Saved', ['before', ...lines]));
});

test('lines that wait when the tab is loaded anew are shown as waiting, and arrive once and in order', async ({
  hall,
}) => {
  const { relayAway, relayBack, openConsole, arrived } = hall;
  const console = await openConsole();
  await live(console);
  await say(console, 'before');
  await expect.poll(() => receipts(console)).toEqual(on('Saved', ['before']));
  await relayAway();
  const lines = numbered('meanwhile', 5);
  await say(console, ...lines);
  await console.getByText('5 lines wait').first().waitFor();
  await console.reload();
  await expect.poll(() => receipts(console)).toEqual(on('Waiting', lines));
  await say(console, 'after');
  await relayBack();
  await arrived(['before', ...lines, 'after']);
  await expect.poll(() => receipts(console)).toEqual(on('Saved', [...lines, 'after']));
});

test('a line whose acknowledgement the tab did not live to see arrives once', async ({ hall }) => {
  const { openConsole, arrived } = hall;
  const console = await openConsole();
  await live(console);
  const lines = numbered('quick', 20);
  await say(console, ...lines);
  await console.reload();
  await live(console);
  await say(console, 'after');
  await arrived([...lines, 'after']);
});

test('a tab that crashes, and one that is closed, leave their lines to the next one', async ({ hall }) => {
  const { relayAway, relayBack, openConsole, arrived } = hall;
  const [crashing, closing] = [await openConsole(), await openConsole()];
  await Promise.all([live(crashing), live(closing)]);
  await relayAway();
  await crashing.bringToFront();
  await say(crashing, 'one', 'two');
  await closing.bringToFront();
  await say(closing, 'three', 'four');
  await crashing.goto('chrome://crash').catch(() => {});
  const closed = closing.waitForEvent('close');
  await closing.close({ runBeforeUnload: true });
  await closed;
  const console = await openConsole();
  await expect.poll(() => receipts(console)).toEqual(on('Waiting', ['one', 'two', 'three', 'four']));
  await say(console, 'five');
  await relayBack();
  await arrived(['one', 'two', 'three', 'four', 'five']);
});

test('two tabs of one session never share what waits', async ({ hall }) => {
  const { viewers, relayAway, relayBack, openConsole } = hall;
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
  await expect.poll(() => receipts(second)).toEqual(on('Waiting', bySecond));
  await relayBack();
  await expect.poll(() => receipts(first), backMs).toEqual(on('Saved', byFirst));
  await expect.poll(() => receipts(second), backMs).toEqual(on('Saved', bySecond));
  for (const viewer of viewers) {
    const shownOf = async (tab: string) => (await shown(viewer)).filter((text) => text.startsWith(tab));
    await expect.poll(() => shownOf('first'), backMs).toEqual(byFirst);
    await expect.poll(() => shownOf('second'), backMs).toEqual(bySecond);
  }
});

test('text in the making is back in the field after the tab was loaded anew, and goes on for viewers on the same line', async ({
  hall,
}) => {
  const { viewers, openConsole, arrived } = hall;
  const console = await openConsole();
  await live(console);
  await console.keyboard.type('half');
  for (const viewer of viewers) await viewer.getByText('half').first().waitFor();
  // Sooner than it would be written down by itself.
  await console.keyboard.type(' a');
  await console.reload();
  await expect.poll(() => console.getByLabel('Type what is said').inputValue()).toBe('half a');
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

test('closing the tab asks first while lines wait', async ({ hall }) => {
  const { enter, context, relayAway, relayBack, arrived } = hall;
  const console = await context.newPage();
  await enter(console);
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

test('where the browser stores nothing for the page, lines wait in the tab, and the console says so', async ({
  hall,
}) => {
  const { enter, relayAway, relayBack, arrived } = hall;
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
  await enter(console);
  await console.getByText('Lines are kept in this tab only').first().waitFor();
  await live(console);
  await relayAway();
  await say(console, 'one', 'two');
  await console.getByText('2 lines wait').first().waitFor();
  await relayBack();
  await arrived(['one', 'two']);
});
