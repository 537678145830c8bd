// A talk of 500 lines with interim text ten times a second, on a clock of its own: half an hour of somebody's lecture.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { asHeard, clearPage, putOnPage, rendered } from './on-page.ts';

const lines = 500;
const updateMs = 100;
/** As fast as anybody speaks for long: about 200 words a minute. */
const charactersPerUpdate = 2;
const nouns = ['harbour', 'lecture', 'window', 'braille', 'morning', 'question', 'garden', 'letter'];

/** Line n: of different lengths, each another one. */
const textOf = (n: number) =>
  `Line ${n} speaks of the ${Array.from({ length: 3 + (n % 9) }, (_, at) => nouns[(n * 7 + at * 3) % 8]).join(', the ')}.`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

it('is announced line by line, each once and in order, and leaves the panel with its last lines', async () => {
  const page = putOnPage();
  await rendered();
  page.relay.snapshot();
  const announced: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) announced.push(asHeard(node));
  }).observe(page.region('log'), { childList: true });
  await rendered();
  const said: string[] = [];
  for (let n = 1; n <= lines; n++) {
    const text = textOf(n);
    const updates = Math.ceil(text.length / charactersPerUpdate);
    for (let update = 1; update <= updates; update++) {
      page.relay.interim(`l${n}`, text.slice(0, Math.ceil(update * charactersPerUpdate)), update);
      vi.advanceTimersByTime(updateMs);
      await rendered();
    }
    expect(page.texts().at(-1)).toBe(text);
    page.relay.addRecords({ type: 'line', id: `l${n}`, rev: 1, text });
    await rendered();
    said.push(text);
  }
  await vi.advanceTimersByTimeAsync(20_000);
  expect(announced).toEqual(said);
  expect(page.texts()).toEqual(said.slice(-page.texts().length));
  expect(page.texts().length).toBeGreaterThan(10);
  expect(page.find('.interim')).toBeNull();
}, 120_000);
