// How long a status holds is seen beside it, by the relay's clock, and never told.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { clearPage, putOnPage, rendered } from './on-page.ts';

/** What the relay's clock says when the widget joins; the device's says something else. */
const joinedMs = 1_700_000_000_000;
const minuteMs = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

/** A panel with a status that is over so long after the widget joined. */
async function showStatus(leftMs: number, lang = 'en') {
  const page = putOnPage({ lang });
  await vi.dynamicImportSettled();
  await rendered();
  page.relay.snapshot({ now: joinedMs });
  page.relay.addRecords({ type: 'status', level: 'info', text: 'A break', until: joinedMs + leftMs });
  await vi.dynamicImportSettled();
  await rendered();
  return {
    ...page,
    shown: () => page.find('.status')?.textContent,
    pass: async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms);
      await rendered();
    },
  };
}

describe('the time left of a status', () => {
  it('goes down in minutes, then in tens of seconds, until it is up', async () => {
    const { shown, pass } = await showStatus(12 * minuteMs);
    expect(shown()).toBe('ℹ Note: A break · in 12 minutes');
    await pass(minuteMs);
    expect(shown()).toContain('in 11 minutes');
    await pass(9 * minuteMs);
    expect(shown()).toContain('in 2 minutes');
    await pass(30_100);
    expect(shown()).toContain('in 90 seconds');
    await pass(10_000);
    expect(shown()).toContain('in 80 seconds');
    await pass(79_000);
    expect(shown()).toContain('in 10 seconds');
    await pass(1_000);
    expect(shown()).toBe('ℹ Note: A break · time is up');
  });

  it('is told in hours where it is long, and is up at once where it was over before', async () => {
    const { relay, shown } = await showStatus(5 * 60 * minuteMs);
    expect(shown()).toContain('in 5 hours');
    relay.addRecords({ type: 'status', level: 'info', text: 'Lunch', until: joinedMs - 1 });
    await rendered();
    expect(shown()).toBe('ℹ Note: Lunch · time is up');
    relay.addRecords({ type: 'status', level: 'info', text: 'Soon' });
    await rendered();
    expect(shown()).toBe('ℹ Note: Soon');
  });

  it('follows the relay’s clock, also when the device’s own is put right', async () => {
    const { relay, shown } = await showStatus(12 * minuteMs);
    vi.setSystemTime(Date.now() + 3_600_000);
    relay.beat(joinedMs + minuteMs);
    await rendered();
    expect(shown()).toContain('in 11 minutes');
  });

  it('stands in the widget’s language and changes with it', async () => {
    const { element, shown } = await showStatus(12 * minuteMs, 'de');
    expect(shown()).toBe('ℹ Hinweis: A break · in 12 Minuten');
    element.lang = 'ja';
    await rendered();
    await vi.dynamicImportSettled();
    await rendered();
    expect(shown()).toContain('12 分後');
  });

  it('is never told: the status is, once, and nothing around the time is live', async () => {
    const { element, pass, find } = await showStatus(2 * minuteMs);
    const told: (string | null)[] = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) told.push(node.textContent);
    }).observe(element, { childList: true, subtree: true });
    await pass(3 * minuteMs);
    expect(told).toEqual(['A break']);
    expect(find('.status')?.closest('[aria-live],[role=status],[role=alert],[role=log]')).toBeNull();
  });
});
