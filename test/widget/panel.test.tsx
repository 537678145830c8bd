import { act, cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';

import { line } from '../helpers/records.ts';
import { showPanel } from './shown-panel.tsx';

const click = (button: HTMLElement) =>
  act(() => {
    fireEvent.click(button);
  });

afterEach(cleanup);

describe('the caption list', () => {
  it('says that captions will appear before there are any', () => {
    const { texts } = showPanel();
    expect(texts()).toEqual(['Captions will appear here.']);
  });

  it('names the speaker once per run, and again when the run was broken', () => {
    const { texts } = showPanel([
      line(1, 'One', { speaker: 'Maya' }),
      line(2, 'Two', { speaker: 'Maya' }),
      line(3, 'applause', { kind: 'sound' }),
      line(4, 'Three', { speaker: 'Maya' }),
    ]);
    expect(texts()).toEqual(['Maya: One', 'Two', '[applause]', 'Maya: Three']);
  });

  it('keeps brackets and notes that the captioner wrote', () => {
    const { texts } = showPanel([
      line(1, '[door slams]', { kind: 'sound' }),
      line(2, '♪ la la ♪', { kind: 'music' }),
      line(3, 'la', { kind: 'music' }),
    ]);
    expect(texts()).toEqual(['[door slams]', '♪ la la ♪', '♪ la ♪']);
  });

  it('gives each line its own language and direction, whatever the speaker is called', () => {
    const { rows } = showPanel([
      line(1, 'مساء الخير', { lang: 'ar', speaker: 'Layla' }),
      line(2, 'Hello', { speaker: 'ليلى' }),
    ]);
    expect(rows()[0]?.lang).toBe('ar');
    expect(rows().map((row) => getComputedStyle(row).direction)).toEqual(['rtl', 'ltr']);
  });

  it('runs a line as its language does, whatever letter it begins with, and takes one without for the page’s', () => {
    document.documentElement.lang = 'he';
    onTestFinished(() => document.documentElement.removeAttribute('lang'));
    const { rows } = showPanel([
      line(1, 'captionwire مرحبا', { lang: 'ar' }),
      line(2, 'שלום is hello', { lang: 'en' }),
      line(3, 'kaifa', { lang: 'ar-Latn' }),
      line(4, 'سلام', { lang: 'pa-Arab' }),
      line(5, 'Hello'),
    ]);
    expect(rows().map(({ lang, dir }) => `${lang} ${dir}`)).toEqual([
      'ar rtl',
      'en ltr',
      'ar-Latn ltr',
      'pa-Arab rtl',
      'he auto',
    ]);
  });

  it('goes on growing where a translator of pages has put its own elements around the text', async () => {
    const { say, rows } = showPanel();
    await say({ id: 'x', add: 'Good' });
    const span = rows()[0]?.querySelector('span') as HTMLElement;
    const font = document.createElement('font');
    font.append(...span.childNodes);
    span.append(font);
    await say({ id: 'x', rev: 2, keep: 4, add: ' day' });
    expect(rows()[0]?.textContent).toBe('Good day');
    span.replaceChildren();
    await say({ id: 'x', rev: 3, keep: 8, add: ' all' });
    expect(rows()[0]?.textContent).toBe('Good day all');
  });

  it('grows interim text in one text node, without rendering anything', async () => {
    const { say, rows } = showPanel([line(1, 'Before')]);
    await say({ id: 'x', add: 'Hel' });
    const row = rows()[1] as HTMLElement;
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((some) => records.push(...some));
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    await say({ id: 'x', rev: 2, keep: 3, add: 'lo' });
    records.push(...observer.takeRecords());
    observer.disconnect();
    expect(row.textContent).toBe('Hello');
    expect(records.map(({ type }) => type)).toEqual(['characterData']);
  });

  it('turns an interim into its finished line in the same row and text node', async () => {
    const { say, send, rows } = showPanel();
    await say({ id: 'x', add: 'Hello wor', speaker: 'Maya' });
    const row = rows()[0] as HTMLElement;
    const text = row.querySelector('span')?.firstChild;
    expect(row.classList).toContain('interim');
    await send({ type: 'line', id: 'x', rev: 1, text: 'Hello world.', speaker: 'Maya' });
    expect(rows()).toEqual([row]);
    expect(row.querySelector('span')?.firstChild).toBe(text);
    expect(row.textContent).toBe('Maya: Hello world.');
    expect(row.classList).not.toContain('interim');
  });

  it('shows finished lines in the order of the log and below them what is still being said, each in its row', async () => {
    const { say, send, texts, rows } = showPanel();
    await say({ id: 'a', add: 'slow' }, { id: 'b', add: 'quick' });
    const [slow, quick] = rows();
    await send({ type: 'line', id: 'b', rev: 1, text: 'Quick.' });
    expect(texts()).toEqual(['Quick.', 'slow']);
    expect(rows()).toEqual([quick, slow]);
    await send({ type: 'line', id: 'a', rev: 1, text: 'Slow.' });
    expect(texts()).toEqual(['Quick.', 'Slow.']);
    expect(rows()).toEqual([quick, slow]);
  });

  it('takes an interim away that came to nothing', async () => {
    const { say, texts } = showPanel([line(1, 'One')]);
    await say({ id: 'a', add: 'er' });
    await say({ id: 'a', rev: 2 });
    expect(texts()).toEqual(['One']);
  });

  it('corrects a line in place and marks it', async () => {
    const { send, rows } = showPanel([line(1, 'We meat'), line(2, 'Next')]);
    const row = rows()[0];
    await send({ type: 'line', id: 'l1', rev: 2, text: 'We meet' });
    expect(rows()[0]).toBe(row);
    expect(row?.textContent).toBe('We meet corrected');
  });

  it('shows a correction being typed in the line’s place, where it is no line in the making', async () => {
    const { say, send, rows, texts } = showPanel([line(1, 'We meat'), line(2, 'Next')]);
    const row = rows()[0];
    await say({ id: 'l1', add: 'We me' });
    expect(texts()).toEqual(['We me', 'Next']);
    expect(row?.classList.contains('interim')).toBe(false);
    await say({ id: 'l1', rev: 2 });
    expect(texts()).toEqual(['We meat', 'Next']);
    await say({ id: 'l1', add: 'We meet' });
    await send({ type: 'line', id: 'l1', rev: 2, text: 'We meet' });
    expect(row?.textContent).toBe('We meet corrected');
  });

  it('lets a retracted line vanish, and gives its name to the next of the run', async () => {
    const { send, texts } = showPanel([
      line(1, 'Oops', { speaker: 'Maya' }),
      line(2, 'Right', { speaker: 'Maya' }),
    ]);
    await send({ type: 'retract', id: 'l1' });
    expect(texts()).toEqual(['Maya: Right']);
  });

  it('does not show what was cleared off the screen', async () => {
    const { send, texts } = showPanel([line(1, 'Old'), line(2, 'New')], 1);
    expect(texts()).toEqual(['New']);
    await send({ type: 'clear', scope: 'screen' }, { type: 'line', id: 'n', rev: 1, text: 'Newer' });
    expect(texts()).toEqual(['Newer']);
  });

  it('holds 30 lines at most, and none comes back when a later one is retracted', async () => {
    const { send, texts } = showPanel();
    for (let index = 1; index <= 50; index++)
      await send({ type: 'line', id: `n${index}`, rev: 1, text: `${index}` });
    expect(texts()).toHaveLength(30);
    await send({ type: 'retract', id: 'n50' });
    expect(texts()).toHaveLength(29);
    expect(texts()[0]).toBe('21');
  });

  it('marks the place where lines may be missing, and keeps the rows it knew', async () => {
    const { snapshot, rows, texts } = showPanel([line(1, 'One'), line(2, 'Two')]);
    const [first] = rows();
    await act(() => snapshot([line(1, 'One'), line(2, 'Two'), line(9, 'Nine')], { reset: 'trimmed' }));
    expect(texts()).toEqual(['One', 'Two', 'Some lines may be missing here', 'Nine']);
    expect(rows()[0]).toBe(first);
  });

  it('shows markup in a line as the characters it is', () => {
    const { texts } = showPanel([line(1, '<img src=x onerror=alert(1)>')]);
    expect(texts()).toEqual(['<img src=x onerror=alert(1)>']);
  });
});

describe('the panel', () => {
  it('shows a status with its level in words until it is cleared', async () => {
    const { send } = showPanel();
    await send({ type: 'status', level: 'warning', text: 'Break until 10:30' });
    expect(document.querySelector('.status')?.textContent).toBe('⚠ Warning: Break until 10:30');
    await send({ type: 'clear', scope: 'status' });
    expect(document.querySelector('.status')).toBeNull();
  });

  it('keeps the foot in its place whether or not somebody types', async () => {
    const { state } = showPanel();
    const foot = document.querySelector('.foot');
    await act(() => {
      state.typing.value = ['Maya', 'Tom'];
    });
    expect(document.querySelector('.foot')).toBe(foot);
    expect(foot?.textContent).toBe('Maya and Tom are typing…');
  });

  it('hides and shows with one button that stays the same node and keeps focus', async () => {
    showPanel([line(1, 'One')]);
    const button = screen.getByRole('button', { name: 'Hide' });
    button.focus();
    await click(button);
    expect(screen.getByRole('button', { name: 'Captions' })).toBe(button);
    expect(document.activeElement).toBe(button);
    expect(document.querySelector('.log')).toBeNull();
    await click(button);
    expect(document.querySelector('.log p')?.textContent).toBe('One');
  });

  it('has a named captions region that the keyboard reaches', () => {
    showPanel();
    expect(screen.getByRole('region', { name: 'Caption text' }).tabIndex).toBe(0);
  });

  it('says whether its tools are shown, and shows them above the captions', async () => {
    const { state, onTools } = showPanel();
    const button = screen.getByRole('button', { name: 'Tools' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await click(button);
    expect(onTools).toHaveBeenCalledOnce();
    await act(() => {
      state.toolsOpen.value = true;
      state.tools.value = <p>All tools</p>;
    });
    expect(button.getAttribute('aria-expanded')).toBe('true');
    const tools = screen.getByText('All tools');
    const captions = screen.getByRole('region', { name: 'Caption text' });
    expect(tools.compareDocumentPosition(captions)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });
});
