// The field: every keystroke at once, Enter finishes, input methods are left in peace.
// Keys are the browser's own, sent through its protocol.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';

import { limits } from '../../protocol/limits.ts';
import { openConsole } from './open-console.tsx';

const field = () => screen.getByRole('textbox', { name: 'Type what is said' }) as HTMLTextAreaElement;
const lines = (records: { record: { type: string } }[]) =>
  records.map(
    ({ record }) => record as { type: string; id: string; text: string; at: number; speaker?: string },
  );

function paste(text: string): void {
  field().focus();
  document.execCommand('insertText', false, text);
}

describe('the field', () => {
  it('has the focus when the console opens', () => {
    openConsole();
    expect(document.activeElement).toBe(field());
  });

  it('sends each keystroke at once as interim text', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('Hi!');
    const interims = relay.sent('interim');
    expect(interims.map(({ keep, add }) => [keep, add])).toEqual([
      [0, 'H'],
      [1, 'i'],
      [2, '!'],
    ]);
    expect(new Set(interims.map(({ id }) => id)).size).toBe(1);
  });

  it('finishes the line with Enter, under the id of its interim text, and is empty again', async () => {
    const { relay } = openConsole();
    relay.join();
    const before = Date.now();
    await userEvent.keyboard('Good morning{Enter}');
    const [published] = lines(relay.sent('publish'));
    expect(published).toMatchObject({ type: 'line', rev: 1, text: 'Good morning' });
    expect(published?.id).toBe(relay.sent('interim')[0]?.id);
    expect(published?.at).toBeGreaterThanOrEqual(before - 50);
    expect(field().value).toBe('');
    await userEvent.keyboard('a');
    expect(relay.sent('interim').at(-1)?.id).not.toBe(published?.id);
  });

  it('takes the time of the first keystroke, not of Enter', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('a');
    const typedAt = Date.now();
    await waitFor(() => expect(Date.now()).toBeGreaterThan(typedAt + 30));
    await userEvent.keyboard('{Enter}');
    expect(lines(relay.sent('publish'))[0]?.at).toBeLessThanOrEqual(typedAt);
  });

  it('finishes the line with its button, and takes the focus back', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('Hello');
    await userEvent.click(screen.getByRole('button', { name: 'Finish line' }));
    expect(lines(relay.sent('publish'))).toMatchObject([{ text: 'Hello' }]);
    expect(document.activeElement).toBe(field());
  });

  it('breaks the line with Shift and Enter', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(lines(relay.sent('publish'))).toMatchObject([{ text: 'one\ntwo' }]);
  });

  it('has one height, whatever is written, and scrolls inside', async () => {
    openConsole();
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('../../console/styles/page.css', import.meta.url).href;
    document.head.append(link);
    await expect.poll(() => getComputedStyle(field()).resize).toBe('none');
    const before = field().clientHeight;
    await userEvent.keyboard('{Shift>}{Enter}{Enter}{Enter}{Enter}{Enter}{/Shift}');
    expect(field().clientHeight).toBe(before);
    expect(field().scrollHeight).toBeGreaterThan(before);
    link.remove();
  });

  it('does nothing on Enter when there is nothing to read', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('{Enter}  {Enter}');
    expect(relay.sent('publish')).toEqual([]);
    expect(relay.sent('interim')).toEqual([]);
  });

  it('takes the interim text away when it is emptied', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('a{Backspace}');
    expect(relay.sent('interim').at(-1)).toMatchObject({ keep: 0, add: '' });
  });

  it('shows what an input method composes, and leaves its Enter alone', async () => {
    const { relay } = openConsole();
    relay.join();
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    await browser.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    expect(relay.sent('interim').map(({ add }) => add)).toEqual(['に', 'ほ']);
    const enter = { key: 'Enter', bubbles: true, cancelable: true };
    const taken = [
      new KeyboardEvent('keydown', { ...enter, isComposing: true }),
      // Safari's: the composition has just ended, the key still belongs to it.
      new KeyboardEvent('keydown', { ...enter, keyCode: 229 }),
    ];
    for (const event of taken) {
      field().dispatchEvent(event);
      expect(event.defaultPrevented).toBe(false);
    }
    expect(relay.sent('publish')).toEqual([]);
    await browser.send('Input.insertText', { text: '日本' });
    expect(field().value).toBe('日本');
    await userEvent.keyboard('{Enter}');
    expect(lines(relay.sent('publish'))).toMatchObject([{ text: '日本' }]);
  });
});

describe('typing', () => {
  it('is told by itself with the speaker’s name, and not with every key', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    await userEvent.click(field());
    await userEvent.keyboard('abc');
    expect(relay.sent('typing')).toEqual([{ type: 'typing', typing: true, name: 'Maya' }]);
  });

  it('ends when the field is emptied', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('a{Backspace}');
    expect(relay.sent('typing').map(({ typing }) => typing)).toEqual([true, false]);
  });

  it('begins anew after a finished line, which ended it', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('a{Enter}b');
    expect(relay.sent('typing').map(({ typing }) => typing)).toEqual([true, true]);
  });
});

describe('a text longer than one line may be', () => {
  const sentence = 'This is one of very many sentences. ';

  it('is finished by itself at a sentence, and goes on in the field with the caret at its place', async () => {
    const { relay } = openConsole();
    relay.join();
    const fitting = sentence.repeat(Math.floor(limits.textCodePoints / sentence.length));
    paste(fitting + 'x'.repeat(limits.textCodePoints - fitting.length));
    expect(relay.sent('publish')).toEqual([]);
    await userEvent.keyboard('y');
    expect(lines(relay.sent('publish')).map(({ text }) => text)).toEqual([fitting.trim()]);
    expect(field().value).toMatch(/^x+y$/);
    expect(field().selectionStart).toBe(field().value.length);
    const interim = relay.sent('interim').at(-1);
    expect(interim).toMatchObject({ keep: 0, add: field().value });
    expect(interim?.id).not.toBe(lines(relay.sent('publish'))[0]?.id);
  });

  it('is split in order when it is pasted, and not a word is lost', async () => {
    const { relay } = openConsole();
    relay.join();
    const words = Array.from({ length: 1500 }, (_, at) => `word${at}`).join(' ');
    paste(words);
    await userEvent.keyboard('{Enter}');
    const published = lines(relay.sent('publish'));
    expect(published.length).toBeGreaterThan(4);
    expect(published.map(({ text }) => text).join(' ')).toBe(words);
    expect(new Set(published.map(({ id }) => id)).size).toBe(published.length);
    for (const { text } of published) expect(text.length).toBeLessThanOrEqual(limits.textCodePoints);
  });

  it('shows its length when the limit is near', () => {
    openConsole();
    paste('x'.repeat(100));
    expect(screen.queryByText(/of 2000 characters/)).toBeNull();
    paste('x'.repeat(1800));
    return waitFor(() => expect(screen.getByText(/1900 of 2000 characters/)).toBeTruthy());
  });
});
