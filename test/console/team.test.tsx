// What several captioners tell one another, and what they tell viewers: names beside lines, notes, turns, a signal that was seen, a
// break after which the status is what it was.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import type { FakeRelay } from '../helpers/fake-relay.ts';
import { isTold, openConsole, row, seen, violations, words } from './open-console.tsx';

const own = (relay: FakeRelay) => relay.sent('hello')[0]?.publisher ?? '';
function floor(relay: FakeRelay, live: 'me' | 'maya' | null, offRecord = false) {
  const presenters = [
    { id: own(relay), name: 'Jonas' },
    { id: 'maya', name: 'Maya' },
  ];
  relay.say({ type: 'floor', presenters, live: live === 'me' ? own(relay) : live, offRecord });
}
async function withMaya() {
  const opened = openConsole();
  opened.relay.join();
  floor(opened.relay, null);
  await screen.findByText('Maya', { selector: '.captioner-name *' });
  return opened;
}
const statuses = (relay: FakeRelay) =>
  relay
    .sent('publish')
    .map(({ record }) => record)
    .filter(({ type }) => type === 'status' || type === 'clear');

describe('the lines', () => {
  it('name who wrote them, of others, also while they write', async () => {
    const { relay } = await withMaya();
    relay.say({ type: 'authors', authors: [{ id: 'a', name: 'Maya' }] });
    relay.say({ type: 'events', interims: [{ id: 'a', rev: 1, keep: 0, add: 'Hel', speaker: 'Ada' }] });
    await screen.findByText('Maya is writing as Ada:', { exact: false });
    relay.addRecords({ type: 'line', id: 'a', rev: 1, text: 'Hello', speaker: 'Ada' });
    await waitFor(() => row('Hello').getByText('Maya'));
    await userEvent.keyboard('mine{Enter}');
    await waitFor(() => row('mine').getByText('You'));
    expect(row('mine').queryByText('Maya')).toBeNull();
  });
});

describe('a note', () => {
  it('is sent to the other captioners, and the focus is back in the field', async () => {
    const { relay, root } = await withMaya();
    await userEvent.click(screen.getByRole('textbox', { name: 'Note to the other captioners' }));
    await userEvent.keyboard(' take over in half a minute {Enter}');
    expect(relay.sent('note')).toEqual([{ type: 'note', text: 'take over in half a minute' }]);
    await waitFor(() => expect(document.activeElement).toBe(words()));
    relay.say({ type: 'note', publisher: own(relay), text: 'take over in half a minute', at: 1 });
    relay.say({ type: 'note', publisher: 'maya', text: 'all right', at: 2 });
    const list = await screen.findByRole('list', { name: 'Notes' });
    await waitFor(() => within(list).getByText('all right'));
    expect(within(list).getByText('You')).toBeTruthy();
    await isTold('Maya: all right');
    expect(await violations(root)).toEqual([]);
  });

  it('is not offered to who captions alone, and nor is taking over', async () => {
    const { relay } = openConsole();
    relay.join();
    relay.say({
      type: 'floor',
      presenters: [{ id: own(relay), name: 'Jonas' }],
      live: null,
      offRecord: false,
    });
    await screen.findByText('Jonas', { selector: '.captioner-name *' });
    expect(screen.queryByRole('textbox', { name: 'Note to the other captioners' })).toBeNull();
    expect(screen.queryByRole('button', { name: /Take over/ })).toBeNull();
  });
});

describe('a turn', () => {
  it('is counted while this captioner is live, and its end is said once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { relay } = openConsole();
    relay.join();
    floor(relay, 'me');
    await vi.advanceTimersByTimeAsync(0);
    expect(screen.getByText(/^Your turn: /).textContent).toBe('Your turn: 0:00');
    await vi.advanceTimersByTimeAsync(19 * 60_000);
    expect(screen.getByRole('alert').textContent).not.toMatch(/live for/);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(screen.getByRole('alert').textContent).toMatch(/You have been live for 20 minutes/);
  });
});

describe('a complaint of viewers', () => {
  it('has a button that says it was seen', async () => {
    const { relay, root } = openConsole();
    relay.join();
    relay.say({
      type: 'signals',
      signals: [
        { signal: 'stopped', viewers: 2 },
        { signal: 'thanks', viewers: 1 },
      ],
    });
    await screen.findByRole('button', { name: 'Seen: 2 viewers: captions stopped' });
    expect(await violations(root)).toEqual([]);
    const buttons = screen.getAllByRole('button', { name: /^Seen/ });
    expect(buttons).toHaveLength(1);
    await userEvent.click(buttons[0] as HTMLElement);
    expect(relay.sent('seen')).toEqual([{ type: 'seen', signal: 'stopped' }]);
    expect(document.activeElement).toBe(words());
  });
});

describe('off the record', () => {
  it('gives the status back that stood before, and is one row of the list', async () => {
    const { relay } = await withMaya();
    relay.addRecords({ type: 'status', level: 'warning', text: 'The sound is weak' });
    await waitFor(() => screen.getByText('The sound is weak', { selector: '.status-text' }));
    await userEvent.keyboard('{Control>}{Shift>}{F8}{/Shift}{/Control}');
    relay.takeLast();
    floor(relay, null, true);
    await seen('Off the record');
    await userEvent.keyboard('{Control>}{Shift>}{F8}{/Shift}{/Control}');
    expect(statuses(relay).at(-1)).toMatchObject({ level: 'warning', text: 'The sound is weak' });
    relay.takeLast();
    await screen.findByText(/^Paused until \d\d:\d\d/);
  });

  it('leaves no status where none stood, and no second row', async () => {
    const { relay } = await withMaya();
    await userEvent.keyboard('{Control>}{Shift>}{F8}{/Shift}{/Control}');
    relay.takeLast();
    floor(relay, null, true);
    await seen('Off the record');
    await userEvent.keyboard('{Control>}{Shift>}{F8}{/Shift}{/Control}');
    expect(statuses(relay).at(-1)).toMatchObject({ type: 'clear', scope: 'status' });
    relay.takeLast();
    await screen.findByText(/^Paused until/);
    await waitFor(() => expect(screen.queryByText('Status cleared')).toBeNull());
  });
});
