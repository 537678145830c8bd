// What a reader of a page finds in it, and what assistive technology hears of it.
import type { Page } from 'playwright';

/** Everything that a page's console says from now on, errors of its scripts included: `error: …`, `pageerror: …`. */
export function noteLog(page: Page): string[] {
  const logged: string[] = [];
  page.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => logged.push(`pageerror: ${message}`));
  return logged;
}

type Announced = {
  readonly region: string;
  readonly text: string;
  readonly atMs: number;
  readonly tag: string;
};

declare global {
  interface Window {
    announced: Announced[];
    regionsWhenFirstSeen: number;
  }
}

/** Notes everything that is ever put into an announcing region, from before the page's own scripts run. */
export async function watchAnnouncements(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.announced = [];
    new MutationObserver((changes) => {
      for (const { addedNodes, target } of changes) {
        for (const node of addedNodes) {
          const region = (target as Element).closest?.('[data-captionwire-region]');
          const name = region?.getAttribute('data-captionwire-region');
          if (!name) continue;
          window.announced.push({
            region: name,
            text: (node.textContent ?? '').replace(/\u00a0$/, ''),
            tag: node.nodeName,
            atMs: performance.now(),
          });
        }
      }
    }).observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** What was announced in one region so far. */
export async function announcedIn(page: Page, region: string): Promise<string[]> {
  const all = await page.evaluate(() => window.announced);
  return all.filter((entry) => entry.region === region).map(({ text }) => text);
}

/** The panel's caption lines as a reader sees them, oldest first. */
export async function shownLines(page: Page): Promise<string[]> {
  const rows = await page.locator('caption-wire').first().locator('.log p').allInnerTexts();
  return rows.map((text) => text.trim());
}

/** Resolves when a console's page says that viewers see what is typed. Its head says so; a box may say the same. */
export async function consoleIsLive(page: Page): Promise<void> {
  await page.getByRole('banner').getByText('Viewers see every keystroke.').waitFor();
}
