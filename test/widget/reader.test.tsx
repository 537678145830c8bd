// The braille reader: lines that stay as they are under a finger, and move only when the reader does.
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { pagesOf } from '../../widget/tools/reader.tsx';
import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { rendered } from './on-page.ts';
import { answerForRelay, many, openTool } from './transcript-page.ts';

let http: ReturnType<typeof answerForRelay>;
beforeEach(() => {
  http = answerForRelay();
});
afterEach(() => {
  http.stop();
  localStorage.clear();
});

async function openReader(lines = many(30)) {
  const page = await openTool('Braille reader', lines);
  const blocks = () => [...page.root.querySelectorAll<HTMLElement>('.blocks p')];
  return {
    ...page,
    blocks,
    read: () => blocks().map((block) => block.textContent),
    /** What a display shows: the block that has the focus. */
    touched: () => page.focused()?.textContent,
    /** As Tab does. */
    enter: () => page.find('.blocks [tabindex="0"]')?.focus(),
  };
}

describe('the braille reader', () => {
  it('is a named group of blocks, one for each line, with its speaker in it, and nothing live', async () => {
    const { find, read, blocks } = await openReader([
      line(1, 'Hello', { speaker: 'Maya', lang: 'en' }),
      line(2, 'applause', { kind: 'sound' }),
    ]);
    const group = find('.blocks');
    expect(group?.getAttribute('role')).toBe('group');
    expect(group?.getAttribute('aria-label')).toBe('Braille reader');
    expect(group?.closest('[aria-live]') ?? group?.querySelector('[aria-live],[role=log]')).toBeNull();
    expect(read()).toEqual(['Maya: Hello', '[applause]']);
    expect(blocks()[0]?.lang).toBe('en');
    expect(getComputedStyle(blocks()[0] as Element).display).toBe('block');
  });

  it('begins at the newest line, one stop for the Tab key, and is walked through by keys', async () => {
    const { blocks, touched, enter } = await openReader();
    expect(blocks().filter(({ tabIndex }) => tabIndex === 0)).toEqual([blocks()[29]]);
    enter();
    expect(touched()).toBe('Line 30');
    for (const [key, text] of [
      ['ArrowUp', 'Line 29'],
      ['PageUp', 'Line 19'],
      ['ArrowDown', 'Line 20'],
      ['Home', 'Line 1'],
      ['ArrowUp', 'Line 1'],
      ['PageDown', 'Line 11'],
      ['End', 'Line 30'],
      ['ArrowDown', 'Line 30'],
    ]) {
      await userEvent.keyboard(`{${key}}`);
      expect(touched()).toBe(text);
    }
    await until(() => expect(blocks()[29]?.tabIndex).toBe(0));
  });

  it('moves nothing by itself, and counts what is unread', async () => {
    const { relay, touched, enter, find } = await openReader(many(3));
    enter();
    await userEvent.keyboard('{ArrowUp}');
    const block = find('.blocks p:nth-child(1)');
    relay.addLine('Line 4');
    relay.addLine('Line 5');
    await rendered();
    expect(touched()).toBe('Line 2');
    expect(find('.tray')?.textContent).toBe('3 lines unread');
    await userEvent.keyboard('{End}');
    expect(touched()).toBe('Line 5');
    await until(() => expect(find('.tray')?.textContent).toBe('0 lines unread'));
    expect(block?.isConnected).toBe(true);
  });

  it('leaves a corrected line under the finger as it was, marked, and shows the new words after', async () => {
    const { relay, touched, enter, read } = await openReader([line(1, 'First'), line(2, 'We meat')]);
    enter();
    const under = document.activeElement?.shadowRoot?.activeElement;
    relay.addRecords({ type: 'line', id: 'l2', rev: 2, text: 'We meet' });
    relay.addRecords({ type: 'line', id: 'l1', rev: 2, text: 'The first' });
    await rendered();
    expect(touched()).toBe('We meat (corrected)');
    expect(document.activeElement?.shadowRoot?.activeElement).toBe(under);
    expect(read()[0]).toBe('The first (corrected)');
    await userEvent.keyboard('{ArrowUp}');
    await until(() => expect(read()[1]).toBe('We meet (corrected)'));
  });

  it('keeps a line that was taken back until the finger leaves it', async () => {
    const { relay, touched, enter, read } = await openReader(many(3));
    enter();
    await userEvent.keyboard('{ArrowUp}');
    relay.addRecords({ type: 'retract', id: 'l2' });
    await rendered();
    expect(touched()).toBe('Line 2');
    expect(read()).toEqual(['Line 1', 'Line 2', 'Line 3']);
    await userEvent.keyboard('{ArrowUp}');
    expect(touched()).toBe('Line 1');
    await until(() => expect(read()).toEqual(['Line 1', 'Line 3']));
  });

  it('keeps its place when the connection breaks, and when it is closed and opened again', async () => {
    const { relay, touched, enter, button, find } = await openReader(many(20));
    enter();
    await userEvent.keyboard('{PageUp}');
    relay.drop();
    await until(() => expect(relay.isConnected()).toBe(true));
    relay.resume(many(2, 21));
    await rendered();
    expect(touched()).toBe('Line 10');
    button('Braille reader')?.click();
    await rendered();
    expect(find('.blocks')).toBeNull();
    button('Braille reader')?.click();
    await rendered();
    enter();
    expect(touched()).toBe('Line 10');
    expect(find('.tray')?.textContent).toBe('12 lines unread');
  });

  it('gets from the relay what was said before the lines that are held', async () => {
    http.answerWith(many(9));
    const { read, enter, touched } = await openReader(many(2, 10));
    await until(() => expect(read()).toHaveLength(11));
    enter();
    await userEvent.keyboard('{Home}');
    expect(touched()).toBe('Line 1');
  });

  it('breaks lines into pages of so many cells, walked through with left and right', async () => {
    localStorage.setItem('captionwire', 'cells=14');
    const { read, touched, enter } = await openReader([
      line(1, 'Good evening to all of you'),
      line(2, 'Welcome'),
    ]);
    expect(read()).toEqual(['Good evening', 'to all of you', 'Welcome']);
    enter();
    await userEvent.keyboard('{ArrowUp}');
    expect(touched()).toBe('Good evening');
    await userEvent.keyboard('{ArrowRight}');
    expect(touched()).toBe('to all of you');
    await userEvent.keyboard('{ArrowRight}');
    expect(touched()).toBe('Welcome');
    await userEvent.keyboard('{ArrowLeft}');
    expect(touched()).toBe('to all of you');
    await userEvent.keyboard('{ArrowDown}');
    expect(touched()).toBe('Welcome');
  });
});

describe('pages', () => {
  it('hold so many cells, break between words, and cut only what is longer than a page', () => {
    expect(pagesOf('Hello', 0)).toEqual(['Hello']);
    expect(pagesOf('one two three', 7)).toEqual(['one two', 'three']);
    expect(pagesOf('Donaudampfschiff', 5)).toEqual(['Donau', 'dampf', 'schif', 'f']);
    expect(pagesOf('a\nb  c', 1)).toEqual(['a', 'b', 'c']);
    for (const page of pagesOf('The quick brown fox jumps over it', 9)) expect(page.length).toBeLessThan(10);
  });
});
