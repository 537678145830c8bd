// A widget whose reader has chosen something, and the drawer in which choices are made.
import { vi } from 'vitest';

import { putOnPage, rendered } from './on-page.ts';

/** What is kept on the device. */
export const kept = () => localStorage.getItem('captionwire');

/** After the tools have come, where they are wanted. */
export async function settled(): Promise<void> {
  await rendered();
  await vi.dynamicImportSettled();
  await rendered();
}

export type ChosenPage = Awaited<ReturnType<typeof startChosen>>;

/** A widget with a finished and an interim line, whose reader has chosen this before. */
export async function startChosen(chosen = '', options: Parameters<typeof putOnPage>[0] = {}) {
  if (chosen) localStorage.setItem('captionwire', chosen);
  const page = putOnPage(options);
  await settled();
  page.relay.snapshot();
  page.relay.addLine('Hello there', { speaker: 'Maya' });
  page.relay.interim('i1', 'Still being sai');
  await rendered();
  return {
    ...page,
    /** How the first thing of that kind looks; the finished line by default. */
    look: (selector = '.log .speech.final') => getComputedStyle(page.find(selector) as HTMLElement),
    box: (selector: string) => (page.find(selector) as HTMLElement).getBoundingClientRect(),
  };
}

/** The same with the drawer open, and every group in it. */
export async function openSettings(chosen = '', options: Parameters<typeof putOnPage>[0] = {}) {
  const page = await startChosen(chosen, options);
  page.button('Tools')?.click();
  await settled();
  page.button('Settings')?.click();
  await rendered();
  for (const group of page.root.querySelectorAll('details')) group.open = true;
  const labelled = (name: string) =>
    [...page.root.querySelectorAll('label')].find((label) => label.textContent?.startsWith(name))?.control as
      | HTMLInputElement
      | null
      | undefined;
  return {
    ...page,
    /** The control with this label. */
    labelled,
    async choose(name: string, value: string) {
      const input = labelled(name) as HTMLInputElement;
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await rendered();
    },
  };
}
