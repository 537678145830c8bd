// The console's preview is what a viewer sees: the widget itself, on a private relay too, under the policy that the relay
// serves. It leaves the captioner's keys, focus and screen reader alone.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  announcedIn,
  consoleIsLive,
  shownLines,
  useBrowser,
  watchAnnouncements,
} from '../helpers/browser.ts';
import { type RelayProcess, startRelayProcess, temporaryFolder } from '../helpers/relay-process.ts';

describe.for([
  ['a public relay', []],
  ['a private relay', ['--private']],
] as const)('the preview on %s', ([, parameters]) => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;
  let console: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path, parameters });
    const links = await relay.invite('talk');
    console = await (await browser().newContext()).newPage();
    await watchAnnouncements(console);
    await console.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        globalThis.console.error(`blocked: ${violatedDirective} ${blockedURI}`);
      });
    });
    console.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    console.on('pageerror', (error) => faults.push(error.message));
    await console.goto(links.console as string);
    await consoleIsLive(console);
  });
  afterAll(async () => {
    await relay?.end();
    folder.remove();
  });

  test('loads nothing before it is opened', async () => {
    expect(await console.locator('caption-wire').count()).toBe(0);
    expect(await console.evaluate(() => customElements.get('caption-wire'))).toBeUndefined();
  });

  test('shows each keystroke and each line as a viewer gets it', async () => {
    await console.getByRole('button', { name: 'Preview', exact: true }).click();
    await console.locator('caption-wire').waitFor();
    const field = console.getByLabel('Type what is said');
    await console.getByLabel('Speaker', { exact: true }).fill('Maya');
    await field.pressSequentially('Good morn');
    await expect.poll(() => shownLines(console)).toEqual(['Maya: Good morn']);
    await field.pressSequentially('ing');
    await field.press('Enter');
    await console.getByText('On disk').first().waitFor();
    await expect.poll(() => shownLines(console)).toEqual(['Maya: Good morning']);

    const links = await relay.invite('talk', 'viewer');
    const viewer = await (await browser().newContext()).newPage();
    await viewer.goto(links.viewer as string);
    await expect.poll(() => shownLines(viewer)).toEqual(await shownLines(console));
    await console.getByText('1 viewer', { exact: true }).waitFor();
    await viewer.close();
  });

  test('counts as no viewer', async () => {
    await console.getByText('0 viewers', { exact: true }).waitFor();
  });

  test('takes no focus, and announces nothing', async () => {
    await console.getByLabel('Type what is said').focus();
    const passed: string[] = [];
    for (let n = 0; n < 80; n++) {
      await console.keyboard.press('Tab');
      passed.push(await console.evaluate(() => document.activeElement?.tagName ?? ''));
    }
    expect(passed).toContain('BODY');
    expect(passed).not.toContain('CAPTION-WIRE');
    expect(await announcedIn(console, 'log')).toEqual([]);
  });

  test('goes away with its box', async () => {
    await console.getByRole('button', { name: 'Preview', exact: true }).click();
    await console.locator('caption-wire').waitFor({ state: 'detached' });
  });

  test('breaks no rule of the page’s policy', () => {
    expect(faults).toEqual([]);
  });
});
