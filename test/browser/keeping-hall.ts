// The fixture of keeping.test.ts: a session of a relay that can be killed, with viewers and consoles. The consoles' page comes
// from a relay of its own, so that it can be loaded anew while the session's relay is away.
import type { Page } from 'playwright';
import { expect, onTestFinished } from 'vitest';

import { viewerCount } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startRelayProcess } from '../helpers/relay-process.ts';
import { testFolder } from '../helpers/running-relay.ts';

declare global {
  interface Window {
    shown: string[];
  }
}

/** A console or a viewer may be between two tries when its relay is back (timing.retryMaxMs). */
export const backMs = { timeout: 40_000 };
/** Every line that a viewer was shown, in order. */
export const shown = (viewer: Page) => viewer.evaluate(() => window.shown);
/** Notes every line that a viewer is shown. */
const noteLines = (page: Page) =>
  page.addInitScript(() => {
    window.shown = [];
    document.addEventListener('captionwire:line', (event) => {
      window.shown.push((event as CustomEvent<{ text: string }>).detail.text);
    });
  });

/** A session of a relay that can be killed, its viewers, and consoles that share a browser's storage. */
export const keepingTest = pageTest().extend('hall', async ({ browser, newPage, session, relay: pages }) => {
  const data = testFolder();
  let relay = await startRelayProcess({ data });
  onTestFinished(async () => void (await relay.end()));
  const { console: link } = await relay.invite(session);
  const address = `${pages.url}/console${new URL(link).hash}&relay=${encodeURIComponent(relay.url)}`;
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const viewers = await Promise.all(
    Array.from({ length: viewerCount() }, async () => {
      const page = await newPage({ prepare: noteLines });
      await page.goto(`${relay.url}/s/${session}`);
      await page.getByText('Captions will appear here.').waitFor();
      return page;
    }),
  );
  /** The page is another relay's: it outlives the one that is killed. */
  const enter = async (page: Page) => {
    await page.goto(address);
    await page.getByRole('button', { name: 'Write to ' }).click();
  };
  return {
    enter,
    context,
    viewers,
    relayAway: () => relay.end('SIGKILL'),
    async relayBack() {
      relay = await startRelayProcess({ data, port: relay.port });
    },
    /** Opens a console whose closing is not held up by its question. */
    async openConsole(): Promise<Page> {
      const page = await context.newPage();
      page.on('dialog', (dialog) => void dialog.accept());
      await enter(page);
      await page.getByLabel('Type what is said').waitFor();
      return page;
    },
    /** Resolves once every viewer was shown these lines, and they are in the transcript: once, and in order. */
    async arrived(texts: readonly string[]): Promise<void> {
      for (const viewer of viewers) await expect.poll(() => shown(viewer), backMs).toEqual(texts);
      const answer = await fetch(`${relay.url}/v1/sessions/${session}/transcript.json`);
      const { lines } = (await answer.json()) as { lines: { text: string }[] };
      expect(lines.map(({ text }) => text)).toEqual(texts);
    },
  };
});
