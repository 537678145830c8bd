// The console's preview is what a viewer sees: the widget itself, on a private relay too, under the policy that the relay
// serves. It leaves the captioner's keys, focus and screen reader alone.
import type { Page } from 'playwright';
import { expect } from 'vitest';

import { announcedIn, shownLines, watchAnnouncements } from '../helpers/browser.ts';
import { pageTest } from '../helpers/page-test.ts';

/** Notes what a page complains of: errors, and what its policy blocks. */
async function watchFaults(page: Page, faults: string[]): Promise<void> {
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      globalThis.console.error(`blocked: ${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
}

for (const [relayKind, testOnRelay] of [
  ['a public relay', pageTest()],
  ['a private relay', pageTest({ demo: false, private: true })],
] as const) {
  testOnRelay(
    `the preview on ${relayKind} loads when it is opened, shows each keystroke as a viewer gets it, and takes no focus`,
    async ({ openConsole, openViewer }) => {
      const faults: string[] = [];
      const desk = await openConsole({
        async prepare(page) {
          await watchAnnouncements(page);
          await watchFaults(page, faults);
        },
      });
      const preview = desk.getByRole('button', { name: 'Preview', exact: true });
      const field = desk.getByLabel('Type what is said');
      expect(await desk.locator('caption-wire').count()).toBe(0);
      expect(await desk.evaluate(() => customElements.get('caption-wire'))).toBeUndefined();

      await preview.click();
      await desk.locator('caption-wire').waitFor();
      const viewer = await openViewer();
      await desk.getByLabel('Speaker', { exact: true }).fill('Maya');
      await field.pressSequentially('Good morn');
      for (const page of [desk, viewer]) {
        await expect.poll(() => shownLines(page)).toEqual(['Maya: Good morn']);
      }
      await field.pressSequentially('ing');
      await field.press('Enter');
      await desk.getByText('Saved').first().waitFor();
      for (const page of [desk, viewer]) {
        await expect.poll(() => shownLines(page)).toEqual(['Maya: Good morning']);
      }

      // It counts as no viewer.
      await desk.getByText('1 viewer', { exact: true }).waitFor();
      await viewer.close();
      await desk.getByText('0 viewers', { exact: true }).waitFor();

      await field.focus();
      const passed: string[] = [];
      for (let n = 0; n < 80; n++) {
        await desk.keyboard.press('Tab');
        passed.push(await desk.evaluate(() => document.activeElement?.tagName ?? ''));
      }
      expect(passed).toContain('BODY');
      expect(passed).not.toContain('CAPTION-WIRE');
      expect(await announcedIn(desk, 'log')).toEqual([]);

      await preview.click();
      await desk.locator('caption-wire').waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
    },
  );
}
