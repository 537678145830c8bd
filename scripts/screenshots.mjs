// Makes pictures of every page, with a relay that serves the demo and a captioner typing in its console.
// `node scripts/screenshots.mjs` makes those of the README and of docs/captioner.md, into docs/; with a folder as its
// parameter it makes all.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright';

import { captionerPictures, keptByCaptioner } from './captioner-pictures.mjs';
import { ensureChromium, launchOptions } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const given = process.argv[2];
const folder = resolve(given ?? join(root, 'docs'));
const data = mkdtempSync(join(tmpdir(), 'captionwire-pictures-'));
mkdirSync(folder, { recursive: true });

const command = join(root, 'dist', 'cli', 'main.js');
const relay = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', data, '--demo'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
for await (const chunk of relay.stdout) {
  printed += chunk;
  if (printed.includes('Ctrl-C ends it.')) break;
}
const { origin } = new URL(/http\S+\/console#\S+/.exec(printed)?.[0] ?? '');
const support = `${origin}/demo/support.html`;

const wide = { viewport: { width: 1280, height: 800 } };
const narrow = { viewport: { width: 320, height: 640 } };
const phone = { viewport: { width: 390, height: 760 } };
const dark = /** @type {const} */ ({ colorScheme: 'dark' });

const browser = await chromium.launch(launchOptions(ensureChromium()));

/** @param {string} url @param {import('playwright').BrowserContextOptions} options */
async function open(url, options) {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(url);
  return page;
}

/**
 * The console of a captioner, with lists of their own on the device.
 * @param {string} name @param {import('playwright').BrowserContextOptions} options
 */
async function openDesk(name, options) {
  const invitation = ['invite', 'support', '--name', name, '--data', data, '--relay', origin, '--json'];
  const link = JSON.parse(execFileSync(process.execPath, [command, ...invitation], { encoding: 'utf8' }));
  const context = await browser.newContext(options);
  await context.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, JSON.stringify(value));
  }, keptByCaptioner);
  const desk = await context.newPage();
  await desk.goto(link.console);
  await desk.getByText('Everything is sent.').waitFor({ state: 'attached' });
  return desk;
}

/** @param {string} name @param {import('playwright').Page | import('playwright').Locator} shown */
const keep = (name, shown) => shown.screenshot({ path: join(folder, `${name}.png`) });

/**
 * A picture of a page in a browser of its own, once it shows a text, or enough of the talk.
 * @param {string} name @param {string} url @param {import('playwright').BrowserContextOptions} options
 * @param {string} [text] what is waited for
 */
async function picture(name, url, options, text) {
  const page = await open(url, options);
  if (text) await page.getByText(text).waitFor();
  else if (url !== origin) await page.locator('caption-wire :is(.log, .over) p').nth(2).waitFor();
  await keep(name, page);
  await page.context().close();
}

/** @param {import('playwright').Page} desk @param {string} text what is still being typed at the end */
async function typeOn(desk, text) {
  await desk.getByLabel('Type what is said').pressSequentially(text);
}

/** @param {import('playwright').Page} desk @param {string} speaker @param {string[]} lines */
async function say(desk, speaker, lines) {
  await desk.getByLabel('Speaker', { exact: true }).fill(speaker);
  const field = desk.getByLabel('Type what is said');
  for (const line of lines) {
    await field.fill(line);
    await field.press('Enter');
  }
}

/** The two pictures of the README. @param {import('playwright').Page} desk */
async function readme(desk) {
  const page = await open(support, wide);
  await say(desk, 'Maya', [
    'Good morning! You are through to Maya.',
    'I can see your order, it left this morning.',
  ]);
  await desk.getByLabel('Status text').fill('Lines are busy today, thank you for waiting');
  await desk.getByRole('button', { name: 'Set status' }).click();
  await typeOn(desk, 'It should be with you tomorr');
  await page.getByText('It should be with you tomorr').waitFor();
  await desk.getByText('1 viewer', { exact: true }).waitFor();
  await desk.locator('.side').evaluate((side) => side.scrollTo(0, 0));
  await keep('console', desk);
  await keep('support', page);
  return page;
}

/** Everything else that people see. @param {import('playwright').Page} desk */
async function gallery(desk) {
  const interim = 'It should be with you tomorr';
  await picture('support-dark', support, { ...wide, ...dark }, interim);
  await picture('support-320', support, narrow, interim);
  await picture('support-320-dark', support, { ...narrow, ...dark }, interim);
  await picture('support-forced-colours', support, { ...wide, forcedColors: 'active' }, interim);

  const hidden = await open(support, wide);
  await hidden.getByRole('button', { name: 'Hide' }).click();
  await keep('support-hidden', hidden);

  await desk.getByLabel('Type what is said').press('Enter');
  await say(desk, 'ليلى', ['مساء الخير، كيف يمكنني مساعدتك؟']);
  const arabic = 'سيصل طلبك غدًا في الساعة 10:30';
  await typeOn(desk, arabic);
  await picture('arabic', support, wide, arabic);
  await picture('arabic-320-dark', support, { ...narrow, ...dark }, arabic);

  const reader = await open(`${origin}/s/support`, phone);
  await reader.getByText(arabic).waitFor();
  await keep('viewer-arabic', reader);
  await picture('viewer', `${origin}/s/talk`, wide);
  await picture('viewer-phone-dark', `${origin}/s/talk`, { ...phone, ...dark });
  await picture('viewer-320', `${origin}/s/talk`, narrow);
  await picture('video', `${origin}/demo/video.html`, wide);
  await picture('video-320-dark', `${origin}/demo/video.html`, { ...narrow, ...dark });
  await picture('start', origin, wide);
  await picture('start-320-dark', origin, { ...narrow, ...dark });

  const back = await open(support, { viewport: { width: 640, height: 480 } });
  await back.getByText(arabic).waitFor();
  for (let n = 1; n < 6; n++) await say(desk, 'Maya', [`And one line more, number ${n}.`]);
  await back.locator('caption-wire .log').evaluate((log) => log.scrollTo(0, -60));
  await back.getByRole('button', { name: 'Jump to live' }).waitFor();
  await keep('reading-back', back);
}

try {
  const desk = await openDesk('Maya', wide);
  const reader = await readme(desk);
  if (given) await gallery(desk);
  await captionerPictures({ desk, reader, openDesk, keep });
} finally {
  await browser.close();
  relay.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
