import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { addBox, addStyle, clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the panel as a guest in a page', () => {
  it('closes to a button and opens again; focus inside goes to that button and no other is taken', async () => {
    const { open, close, find, root, relay } = putOnPage();
    await rendered();
    relay.snapshot();
    await rendered();
    close();
    await rendered();
    expect(document.activeElement).toBe(document.body);
    expect(find('.log')).toBeNull();
    open();
    await rendered();
    find('.log')?.focus();
    close();
    await rendered();
    expect(root.activeElement).toBe(find('.toggle'));
    open();
    await rendered();
    expect(root.activeElement).toBe(find('.toggle'));
    expect(find('.toggle')?.textContent).toBe('Hide');
  });

  it('is closed and opened by a control of the page without losing the focus of that control', async () => {
    const { open, close } = putOnPage();
    await rendered();
    const control = addBox();
    control.tabIndex = 0;
    control.focus();
    close();
    await rendered();
    expect(document.activeElement).toBe(control);
    open();
    await rendered();
    expect(document.activeElement).toBe(control);
  });

  it('stands up to hostile styles of the page, and so do its announcements', async () => {
    addStyle(`body *, caption-wire { display: none !important; font-size: 60px !important; opacity: 0 !important;
      z-index: 1 !important; position: static !important; visibility: hidden !important; width: 9px !important }`);
    const { element, find, relay, region } = putOnPage();
    await rendered();
    relay.snapshot();
    relay.addLine('Hello');
    await vi.advanceTimersByTimeAsync(500);
    const { display, position, opacity, visibility, zIndex } = getComputedStyle(element);
    expect([display, position, opacity, visibility, zIndex]).toEqual([
      'block',
      'fixed',
      '1',
      'visible',
      '2147483647',
    ]);
    expect(find('.log p')?.checkVisibility({ opacityProperty: true, visibilityProperty: true })).toBe(true);
    expect(getComputedStyle(find('.log p') as HTMLElement).fontSize).toBe('20px');
    const said = region('log').firstElementChild as HTMLElement;
    expect(said.checkVisibility({ opacityProperty: true, visibilityProperty: true })).toBe(true);
  });

  it('changes no style of the page, and puts none into it', async () => {
    const sheets = document.adoptedStyleSheets.length + document.styleSheets.length;
    const { root } = putOnPage();
    await rendered();
    expect(document.adoptedStyleSheets.length + document.styleSheets.length).toBe(sheets);
    expect(root.querySelector('style, link, [style]')).toBeNull();
  });

  it('takes lines of the same height whether the captions are many or none, inside a target', async () => {
    const box = addBox();
    const { relay, element } = putOnPage({ target: '#box' });
    expect(element.parentElement).toBe(box);
    await rendered();
    relay.snapshot();
    await rendered();
    const { height } = box.getBoundingClientRect();
    expect(height).toBeGreaterThan(100);
    for (let index = 0; index < 20; index++) relay.addLine(`Line ${index}`);
    relay.addRecords({ type: 'status', level: 'alert', text: 'Fire' });
    await rendered();
    expect(box.getBoundingClientRect().height).toBe(height);
  });

  it('covers at most 40 % of the window', async () => {
    const { find, relay } = putOnPage();
    await rendered();
    relay.snapshot({ lines: [line(1, 'A long line. '.repeat(100))] });
    await rendered();
    expect(find('section')?.offsetHeight).toBeLessThanOrEqual(innerHeight * 0.4 + 1);
  });

  it('stays with the newest words, lets the reader scroll back, and jumps back to live', async () => {
    vi.useRealTimers();
    const { find, relay, rows, button } = putOnPage();
    await rendered();
    relay.snapshot({ lines: Array.from({ length: 20 }, (_, index) => line(index + 1, `Line ${index + 1}`)) });
    await rendered();
    const log = find('.log') as HTMLElement;
    const seen = (row?: HTMLElement) => {
      const { bottom } = (row as HTMLElement).getBoundingClientRect();
      return Math.round(bottom - log.getBoundingClientRect().bottom);
    };
    expect(seen(rows().at(-1))).toBe(0);
    relay.addLine('Line 21');
    await rendered();
    expect(seen(rows().at(-1))).toBe(0);
    log.scrollTop = -200;
    await until(() => expect(button('Jump to live')).toBeDefined());
    const read = rows()[10];
    const stood = seen(read);
    relay.addLine('Line 22');
    await rendered();
    await new Promise(requestAnimationFrame);
    expect(seen(read)).toBe(stood);
    expect(button('Jump to live')?.textContent).toBe('Jump to live ↓ 1 new');
    button('Jump to live')?.click();
    await until(() => expect(button('Jump to live')).toBeUndefined());
    expect(seen(rows().at(-1))).toBe(0);
  });

  it('gives the focus of "Jump to live", which goes away, to the captions', async () => {
    vi.useRealTimers();
    const { find, relay, root, button } = putOnPage();
    await rendered();
    relay.snapshot({ lines: Array.from({ length: 20 }, (_, index) => line(index + 1, `Line ${index + 1}`)) });
    await rendered();
    find('.log')?.scrollTo(0, -200);
    await until(() => expect(button('Jump to live')).toBeDefined());
    button('Jump to live')?.focus();
    button('Jump to live')?.click();
    await until(() => expect(button('Jump to live')).toBeUndefined());
    expect(root.activeElement).toBe(find('.log'));
    expect(find('.log')?.scrollTop).toBe(0);
  });

  it('drops no line above the reader who has scrolled back, and does again once live', async () => {
    vi.useRealTimers();
    const { find, relay, button, texts } = putOnPage();
    await rendered();
    relay.snapshot({ lines: Array.from({ length: 40 }, (_, index) => line(index + 1, `Line ${index + 1}`)) });
    await rendered();
    expect(texts()).toHaveLength(30);
    find('.log')?.scrollTo(0, -200);
    await until(() => expect(button('Jump to live')).toBeDefined());
    for (let index = 0; index < 10; index++) relay.addLine(`More ${index}`);
    await rendered();
    expect(texts()).toHaveLength(40);
    button('Jump to live')?.click();
    await until(() => expect(button('Jump to live')).toBeUndefined());
    relay.addLine('Live');
    await rendered();
    expect(texts()).toHaveLength(30);
  });

  it('is live again when it was hidden while somebody read back', async () => {
    vi.useRealTimers();
    const { find, relay, button, open, close } = putOnPage();
    await rendered();
    relay.snapshot({ lines: Array.from({ length: 20 }, (_, index) => line(index + 1, `Line ${index + 1}`)) });
    await rendered();
    find('.log')?.scrollTo(0, -200);
    await until(() => expect(button('Jump to live')).toBeDefined());
    close();
    await rendered();
    open();
    await rendered();
    expect(find('.log')?.scrollTop).toBe(0);
    expect(button('Jump to live')).toBeUndefined();
  });

  it.each([
    ['before anything was said', {}, () => {}],
    [
      'with a status, interim text and somebody typing',
      { theme: 'dark' },
      ({ relay }: Page) => {
        relay.addRecords({ type: 'status', level: 'alert', text: 'Leave by the north exit. '.repeat(9) });
        relay.addLine('Hello', { speaker: 'Maya' });
        relay.interim('x', 'and welc', 1, { speaker: 'Tom' });
        relay.typing({ name: 'Maya', leftMs: 6_000 });
      },
    ],
    ['hidden', { theme: 'light' }, ({ close }: Page) => close()],
    [
      'reading on demand',
      { theme: 'light', announce: 'on-demand', position: 'float' },
      ({ relay }: Page) => relay.drop(),
    ],
  ] as const)('has no accessibility fault that axe can find %s', async (_state, options, happens) => {
    vi.useRealTimers();
    const page = putOnPage(options);
    await expect.poll(page.relay.isConnected).toBe(true);
    page.relay.snapshot();
    happens(page);
    await rendered();
    const { violations } = await axe.run(page.element, { resultTypes: ['violations'] });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

type Page = ReturnType<typeof putOnPage>;
