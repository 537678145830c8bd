// The server of docs/support.md as it stands there, beside a private relay: each customer has a session of their own, and the
// agent who opens its link reads and answers that customer alone.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { json } from 'node:stream/consumers';

import type { Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';

import { consoleIsLive, shownLines } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { openBar } from '../helpers/tools.ts';
import { until } from '../helpers/until.ts';

const secret = 'a secret of more than thirty-two bytes';

/** The agents' chat: takes texts as its incoming webhook would. */
async function startChat() {
  const links: string[] = [];
  const chat = { url: '', links, status: 200 };
  const server = createServer(async (request, response) => {
    const { text } = (await json(request)) as { text: string };
    if (chat.status === 200) links.push(/http\S+/.exec(text)?.[0] ?? '');
    response.writeHead(chat.status).end();
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  chat.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return chat;
}

/** Runs the server in a project of its own; resolves with the address of its page. */
async function startSupport(env: NodeJS.ProcessEnv) {
  const folder = testFolder();
  const [, code = ''] = /^```js\n(.*?)^```$/ms.exec(readFileSync('docs/support.md', 'utf8')) ?? [];
  writeFileSync(join(folder, 'server.mjs'), code);
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'captionwire'));
  symlinkSync(resolve('node_modules', 'fastify'), join(folder, 'node_modules', 'fastify'));
  const child = spawn(process.execPath, ['server.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  onTestFinished(() => void child.kill());
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const address = await until(() => {
    const found = /^http\S+/m.exec(printed)?.[0];
    if (!found) throw new Error(`the server does not listen: ${printed}`);
    return found;
  });
  return { url: `${address}/support`, printed: () => printed };
}

const test = pageTest().extend('desk', async ({ newPage }) => {
  const relay = await startRelay({ secret, private: true });
  const chat = await startChat();
  const support = await startSupport({
    CAPTIONWIRE_SECRET: secret,
    CAPTIONWIRE_RELAY: relay.url,
    AGENTS_WEBHOOK: chat.url,
    PORT: '0',
  });
  return {
    relay,
    chat,
    support,
    /** A customer of whom the server knows nothing, and the link that the agents were sent. */
    async openCustomer() {
      const page = await newPage();
      await page.goto(support.url);
      await page.getByText('Captions will appear here.').waitFor();
      return { page, link: chat.links.at(-1) ?? '' };
    },
    async openAgent(link: string) {
      const page = await newPage();
      await page.goto(link);
      await consoleIsLive(page);
      return page;
    },
  };
});

async function say(agent: Page, text: string): Promise<void> {
  await agent.keyboard.type(text);
  await agent.keyboard.press('Enter');
}

async function answer(customer: Page, text: string): Promise<void> {
  await openBar(customer);
  await customer.getByRole('button', { name: 'Reply', exact: true }).press('Enter');
  await customer.getByLabel('Reply to the captioners').fill(text);
  await customer.keyboard.press('Enter');
  await customer.locator('caption-wire .reply li').getByText('Sent', { exact: true }).waitFor();
}

const replies = (agent: Page) => agent.locator('.replies .reply-text').allInnerTexts();
const sessionOf = (page: Page) => page.locator('script[data-session]').getAttribute('data-session');

test('two customers do not see each other’s words, and each has an agent who reads and answers', async ({
  desk,
}) => {
  const first = await desk.openCustomer();
  const firstAgent = await desk.openAgent(first.link);
  await say(firstAgent, 'Hello, this is Maya.');
  await expect.poll(() => shownLines(first.page)).toEqual(['Hello, this is Maya.']);
  await answer(first.page, 'My router light is amber.');
  await expect.poll(() => replies(firstAgent)).toEqual(['My router light is amber.']);

  const second = await desk.openCustomer();
  const secondAgent = await desk.openAgent(second.link);
  expect(await shownLines(second.page)).toEqual(['Captions will appear here.']);
  await answer(second.page, 'My bill is wrong.');
  await expect.poll(() => replies(secondAgent)).toEqual(['My bill is wrong.']);
  await say(secondAgent, 'Let me look at your bill.');
  await expect.poll(() => shownLines(second.page)).toEqual(['Let me look at your bill.']);

  await say(firstAgent, 'Please switch it off.');
  await expect.poll(() => shownLines(first.page)).toEqual(['Hello, this is Maya.', 'Please switch it off.']);
  expect(await shownLines(second.page)).toEqual(['Let me look at your bill.']);
  expect(await replies(firstAgent)).toEqual(['My router light is amber.']);
});

test('a customer who comes back has the same session, and the agents are sent one link', async ({ desk }) => {
  const { page, link } = await desk.openCustomer();
  const agent = await desk.openAgent(link);
  await say(agent, 'Hello again.');
  await expect.poll(() => shownLines(page)).toEqual(['Hello again.']);
  const session = await sessionOf(page);
  await page.reload();
  await expect.poll(() => shownLines(page)).toEqual(['Hello again.']);
  expect(await sessionOf(page)).toBe(session);
  expect(desk.chat.links).toHaveLength(1);
});

test('nobody else reads a customer’s session: not without a token, not with another’s, not by its name', async ({
  desk,
}) => {
  const first = await desk.openCustomer();
  const second = await desk.openCustomer();
  const session = (await sessionOf(first.page)) ?? '';
  expect(session).toMatch(/^[\w-]{43}$/);
  expect(await sessionOf(second.page)).not.toBe(session);
  const transcript = `${desk.relay.url}/v1/sessions/${session}/transcript.txt`;
  expect((await fetch(transcript)).status).toBe(401);
  const token = await second.page.locator('script[data-token]').getAttribute('data-token');
  expect((await fetch(transcript, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  // Who read the name somewhere makes no cookie of it.
  const asked = await fetch(desk.support.url, { headers: { cookie: `support=${session}` } });
  expect(await asked.text()).not.toContain(session);
});

test('no cache keeps a customer’s page, no script reads the cookie, and the server prints no token', async ({
  desk,
}) => {
  const { headers } = await fetch(desk.support.url);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('set-cookie')).toMatch(/^support=[\w-]{36}; .*HttpOnly/);
  expect(desk.support.printed()).toMatch(/^http:\/\/\S+\n$/);
});

test('a customer whom no agent was told of is not let wait: the page says that it failed', async ({
  desk,
}) => {
  desk.chat.status = 503;
  const refused = await fetch(desk.support.url);
  expect(refused.status).toBe(500);
  expect(refused.headers.get('set-cookie')).toBeNull();
  desk.chat.status = 200;
  expect((await fetch(desk.support.url)).status).toBe(200);
});
