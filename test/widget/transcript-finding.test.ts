// What a reader does with a transcript: search it, keep places in it, go to where they looked away.
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { leavePage, rendered } from './on-page.ts';
import { answerForRelay, many, openTool } from './transcript-page.ts';

let http: ReturnType<typeof answerForRelay>;
beforeEach(() => {
  http = answerForRelay();
});
afterEach(() => http.stop());

describe('the search', () => {
  const said = [
    line(1, 'A café in Paris', { speaker: 'Zoé' }),
    line(2, 'Nothing'),
    line(3, 'Two CAFES, one cafe.'),
    line(4, 'C++ (really?)'),
  ];

  it('finds words whatever their case and accents, and marks them', async () => {
    const { type, root, button } = await openTool('Transcript', said);
    await type('cafe');
    const marks = () => Array.from(root.querySelectorAll('mark'), (mark) => mark.textContent);
    await until(() => expect(marks()).toEqual(['café', 'CAFE', 'cafe']));
    expect(button('1 of 2')).toBeDefined();
    await type('{Backspace}');
    await until(() => expect(marks()).toEqual([]));
    await type('zoe');
    await until(() => expect(marks()).toEqual(['Zoé']));
    await type('{Backspace}');
    await type('c++ (');
    await until(() => expect(marks()).toEqual(['C++ (']));
    await type('no such words');
    await until(() => expect(button('Not found')).toBeDefined());
  });

  it('goes to the next with Enter, back with Shift and Enter, around the ends, and tells where', async () => {
    const { type, find, told } = await openTool('Transcript', said);
    const found = () => find('.found')?.querySelector('p')?.textContent?.trim();
    await type('cafe');
    await until(() => expect(found()).toBe('Zoé: A café in Paris'));
    await userEvent.keyboard('{Enter}');
    await until(() => expect(found()).toBe('Two CAFES, one cafe.'));
    await until(() => expect(told('status')).toContain('2 of 2 Two CAFES, one cafe.'));
    await userEvent.keyboard('{Enter}');
    await until(() => expect(found()).toBe('Zoé: A café in Paris'));
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    await until(() => expect(found()).toBe('Two CAFES, one cafe.'));
  });

  it('marks whole syllables of Korean while the last one is still being written', async () => {
    const { type, root } = await openTool('Transcript', [line(1, '한국어 자막')]);
    await type('하');
    await until(() => expect(root.querySelector('mark')?.textContent).toBe('한'));
    await type('{Backspace}');
    await type('자마');
    await until(() => expect(root.querySelector('mark')?.textContent).toBe('자막'));
  });

  it('stays where it is at the Enter by which an input method takes its word', async () => {
    const { type, find } = await openTool('Transcript', said);
    const found = () => find('.found')?.querySelector('p')?.textContent?.trim();
    await type('cafe');
    await until(() => expect(found()).toBe('Zoé: A café in Paris'));
    const field = find('input[type=search]') as HTMLInputElement;
    const press = (more: KeyboardEventInit) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...more }));
    for (const taken of [{ isComposing: true }, { keyCode: 229 }]) {
      press(taken);
      await rendered();
      expect(found()).toBe('Zoé: A café in Paris');
    }
    press({});
    await until(() => expect(found()).toBe('Two CAFES, one cafe.'));
  });

  it('brings what it found into view, and the page stays where it is', async () => {
    const { type, list, find } = await openTool('Transcript', many(300));
    const above = scrollY;
    await type('line 7 ');
    await until(() => expect(find('.found')).not.toBeNull());
    await type('{Backspace}');
    await type('line 250');
    await until(() => {
      const box = find('.found')?.getBoundingClientRect();
      const frame = list().getBoundingClientRect();
      expect(box && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1).toBe(true);
    });
    expect(scrollY).toBe(above);
  });
});

describe('bookmarks', () => {
  it('are set by a button in each line, one of which is in the tab order, and walked through by keys', async () => {
    const { lines, focused, root } = await openTool('Transcript', many(30));
    const buttons = () => [...root.querySelectorAll<HTMLButtonElement>('.line button')];
    expect(buttons().filter(({ tabIndex }) => tabIndex === 0)).toEqual([buttons().at(-1)]);
    buttons().at(-1)?.focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(focused()).toBe(buttons()[27]);
    await userEvent.keyboard(' ');
    await until(() => expect(buttons()[27]?.getAttribute('aria-pressed')).toBe('true'));
    await userEvent.keyboard('{PageUp}{Home}');
    expect(focused()).toBe(buttons()[0]);
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect(focused()).toBe(buttons()[1]);
    await userEvent.keyboard('b');
    expect(focused()).toBe(buttons()[27]);
    expect(lines().filter((row) => row.matches('.marked'))).toHaveLength(2);
  });

  it('can be listed alone, and are there again when the drawer and the page are opened again', async () => {
    const { root, button, shown } = await openTool('Transcript', many(5));
    root.querySelectorAll<HTMLButtonElement>('.line button')[1]?.click();
    await rendered();
    button('Bookmarks')?.click();
    await rendered();
    expect(shown()).toEqual(['Line 2']);
    button('Bookmarks')?.click();
    await rendered();
    expect(shown()).toHaveLength(5);
    leavePage();
    const again = await openTool('Transcript', many(5));
    expect(again.find('.marked')?.dataset['line']).toBe('l2');
  });
});

describe('what did I miss?', () => {
  it('says that nothing was missed, and shows what there is', async () => {
    const { find, shown } = await openTool('What did I miss?', many(3));
    expect(find('.drawer')?.textContent).toContain('Nothing was missed since you opened the tools');
    expect(find('.away')).toBeNull();
    expect(shown()).toHaveLength(3);
  });

  it('opens the transcript where the reader looked away', async () => {
    const { relay, button, find, root, open, close } = await openTool('Pause', many(3));
    for (const text of ['Missed one', 'Missed two']) relay.addLine(text);
    button('Jump to live')?.click();
    await rendered();
    relay.addLine('Seen again');
    button('What did I miss?')?.click();
    await rendered();
    expect(find('.away')?.textContent).toBe('You looked away here · 2 lines');
    expect(find('.away')?.nextElementSibling?.textContent).toContain('Missed one');
    button('What did I miss?')?.click();

    close();
    await rendered();
    relay.addLine('While hidden');
    open();
    await rendered();
    button('What did I miss?')?.click();
    await rendered();
    expect(find('.away')?.textContent).toBe('You looked away here · 1 line');
    expect(root.querySelectorAll('.away')).toHaveLength(1);
  });

  it('knows that the page was in the background, and that the reader was further back', async () => {
    const { relay, button, find, rows } = await openTool('Transcript', many(30));
    const hide = (hidden: boolean) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    hide(true);
    relay.addLine('Behind another tab');
    hide(false);
    Reflect.deleteProperty(document, 'hidden');
    await rendered();
    relay.addLine('Seen');
    button('What did I miss?')?.click();
    await rendered();
    expect(find('.away')?.textContent).toBe('You looked away here · 1 line');
    expect(find('.away')?.nextElementSibling?.textContent).toContain('Behind another tab');

    const log = find('.log') as HTMLElement;
    log.scrollTop = -300;
    await until(() => expect(find('.stage:has(.log) .jump')).not.toBeNull());
    for (const text of ['Below one', 'Below two', 'Below three']) relay.addLine(text);
    await until(() => expect(find('.away')?.textContent).toBe('You looked away here · 3 lines'));
    expect(rows().length).toBeGreaterThan(0);
  });
});
