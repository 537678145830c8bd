// The glossary while the captioner types, and its table. Keys are the browser's own.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';

import { openBox, openConsole, saidLines, violations, words } from './open-console.tsx';

const entries = [
  { short: 'cw', long: 'captionwire' },
  { short: 'US', long: 'United States' },
  { short: 'öv', long: 'öffentlicher Verkehr' },
  { short: 'aw', long: 'as well' },
];
function withEntries(kept: readonly object[] = entries) {
  localStorage.setItem('captionwire.console.glossary', JSON.stringify(kept));
  const opened = openConsole();
  opened.relay.join();
  return opened;
}
const field = (name: string) => screen.getByRole('textbox', { name }) as HTMLInputElement;
const note = (text: string | RegExp) => waitFor(() => screen.getByText(text, { selector: '.note' }));
const rows = () =>
  [...document.querySelectorAll('.entries tbody tr')].map((row) =>
    [...row.children].slice(0, 2).map(({ textContent }) => textContent),
  );

describe('a short form', () => {
  it.each([
    ['cw ', 'captionwire '],
    ['cw, ', 'captionwire, '],
    ['(cw)', '(captionwire)'],
    ['Cw is', 'Captionwire is'],
    ['the US.', 'the United States.'],
    ['us ', 'us '],
    ['Öv ', 'Öffentlicher Verkehr '],
    ['cwx acw ', 'cwx acw '],
    ["cw's ", "cw's "],
    ['cw{Shift>}{Enter}{/Shift}aw!', 'captionwire\nas well!'],
    ['cwx{Backspace} ', 'captionwire '],
  ])('typed as %j reads %j', async (keys, text) => {
    withEntries();
    await userEvent.keyboard(keys);
    expect(words().value).toBe(text);
  });

  it('becomes words in the middle of a text too, with the caret behind them', async () => {
    withEntries();
    await userEvent.keyboard('This  works{Home}{ArrowRight>5/}cw,!');
    expect(words().value).toBe('This captionwire,! works');
  });

  it('is sent as its words, by interim text and by Enter right after it', async () => {
    const { relay } = withEntries();
    await userEvent.keyboard('cw ');
    expect(relay.sent('interim').at(-1)).toMatchObject({ add: 'aptionwire ' });
    await userEvent.keyboard('aw{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'captionwire as well' }]);
    expect(words().value).toBe('');
  });

  it('comes back as it was typed by Backspace right after it, and only then', async () => {
    withEntries();
    await userEvent.keyboard('Cw {Backspace}');
    expect(words().value).toBe('Cw ');
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('Cw');
    await userEvent.keyboard(' x{Backspace}{Backspace}');
    expect(words().value).toBe('Captionwire');
  });

  it('is undone by the browser’s own undo', async () => {
    withEntries();
    await userEvent.keyboard('cw ');
    document.execCommand('undo');
    expect(words().value).toBe('cw ');
  });

  it('becomes words before the line is finished by its button', async () => {
    const { relay } = withEntries();
    await userEvent.keyboard('the cw');
    await userEvent.click(screen.getByRole('button', { name: 'Finish line' }));
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'the captionwire' }]);
  });

  it('that was pasted stays, also when a space or Enter is typed after it', async () => {
    const { relay } = withEntries();
    document.execCommand('insertText', false, 'see cw');
    await userEvent.keyboard(' {Backspace}');
    expect(words().value).toBe('see cw');
    document.execCommand('insertText', false, ' aw');
    await userEvent.keyboard('{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'see cw aw' }]);
  });

  it('is left alone while an input method composes', async () => {
    withEntries();
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: 'cw', selectionStart: 2, selectionEnd: 2 });
    await browser.send('Input.imeSetComposition', { text: 'cw ', selectionStart: 3, selectionEnd: 3 });
    expect(words().value).toBe('cw ');
  });

  it('stays while the captioner switched that off', async () => {
    withEntries();
    await openBox('Glossary');
    await userEvent.click(screen.getByRole('checkbox', { name: /^Short forms become/ }));
    words().focus();
    await userEvent.keyboard('cw ');
    expect(words().value).toBe('cw ');
  });

  it('is found as fast among two thousand, and does not hold up typing', async () => {
    const many = Array.from({ length: 2_000 }, (_, at) => ({ short: `s${at}`, long: `word ${at}` }));
    withEntries(many);
    await userEvent.keyboard('s1999 s0.');
    expect(words().value).toBe('word 1999 word 0.');
  });
});

describe('the table of short forms', () => {
  it('takes new ones by keyboard, and works at once', async () => {
    withEntries([]);
    await openBox('Glossary');
    field('Short form').focus();
    await userEvent.keyboard('nb{Tab}note well{Enter}');
    await note('nb stands for note well.');
    expect(document.activeElement).toBe(field('Short form'));
    expect(rows()).toEqual([['nb', 'note well']]);
    words().focus();
    await userEvent.keyboard('nb ');
    expect(words().value).toBe('note well ');
  });

  it('changes and removes them, and keeps the focus', async () => {
    withEntries();
    await openBox('Glossary');
    await userEvent.click(screen.getByRole('button', { name: 'Change cw' }));
    expect(field('Stands for').value).toBe('captionwire');
    await userEvent.fill(field('Short form'), 'cpw');
    await userEvent.keyboard('{Enter}');
    await note('cpw stands for captionwire.');
    expect(rows().map(([short]) => short)).toEqual(['aw', 'cpw', 'öv', 'US']);
    screen.getByRole('button', { name: 'Remove öv' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(rows().map(([short]) => short)).toEqual(['aw', 'cpw', 'US']));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove US' }));
  });

  it.each([
    ['', 'words', 'The short form is missing.'],
    ['two words', 'x', 'two words: a short form is one word of letters and digits.'],
    ['x', ' ', 'x: the words that it stands for are missing.'],
    ['x'.repeat(41), 'x', 'The short form has more than 40 characters.'],
    ['x', 'y'.repeat(401), 'x: stands for more than 400 characters.'],
  ])('refuses %j for %j with the reason', async (short, long, reason) => {
    withEntries([]);
    await openBox('Glossary');
    await userEvent.fill(field('Short form'), short);
    await userEvent.fill(field('Stands for'), long);
    await userEvent.keyboard('{Enter}');
    await note(reason);
    expect(field('Stands for').value).toBe(long);
  });

  it('is searched, holds 2,000 and draws a hundred', async () => {
    withEntries(Array.from({ length: 2_001 }, (_, at) => ({ short: `s${at}`, long: `word ${at}` })));
    await openBox('Glossary');
    await waitFor(() => screen.getByText(/^2000 of 2000 short forms, the first 100/));
    expect(rows()).toHaveLength(100);
    await userEvent.fill(field('Short form'), 'more');
    await userEvent.fill(field('Stands for'), 'too many');
    await userEvent.keyboard('{Enter}');
    await note(/no room/);
    await userEvent.fill(screen.getByRole('searchbox', { name: 'Search short forms' }), 'WORD 1234');
    await waitFor(() => expect(rows()).toEqual([['s1234', 'word 1234']]));
  });

  it('has no accessibility violation, empty and filled', async () => {
    const { unmount } = withEntries([]);
    await openBox('Glossary');
    expect(await violations()).toEqual([]);
    unmount();
    withEntries();
    const table = await waitFor(() => screen.getByRole('table'));
    within(table).getByRole('rowheader', { name: 'cw' });
    expect(await violations()).toEqual([]);
  });
});
