// A relay that never answers: readers see that it is tried, and the author of the page is told once what may be wrong.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { until } from '../helpers/until.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

let logged: string[] = [];
beforeEach(() => {
  logged = [];
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation((message: string) => logged.push(message));
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function start() {
  const page = putOnPage();
  const errors: string[] = [];
  page.element.addEventListener('captionwire:error', ({ detail }) => errors.push(detail.message));
  await rendered();
  return { ...page, errors };
}

it('is named once with the option that allows this page, in the console and as an event', async () => {
  const { relay, errors } = await start();
  relay.drop();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(errors).toEqual([
    expect.stringMatching(`^https://relay.example does not .* --origin ${location.origin}$`),
  ]);
  expect(logged).toEqual([`captionwire: ${errors[0]}`]);
});

it('is told to readers, instead of a connection that comes back, until it answers', async () => {
  const { relay, find } = await start();
  relay.drop();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(find('.foot')?.textContent).toBe('Captions cannot be reached');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(find('.foot')?.textContent).toBe('Captions cannot be reached');
  await until(() => expect(relay.isConnected()).toBe(true));
  relay.snapshot();
  await rendered();
  expect(find('.foot')?.textContent).toBe('');
  relay.drop();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(find('.foot')?.textContent).toBe('Reconnecting…');
});

it('is not one that was there before', async () => {
  const { relay, errors } = await start();
  relay.snapshot();
  relay.drop();
  await vi.advanceTimersByTimeAsync(30_000);
  expect([errors, logged]).toEqual([[], []]);
});
