// What an audit hears of a page while it runs: the notes taken inside of it, its console, and what it threw.
import type { Page } from 'playwright-core';

import { notesKey, type NotesWindow, type PageNotes, takeNotes } from './page-notes.ts';

type Told = Pick<PageNotes, 'announced' | 'regionChanges' | 'policy' | 'shifts'>;

export type Watcher = {
  /** What was noted since the page was loaded. */
  notes(): Promise<Told>;
  /** Errors on the console and uncaught ones, each once. */
  errors(): readonly string[];
  /** Stops listening. */
  stop(): void;
};

/** What of a message differs from load to load. */
const plain = (text: string) => (text.split('\n')[0] ?? '').slice(0, 300);

/** Begins to listen; MUST come before the page is loaded, and before anything replaces its WebSocket. */
export async function watchPage(page: Page): Promise<Watcher> {
  const errors = new Set<string>();
  const onConsole = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error') errors.add(plain(message.text()));
  };
  const onError = ({ message }: Error) => errors.add(`uncaught: ${plain(message)}`);
  page.on('console', onConsole);
  page.on('pageerror', onError);
  await page.addInitScript(takeNotes, notesKey);
  return {
    notes: () =>
      page.evaluate((key) => {
        const { announced, regionChanges, policy, shifts } = (window as unknown as NotesWindow)[
          Symbol.for(key)
        ] as PageNotes;
        return { announced, regionChanges, policy, shifts };
      }, notesKey),
    errors: () => [...errors],
    stop() {
      page.off('console', onConsole);
      page.off('pageerror', onError);
    },
  };
}
