// Telling the captioner how it goes: four buttons, an answer that is seen and heard, and a rest for each.
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

async function openDrawer() {
  const page = putOnPage();
  await rendered();
  page.relay.snapshot();
  page.button('Tools')?.click();
  await vi.dynamicImportSettled();
  await rendered();
  page.button('Tell the captioner')?.click();
  await rendered();
  const signals = () => page.relay.allSent('signal').map(({ signal }) => signal);
  const press = async (name: string) => {
    page.button(name)?.click();
    await rendered();
  };
  /** What was said about it, after the pace of the page. */
  const heard = async () => {
    await vi.advanceTimersByTimeAsync(1_000);
    return page.told('status').at(-1);
  };
  return { ...page, signals, press, heard, answer: () => page.find('.feedback p')?.textContent };
}

const sent = (what: string) => `Sent. “${what}” reaches the captioner without your name.`;

describe('telling the captioner', () => {
  it.each([
    ['Captions stopped', 'stopped'],
    ['Too fast', 'fast'],
    ['No sound', 'silent'],
    ['Thank you', 'thanks'],
  ])('“%s” sends it, and says so to eyes and ears', async (name, signal) => {
    const { press, signals, answer, heard } = await openDrawer();
    expect(answer()).toBe('');
    await press(name);
    expect(signals()).toEqual([signal]);
    expect(answer()).toBe(sent(name));
    expect(await heard()).toBe(sent(name));
  });

  it('has each signal rest for some seconds, while the others can be sent', async () => {
    const { press, signals, button } = await openDrawer();
    button('Too fast')?.focus();
    await press('Too fast');
    await press('Too fast');
    await press('Thank you');
    expect(signals()).toEqual(['fast', 'thanks']);
    expect(button('Too fast')?.ariaDisabled).toBe('true');
    expect(button('No sound')?.ariaDisabled).toBe('false');
    // Pressing it has not taken the focus away.
    expect(button('Too fast')?.matches(':focus')).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    await rendered();
    expect(button('Too fast')?.ariaDisabled).toBe('false');
    await press('Too fast');
    expect(signals()).toEqual(['fast', 'thanks', 'fast']);
  });

  it('says that nothing was sent where nothing can be, and may be tried again at once', async () => {
    const { relay, press, signals, answer, heard, button } = await openDrawer();
    relay.drop();
    await press('No sound');
    expect(signals()).toEqual([]);
    expect(answer()).toBe('Could not be sent');
    expect(await heard()).toBe('Could not be sent');
    expect(button('No sound')?.ariaDisabled).toBe('false');
  });

  it('is accessible, with targets of 44 pixels', async () => {
    vi.useRealTimers();
    const { root, element, find } = await openDrawer();
    const { violations } = await axe.run(element);
    expect(violations.map(({ id }) => id)).toEqual([]);
    for (const button of root.querySelectorAll('.feedback button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    expect(find('.feedback [aria-live]')).toBeNull();
  });
});
