// The list of lines: everybody's, with what is on its way from here and what others write at this moment. Each can be edited
// and taken back by keyboard alone.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { clientLimits } from '../../protocol/limits.ts';
import type { FakeRelay } from '../helpers/fake-relay.ts';
import { isTold, openConsole, row, sayLine, violations, words } from './open-console.tsx';

const shownWords = () =>
  [...document.querySelectorAll('.row-words')].map(({ textContent }) => textContent?.trim());
const shown = (...texts: string[]) => waitFor(() => expect(shownWords()).toEqual(texts));
const button = (name: string) => screen.getByRole('button', { name });
const others = (relay: FakeRelay, id: string, text: string) =>
  relay.addRecords({ type: 'line', id, rev: 1, text });
const interim = (relay: FakeRelay, id: string, text: string, speaker?: string) =>
  relay.say({
    type: 'events',
    interims: [{ id, rev: 1, keep: 0, add: text, ...(speaker === undefined ? {} : { speaker }) }],
  });
const old = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    type: 'line' as const,
    id: `old${at}`,
    rev: 1,
    text: `line ${at}`,
    seq: at + 1,
    at: at + 1,
  }));

describe('the lines', () => {
  it('are everybody’s, in the order of the log, with a receipt only for what is from here', async () => {
    const { relay } = openConsole();
    relay.join({ lines: old(1) });
    await userEvent.keyboard('mine{Enter}');
    others(relay, 'a', 'theirs');
    // What is not in the log yet comes after what is.
    await shown('line 0', 'theirs', 'mine');
    expect(row('theirs').queryByText('You')).toBeNull();
    relay.takeLast();
    others(relay, 'b', 'theirs again');
    await shown('line 0', 'theirs', 'mine', 'theirs again');
    row('mine').getByText('Saved');
  });

  it('show corrections and what was taken back elsewhere', async () => {
    const { relay } = openConsole();
    relay.join();
    others(relay, 'a', 'wrogn');
    others(relay, 'b', 'private');
    relay.addRecords({ type: 'line', id: 'a', rev: 2, text: 'right' });
    relay.addRecords({ type: 'retract', id: 'b' });
    await shown('right', 'private');
    row('right').getByText('Corrected');
    row('private').getByText('Taken back');
    expect(screen.queryByRole('button', { name: 'Edit: private' })).toBeNull();
  });

  it('have status, clearing and the end among them, once each', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Status text' }), 'Back soon');
    await userEvent.keyboard('{Enter}');
    relay.takeLast();
    relay.addRecords({ type: 'clear', scope: 'screen' });
    relay.addRecords({ type: 'end' });
    await shown('Status, info: Back soon', 'Screen cleared', 'Session ended');
    row('Back soon').getByText('Saved');
  });

  it('are joined by what others write, letter by letter, and not by what is written here', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('mine');
    interim(relay, relay.sent('interim')[0]?.id as string, 'mine');
    interim(relay, 'a', 'their wo', 'Jonas');
    await shown('A captioner is writing as Jonas: their wo');
    interim(relay, 'a', 'their words', 'Jonas');
    await shown('A captioner is writing as Jonas: their words');
    others(relay, 'a', 'their words.');
    await shown('their words.');
    interim(relay, 'a', 'their word', 'Jonas');
    await shown('their words.', 'A captioner corrects as Jonas: their word');
  });

  it('are the last 200 on the page; earlier ones come on demand, as many as are kept', async () => {
    const { relay } = openConsole();
    relay.join({ lines: old(200) });
    for (let at = 0; at < 350; at++) others(relay, `n${at}`, `new ${at}`);
    await waitFor(() => expect(shownWords()).toHaveLength(200));
    await userEvent.click(screen.getByRole('button', { name: '300 earlier lines' }));
    await waitFor(() => expect(shownWords()).toHaveLength(300));
    await userEvent.click(screen.getByRole('button', { name: '200 earlier lines' }));
    await userEvent.click(screen.getByRole('button', { name: '100 earlier lines' }));
    await waitFor(() => expect(shownWords()).toHaveLength(clientLimits.clientLines));
    expect(shownWords()[0]).toBe('line 50');
    expect(screen.queryByRole('button', { name: /earlier/ })).toBeNull();
  });

  it('say so when another correction came before the own one, which then changes nothing', async () => {
    const { relay } = openConsole();
    relay.join();
    others(relay, 'a', 'wrogn');
    await shown('wrogn');
    await userEvent.click(button('Edit: wrogn'), { force: true });
    await userEvent.keyboard('{Backspace}{Backspace}ng here{Enter}');
    relay.addRecords({ type: 'line', id: 'a', rev: 2, text: 'wrong there' });
    await shown('wrong there');
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/came first and stands. Yours was: wrong here$/),
    );
  });

  it('are replaced when the log is another one, but for what is still on its way', async () => {
    const { relay } = openConsole();
    relay.join();
    await sayLine(relay, 'taken');
    await userEvent.keyboard('waits{Enter}');
    relay.snapshot({ lines: old(1), reset: 'epoch' });
    await shown('line 0', 'waits');
  });

  it('are drawn again one by one: a receipt touches no other row', async () => {
    const { relay, root } = openConsole();
    relay.join();
    await sayLine(relay, 'one');
    await userEvent.keyboard('two{Enter}');
    await waitFor(() => row('two').getByText('Sent'));
    const changed: Node[] = [];
    const observer = new MutationObserver((list) => changed.push(...list.map(({ target }) => target)));
    observer.observe(root, { childList: true, characterData: true, attributes: true, subtree: true });
    relay.ack(2);
    await waitFor(() => row('two').getByText('Saved'));
    observer.disconnect();
    const two = screen.getByText('two', { selector: '.row-words' }).closest('li') as Element;
    const inRows = changed.filter((node) =>
      (node instanceof Element ? node : node.parentElement)?.closest('li'),
    );
    expect(inRows.length).toBeGreaterThan(0);
    for (const node of inRows) expect(two.contains(node)).toBe(true);
  });
});

