// Makes the pictures of the README: a relay with the demo pages, a captioner typing in the console, and the page that
// shows it. `node scripts/screenshots.mjs [FOLDER]`, docs/ by default.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright';

import { ensureChromium, launchOptions } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2] ?? join(root, 'docs'));
const data = mkdtempSync(join(tmpdir(), 'captionwire-pictures-'));
mkdirSync(folder, { recursive: true });

const parameters = ['serve', '--port', '0', '--data', data, '--demo'];
const relay = spawn(process.execPath, [join(root, 'dist', 'cli', 'main.js'), ...parameters], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
for await (const chunk of relay.stdout) {
  printed += chunk;
  if (printed.includes('Ctrl-C ends it.')) break;
}
const link = /http\S+\/console#\S+/.exec(printed)?.[0] ?? '';
const { origin } = new URL(link);

const browser = await chromium.launch(launchOptions(ensureChromium()));
try {
  /** @param {string} url @param {import('playwright').BrowserContextOptions} options */
  const open = async (url, options) => {
    const page = await (await browser.newContext(options)).newPage();
    await page.goto(url);
    return page;
  };
  const wide = { viewport: { width: 1280, height: 800 } };
  const console = await open(link, wide);
  await console.getByText('Viewers see every keystroke.').waitFor();
  const support = await open(`${origin}/demo/support.html`, wide);
  await console.getByLabel('Speaker').fill('Maya');
  const field = console.getByLabel('Type what is said');
  for (const line of [
    'Good morning! You are through to Maya.',
    'I can see your order, it left this morning.',
  ]) {
    await field.fill(line);
    await field.press('Enter');
  }
  await console.getByLabel('Status text').fill('Lines are busy today, thank you for waiting');
  await console.getByRole('button', { name: 'Set status' }).click();
  await field.pressSequentially('It should be with you tomorr');
  await support.getByText('It should be with you tomorr').waitFor();
  await console.screenshot({ path: join(folder, 'console.png') });
  await support.screenshot({ path: join(folder, 'support.png') });
  for (const [name, options] of /** @type {const} */ ([
    ['support-dark', { ...wide, colorScheme: 'dark' }],
    ['support-320', { viewport: { width: 320, height: 640 } }],
  ])) {
    const page = await open(`${origin}/demo/support.html`, options);
    await page.getByText('It should be with you tomorr').waitFor();
    await page.screenshot({ path: join(folder, `${name}.png`) });
  }
  const video = await open(`${origin}/demo/video.html`, wide);
  await video.locator('caption-wire .log p').nth(2).waitFor();
  await video.screenshot({ path: join(folder, 'video.png') });
} finally {
  await browser.close();
  relay.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
