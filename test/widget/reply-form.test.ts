// The form of a reply: used by keyboard alone, accessible in every language; and what captioners are told while it is used.
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { clearPage, rendered } from './on-page.ts';
import { openForm } from './open-reply.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  sessionStorage.clear();
  vi.useRealTimers();
});

describe('that somebody writes a reply', () => {
  it('is told at the first letter, renewed every two seconds, and ended by an empty field', async () => {
    const { write, typing } = await openForm();
    await write('H');
    await write('He');
    expect(typing()).toEqual([true]);
    await vi.advanceTimersByTimeAsync(2_000);
    await write('Hel');
    expect(typing()).toEqual([true, true]);
    await write('');
    expect(typing()).toEqual([true, true, false]);
  });

  it('is ended by the reply itself, and by closing the form, which keeps the text', async () => {
    const { write, send, typing, field, find } = await openForm();
    await send('Hello');
    expect(typing()).toEqual([true]);
    await write('More');
    find('[data-tool=reply]')?.click();
    await rendered();
    expect(typing()).toEqual([true, true, false]);
    find('[data-tool=reply]')?.click();
    await rendered();
    expect(field().value).toBe('More');
  });
});

describe('the form', () => {
  it('is used with the keyboard alone, and no key of the page is pressed by it', async () => {
    vi.useRealTimers();
    const { find, root, field, replies, shown } = await openForm();
    const keys: string[] = [];
    const hear = ({ key }: KeyboardEvent) => void keys.push(key);
    document.addEventListener('keydown', hear);
    field().focus();
    await userEvent.keyboard('Hi k{Enter}');
    expect(replies().map(({ text }) => text)).toEqual(['Hi k']);
    expect(shown()).toEqual(['Hi k Sending…']);
    expect(root.activeElement).toBe(field());
    await userEvent.keyboard('{Escape}');
    document.removeEventListener('keydown', hear);
    expect(keys).toEqual([]);
    expect(find('#reply')).toBeNull();
    expect(root.activeElement).toBe(find('[data-tool=reply]'));
  });

  it.each(['en', 'ar', 'de', 'es', 'fr', 'ja'])(
    'is accessible, with targets of 44 pixels, in %s',
    async (lang) => {
      const { element, root, send } = await openForm({ reply: true, lang });
      await send('One');
      vi.useRealTimers();
      const { violations } = await axe.run(element);
      expect(violations.map(({ id }) => id)).toEqual([]);
      for (const control of root.querySelectorAll('.reply :is(button,input)')) {
        const { width, height } = control.getBoundingClientRect();
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
      }
    },
  );
});
