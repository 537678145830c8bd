// A widget with one of its tools open, and a relay that answers what a test says when it is asked for the transcript.
import { vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import type { Line } from '../../protocol/records.ts';
import { line } from '../helpers/records.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

export const many = (count: number, from = 1) =>
  Array.from({ length: count }, (_, at) => line(from + at, `Line ${from + at}`));

const realFetch = globalThis.fetch;

/** Stands between the page and the network until `stop`. */
export function answerForRelay() {
  const relay = {
    asked: [] as Request[],
    answer: () => Promise.resolve(new Response('', { status: 500 })),
    answerWith(lines: Line[]) {
      relay.answer = () => Promise.resolve(Response.json({ session: 'talk', lines }));
    },
    stop() {
      globalThis.fetch = realFetch;
      clearPage();
      sessionStorage.clear();
    },
  };
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith('https://relay.example/')) return realFetch(input, init);
    relay.asked.push(request);
    return relay.answer();
  };
  return relay;
}

export async function openTool(name: string, lines: Line[] = [], options = {}) {
  const page = putOnPage(options);
  // What is kept on the device may want the tools before the connection.
  await vi.dynamicImportSettled();
  await rendered();
  page.relay.snapshot({ lines });
  page.button('Tools')?.click();
  await vi.dynamicImportSettled();
  await rendered();
  page.button(name)?.click();
  await rendered();
  const rows = () => [...page.root.querySelectorAll<HTMLElement>('.line')];
  return {
    ...page,
    lines: rows,
    shown: () => rows().map((row) => row.querySelector('p')?.textContent?.trim()),
    list: () => page.find('.lines') as HTMLElement,
    note: () => page.find('.tray')?.textContent ?? '',
    /** Types over what stands in the search field. */
    type: (keys: string) => {
      const field = page.find('input[type=search]') as HTMLInputElement;
      field.focus();
      field.select();
      return userEvent.keyboard(keys);
    },
    focused: () => page.root.activeElement as HTMLElement | null,
  };
}