describe('the list by keyboard', () => {
  async function openAtLines() {
    const { relay } = openConsole();
    relay.join();
    for (const text of ['one', 'two', 'three']) others(relay, text, text);
    await shown('one', 'two', 'three');
    await userEvent.keyboard('{Shift>}{F2}{/Shift}');
    expect(document.activeElement).toBe(button('Edit: three'));
    return relay;
  }

  it('is one stop for Tab, with arrows between lines and between what can be done', async () => {
    await openAtLines();
    await userEvent.keyboard('{ArrowUp}');
    expect(document.activeElement).toBe(button('Edit: two'));
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(button('Take back: two'));
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toBe(button('Take back: one'));
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement).toBe(words());
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(document.activeElement).toBe(button('Take back: one'));
    await userEvent.keyboard('{ArrowLeft}{End}');
    expect(document.activeElement).toBe(button('Edit: three'));
  });

  it('edits a line of somebody else with Enter', async () => {
    const relay = await openAtLines();
    await userEvent.keyboard('{ArrowUp}{Enter}');
    expect(document.activeElement).toBe(words());
    await userEvent.keyboard('!{Enter}');
    expect(relay.sent('publish').at(-1)?.record).toMatchObject({ id: 'two', rev: 2, text: 'two!' });
  });

  it('asks before a line is taken back with Delete, holds nothing up, and keeps the focus in the row', async () => {
    const relay = await openAtLines();
    await userEvent.keyboard('{ArrowUp}{Delete}');
    const asked = await screen.findByRole('group', { name: 'Take back: two' });
    await waitFor(() => expect(document.activeElement).toBe(within(asked).getByText('Take back')));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(button('Edit: two')));
    expect(relay.sent('publish')).toEqual([]);
    await userEvent.keyboard('{Delete}');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Take back'));
    await userEvent.keyboard('{Enter}');
    expect(relay.sent('publish').map(({ record }) => record)).toMatchObject([{ type: 'retract', id: 'two' }]);
    await isTold('Taken back: two');
    await waitFor(() => expect(document.activeElement).toBe(button('Use again: two')));
  });

  it('has no accessibility violation, also while it asks', async () => {
    const relay = await openAtLines();
    relay.addRecords({ type: 'retract', id: 'one' });
    interim(relay, 'a', 'their words', 'Jonas');
    await userEvent.keyboard('{Delete}');
    await screen.findByRole('group', { name: 'Take back: three' });
    expect(await violations()).toEqual([]);
  });
});
