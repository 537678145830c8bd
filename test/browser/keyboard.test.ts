// Everything by keyboard alone, with a real focus: reached, seen, left again, and never taken from the reader.
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { shownLines, useBrowser } from '../helpers/browser.ts';
import { openBar } from '../helpers/tools.ts';
import {
  captionwire,
  type RelayProcess,
  startRelayProcess,
  temporaryFolder,
} from '../helpers/relay-process.ts';

type Focus = { readonly name: string; readonly tool: string | undefined; readonly inDrawer: boolean };

/** What has the focus, whether a ring shows it, and whether anything lies over it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector('caption-wire')?.shadowRoot;
    const node = root?.activeElement as HTMLElement | null | undefined;
    if (!node) return undefined;
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 40);
    const y = box.top + Math.min(box.height / 2, 12);
    const over = root?.elementFromPoint(x, y);
    return {
      name: node.ariaLabel || node.textContent?.trim() || node.tagName,
      tool: node.dataset.tool,
      inDrawer: !!node.closest('.drawer'),
      ring: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      seen: !!over && (node.contains(over) || over.contains(node)),
    };
  });

describe('by keyboard alone', () => {
  const { browser } = useBrowser();
  const folder = temporaryFolder();
  let relay: RelayProcess;

  beforeAll(async () => {
    relay = await startRelayProcess({ data: folder.path, parameters: ['--demo'] });
  });
  afterAll(async () => {
    await relay?.end();
    folder.remove();
  });

  const say = async (text: string) => {
    const { writeFileSync } = await import('node:fs');
    const talk = `${folder.path}/line.vtt`;
    writeFileSync(talk, `WEBVTT\n\n00:00.000 --> 00:00.500\n${text}\n`);
    const to = ['--session', 'support', '--relay', relay.url, '--data', folder.path, '--speed', '100'];
    expect((await captionwire(['replay', talk, ...to])).code).toBe(0);
  };

  async function open(): Promise<Page> {
    const context = await browser().newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${relay.url}/demo/support.html`);
    await expect.poll(() => shownLines(page)).toContain('A first line');
    return page;
  }

  test('every tool is reached, opened, walked through, and closed with the focus where it was', async () => {
    await say('A first line');
    const page = await open();
    await page.locator('caption-wire .head button').first().focus();
    await page.keyboard.press('Enter');
    const bar = page.locator('caption-wire .bar button');
    await bar.first().waitFor();
    const tools = await bar.evaluateAll((all) =>
      all.filter((one) => one.ariaExpanded !== null).map((one) => (one as HTMLElement).dataset.tool ?? ''),
    );
    expect(tools.length).toBeGreaterThan(3);
    const unseen: string[] = [];
    for (const tool of tools) {
      const button = page.locator(`caption-wire [data-tool="${tool}"]`);
      await button.focus();
      await page.keyboard.press('Enter');
      await page.locator('caption-wire .drawer').waitFor();
      expect((await focused(page))?.tool).toBe(tool);
      const walked: Focus[] = [];
      // Once through everything, and out: nothing holds the focus.
      for (let steps = 0; steps < 150; steps++) {
        await page.keyboard.press('Tab');
        const now = await focused(page);
        if (!now) break;
        if (!now.ring || !now.seen) unseen.push(`${tool}: ${now.name.slice(0, 40)}`);
        walked.push(now);
      }
      expect(walked.length).toBeLessThan(150);
      expect(
        walked.some(({ inDrawer }) => inDrawer),
        tool,
      ).toBe(true);
      await page.locator('caption-wire .drawer :is(button,input,select,[tabindex])').first().focus();
      await page.keyboard.press('Escape');
      await page.locator('caption-wire .drawer').waitFor({ state: 'detached' });
      expect((await focused(page))?.tool).toBe(tool);
    }
    expect(unseen).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('caption-wire .bar').waitFor({ state: 'detached' });
    expect((await focused(page))?.name).toBe('Tools');
  });

  test('no line, status or tool ever takes the focus, and keys of the page stay the page’s own', async () => {
    const page = await open();
    await openBar(page);
    const field = page.locator('input, textarea').first();
    const hasField = (await field.count()) > 0;
    if (!hasField) {
      await page.evaluate(() => document.body.prepend(document.createElement('input')));
    }
    await page.locator('input, textarea').first().focus();
    await page.keyboard.type('pause ? r / 1');
    await say('Another line');
    await expect.poll(() => shownLines(page)).toContain('Another line');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(
      'pause ? r / 1',
    );
    expect(await page.locator('caption-wire [aria-pressed=true]').count()).toBe(0);
  });
});
