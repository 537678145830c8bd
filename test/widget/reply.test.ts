// Writing to the captioners: only where the site allows it, once however the connection breaks, and never a word lost that was
// not taken.
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { closeCodes } from '../../protocol/codes.ts';
import { limits } from '../../protocol/limits.ts';
import { clearPage, rendered } from './on-page.ts';
import { openForm, openTools } from './reply-form.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  sessionStorage.clear();
  vi.useRealTimers();
});

const noWay = 'Replies cannot be sent on this connection';

describe('replying', () => {
  it.each([[{}], [{ reply: false }]])(
    'is not offered by a site that does not allow it: %j',
    async (options) => {
      const { find } = await openTools(options);
      expect(find('[data-tool=settings]')).not.toBeNull();
      expect(find('[data-tool=reply]')).toBeNull();
    },
  );

  it('begins with the focus in the field', async () => {
    const { field, root } = await openForm({ reply: '' });
    expect(root.activeElement).toBe(field());
  });

  it('says before anything is written who will read it', async () => {
    const { field, root } = await openForm({ reply: '' });
    expect(field().labels?.[0]?.textContent).toBe('Reply to the captioners');
    const note = root.getElementById(field().getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toContain('Only the captioners read it.');
  });

  it('sends, shows what became of it, and says politely once that it was taken', async () => {
    const { send, replies, shown, field, answer, heard, find } = await openForm();
    await send('Yes, please');
    const { id, from, text } = replies()[0] ?? {};
    expect(text).toBe('Yes, please');
    expect(field().value).toBe('');
    expect(shown()).toEqual(['Yes, please Sending…']);
    await answer({ type: 'reply-taken', id: id ?? '' });
    expect(shown()).toEqual(['Yes, please Sent']);
    expect(await heard()).toBe('Sent');
    await send('And louder');
    expect(replies()[1]).toMatchObject({ from, text: 'And louder' });
    expect(replies()[1]?.id).not.toBe(id);
    expect(find('.drawer [aria-live], .drawer [role=status]')).toBeNull();
  });

  it('is one person to the captioners for as long as the tab is there', async () => {
    const first = await openForm();
    await first.send('One');
    first.destroy();
    const second = await openForm();
    await second.send('Two');
    expect(second.replies()[0]?.from).toBe(first.replies()[0]?.from);
    expect(second.replies()[0]?.from).toMatch(/^[\w-]{8,64}$/);
  });

  it('sends again under the same id after each loss, until it was taken', async () => {
    const { send, replies, shown, answer, relay, comeBack } = await openForm();
    await send('Hello');
    await comeBack();
    await comeBack();
    expect(replies()).toHaveLength(3);
    expect(new Set(replies().map(({ id }) => id)).size).toBe(1);
    await answer({ type: 'reply-taken', id: replies()[0]?.id ?? '' });
    expect(shown()).toEqual(['Hello Sent']);
    await comeBack();
    expect(replies()).toHaveLength(3);
    relay.drop();
    await send('Written without a line');
    expect(shown().at(-1)).toBe('Written without a line Sending…');
    await vi.advanceTimersByTimeAsync(1_000);
    relay.resume();
    expect(replies().at(-1)?.text).toBe('Written without a line');
  });

  it.each([
    ['too-fast', 'Not sent: wait a moment, then try again'],
    ['text-empty', 'Not sent: there is no text in it'],
    ['text-too-long', 'Not sent: it is too long'],
    ['invalid', 'Could not be sent'],
  ])('that is refused with %s says why and is in the field again', async (code, why) => {
    const { send, replies, shown, field, answer, heard, comeBack } = await openForm();
    await send('Hello');
    await answer({ type: 'error', code, message: '', id: replies()[0]?.id });
    expect(shown()).toEqual([`Hello ${why}`]);
    expect(field().value).toBe('Hello');
    expect(await heard()).toBe(why);
    await comeBack();
    expect(replies()).toHaveLength(1);
  });

  it('that is refused does not replace what is being written by then', async () => {
    const { send, write, replies, field, answer } = await openForm();
    await send('Hello');
    await write('Something else');
    await answer({ type: 'error', code: 'too-fast', message: '', id: replies()[0]?.id });
    expect(field().value).toBe('Something else');
  });

  it('keeps what is empty, and what would be one too many to wait', async () => {
    const { send, replies, shown, field, problem, heard } = await openForm();
    await send('  ');
    expect(problem()).toBe('Not sent: there is no text in it');
    expect(await heard()).toBe('Not sent: there is no text in it');
    for (const text of ['One', 'Two', 'Three', 'Four']) await send(text);
    expect(replies().map(({ text }) => text)).toEqual(['One', 'Two', 'Three']);
    expect(field().value).toBe('Four');
    expect(problem()).toBe('Not sent: wait a moment, then try again');
    expect(shown()).toHaveLength(3);
  });

  it('takes as many characters as the relay does, whatever they are', async () => {
    const { write, field } = await openForm();
    await write('😀'.repeat(limits.replyCodePoints + 1));
    expect(field().value).toBe('😀'.repeat(limits.replyCodePoints));
  });

  it('leaves an input method alone while it is at a text', async () => {
    const { send, compose, replies, field, answer, typing } = await openForm();
    await send('はい');
    await compose('にほ'.repeat(limits.replyCodePoints));
    await answer({ type: 'reply-taken', id: replies()[0]?.id ?? '' });
    expect(field().value).toBe('にほ'.repeat(limits.replyCodePoints));
    expect(typing()).toEqual([true, true]);
    field().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    expect(field().value).toHaveLength(limits.replyCodePoints);
  });

  it('says at the first letter where nothing can be sent, once, and keeps the text', async () => {
    const { write, send, field, problem, shown, told, heard } = await openForm({ reply: true }, true);
    await write('H');
    expect(problem()).toBe(noWay);
    expect(await heard()).toBe(noWay);
    await write('He');
    await heard();
    expect(told('status').filter((text) => text === noWay)).toHaveLength(1);
    await send('Hello');
    expect(field().value).toBe('Hello');
    expect(shown()).toEqual([]);
  });

  it('that was under way where nothing can be sent any more says so, and goes when it can', async () => {
    const { relay, send, replies, shown, comeBack, heard } = await openForm();
    await send('Hello');
    relay.readOnly = true;
    await comeBack();
    expect(shown()).toEqual([`Hello ${noWay}`]);
    expect(await heard()).toBe(noWay);
    relay.readOnly = false;
    await comeBack();
    expect(shown()).toEqual(['Hello Sending…']);
    expect(replies()).toHaveLength(2);
  });

  it('that was under way when the captions were stopped says that it was not sent', async () => {
    const { relay, send, shown, field } = await openForm();
    await send('Hello');
    relay.drop(closeCodes.forbidden);
    await rendered();
    expect(shown()).toEqual(['Hello Could not be sent']);
    expect(field().value).toBe('Hello');
  });
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
