// The demo's customer page: each visitor has a session of their own, and a link to the console that answers that visitor.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { violations } from '../helpers/axe.ts';
import { consoleIsLive, noteLog, shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest();
const path = '/demo/customer.html';

/** Follows the page's own link, as a newcomer does who wants to see both sides. */
async function openAgent(customer: Page): Promise<Page> {
  const [agent] = await Promise.all([
    customer.context().waitForEvent('page'),
    customer.getByRole('link', { name: 'Open the agent’s console' }).click(),
  ]);
  await consoleIsLive(agent);
  return agent;
}

async function say(agent: Page, text: string): Promise<void> {
  await agent.getByLabel('Type what is said').fill(text);
  await agent.keyboard.press('Enter');
}

test('a fresh visitor reads nothing of the visitor before, and each is answered alone', async ({ open }) => {
  let logged: string[] = [];
  const first = await open(path, {
    prepare: async (page) => {
      logged = noteLog(page);
    },
  });
  await say(await openAgent(first), 'Your router light is amber.');
  await expect.poll(() => shownLines(first)).toEqual(['Your router light is amber.']);

  const second = await open(path);
  await second.getByText('Each visitor has a session of their own').waitFor();
  await say(await openAgent(second), 'Your bill is right.');
  await expect.poll(() => shownLines(second)).toEqual(['Your bill is right.']);
  expect(await shownLines(first)).toEqual(['Your router light is amber.']);

  await first.reload();
  await expect.poll(() => shownLines(first)).toEqual(['Your router light is amber.']);
  // The page's policy allows the tag and the note as they are.
  expect(logged).toEqual([]);
});

test('the page has no accessibility violation, and no cache keeps it', async ({ open, relay }) => {
  const page = await open(path);
  await page.getByText('Captions will appear here.').waitFor();
  expect(await violations(page)).toEqual([]);
  const { headers } = await fetch(relay.url + path);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('set-cookie')).toMatch(/^captionwire-customer=[\w-]{36}; .*HttpOnly; SameSite=Lax$/);
});

test('the shared support page says that it is one room, and leads to the customer page', async ({ open }) => {
  const page = await open('/demo/support.html');
  await page.getByText('Everybody who opens this page reads the same words.').waitFor();
  await page.getByRole('link', { name: 'Open the page that gives each visitor a session' }).click();
  await page.getByText('Each visitor has a session of their own').waitFor();
});
