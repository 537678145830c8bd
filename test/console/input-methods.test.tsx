// An input method has every key of its own, also where a key would reopen, leave or publish a line.
import { fireEvent } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';

import {
  lastInterim,
  lastRecord,
  liveIsTold,
  openConsole,
  openWithLines,
  saidLines,
  words,
} from './open-console.tsx';

describe('an input method', () => {
  it('keeps its Backspace, arrows, Enter and Escape', async () => {
    const { relay } = await openWithLines('Hello');
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
    for (const key of ['Backspace', 'ArrowUp', 'ArrowDown', 'Enter', 'Escape']) {
      for (const taken of [{ isComposing: true }, { keyCode: 229 }]) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...taken });
        words().dispatchEvent(event);
        expect([key, event.defaultPrevented]).toEqual([key, false]);
      }
    }
    expect(words().value).toBe('に');
    await browser.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
    expect(words().value).toBe('');
    expect(relay.sent('publish')).toHaveLength(1);
  });

  it('is not disturbed when the line it works in is corrected and taken back elsewhere', async () => {
    const { relay, ids } = await openWithLines('日');
    await userEvent.keyboard('{Backspace}');
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: 'ほん', selectionStart: 2, selectionEnd: 2 });
    relay.addRecords({ type: 'line', id: ids[0] ?? '', rev: 2, text: '月' });
    relay.addRecords({ type: 'retract', id: ids[0] ?? '' });
    expect(words().value).toBe('日ほん');
    await browser.send('Input.imeSetComposition', { text: 'ほんと', selectionStart: 3, selectionEnd: 3 });
    expect(words().value).toBe('日ほんと');
    await browser.send('Input.insertText', { text: '本当' });
    expect(words().value).toBe('');
    expect(relay.sent('publish')).toHaveLength(1);
  });

  it('composes in a line that is corrected', async () => {
    const { relay, ids } = await openWithLines('日');
    await userEvent.keyboard('{Backspace}');
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: 'ほん', selectionStart: 2, selectionEnd: 2 });
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], add: '日ほん' });
    await browser.send('Input.insertText', { text: '本' });
    await userEvent.keyboard('{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], rev: 2, text: '日本' });
  });
});

describe('a keyboard of a phone, which names no key', () => {
  const press = (inputType: string) => {
    fireEvent.keyDown(words(), { key: 'Unidentified', keyCode: 229, isComposing: true });
    return fireEvent(
      words(),
      new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true, isComposing: true }),
    );
  };

  it('finishes the line with its Enter', async () => {
    const { relay } = openConsole();
    relay.join();
    await liveIsTold();
    await userEvent.fill(words(), 'good morning');
    expect(press('insertLineBreak')).toBe(false);
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'good morning' }]);
    expect(words().value).toBe('');
  });

  it('writes and composes with all its other keys', async () => {
    const { relay } = openConsole();
    relay.join();
    await liveIsTold();
    await userEvent.fill(words(), 'にほ');
    // An Enter that ends a composition inserts no line break.
    expect(press('insertCompositionText')).toBe(true);
    expect(press('insertText')).toBe(true);
    expect(relay.sent('publish')).toEqual([]);
  });
});
