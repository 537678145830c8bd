// The speakers: chosen by a key or a button, never with somebody else's words in their mouth, and a list that is changed
// by keyboard alone.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { isTold, liveIsTold, openBox, openConsole, saidLines, violations, words } from './open-console.tsx';

const names = () =>
  within(screen.getByRole('group', { name: 'Who speaks' }))
    .getAllByRole('button')
    .map((button) => button.querySelector('.choice-words')?.textContent);
const speaker = (name: string) => screen.getByRole('button', { name });
const pressed = (name: string) => speaker(name).getAttribute('aria-pressed');

async function withSpeakers(...list: string[]) {
  const opened = openConsole();
  opened.relay.join();
  await openBox('Speakers');
  await userEvent.click(screen.getByText('Change the speakers'));
  await userEvent.fill(screen.getByRole('textbox', { name: /^Add speakers/ }), list.join('\n'));
  await userEvent.click(screen.getByRole('button', { name: 'Add speakers' }));
  words().focus();
  return opened;
}

describe('a speaker', () => {
  it('is chosen by the keys of its place, is marked, and is in the words that follow', async () => {
    const { relay } = await withSpeakers('Maya', 'Jonas');
    await liveIsTold();
    await userEvent.keyboard('{Alt>}2{/Alt}');
    expect(words().value).toBe('');
    await waitFor(() => expect(pressed('Jonas')).toBe('true'));
    expect(pressed('Maya')).toBe('false');
    await isTold('Speaker: Jonas');
    await userEvent.keyboard('Hello{Enter}{Alt>}0{/Alt}Nobody{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([
      { text: 'Hello', speaker: 'Jonas' },
      { text: 'Nobody' },
    ]);
  });

  it('is chosen by a button, which gives the focus back to where the captioner types', async () => {
    await withSpeakers('Maya');
    await userEvent.click(speaker('Maya'));
    expect(document.activeElement).toBe(words());
    expect((screen.getByRole('textbox', { name: 'Speaker' }) as HTMLInputElement).value).toBe('Maya');
  });

  it('that is chosen in the middle of another one’s words finishes those first', async () => {
    const { relay } = await withSpeakers('Maya', 'Jonas');
    await userEvent.keyboard('{Alt>}1{/Alt}How are you?{Alt>}2{/Alt}Fine');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'How are you?', speaker: 'Maya' }]);
    expect(words().value).toBe('Fine');
    expect(relay.sent('interim').findLast(({ keep }) => keep === 0)).toMatchObject({ speaker: 'Jonas' });
  });

  it('takes words that were begun without a name, and keeps its own when chosen again', async () => {
    const { relay } = await withSpeakers('Maya');
    await userEvent.keyboard('Good {Alt>}1{/Alt}');
    expect(relay.sent('interim').at(-1)).toMatchObject({ keep: 0, add: 'Good ', speaker: 'Maya' });
    await userEvent.keyboard('{Alt>}1{/Alt}morning{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'Good morning', speaker: 'Maya' }]);
  });

  it('is chosen by its keys also while the box is closed, and after a reload', async () => {
    const { unmount } = await withSpeakers('Maya');
    await openBox('Speakers');
    unmount();
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('{Alt>}1{/Alt}Hello{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'Hello', speaker: 'Maya' }]);
  });
});

describe('the list of speakers', () => {
  it('takes names one per line, each once, and tells what it did not take', async () => {
    const list = Array.from({ length: 14 }, (_, at) => `Name ${at + 1}`);
    await withSpeakers(' Name 1 ', '', ...list, 'x'.repeat(81));
    await waitFor(() => expect(names()).toEqual([...list.slice(0, 12), 'No speaker']));
    screen.getByText(
      '12 added. 1 there already. 1 too long: a speaker has 80 characters at most. 2 without room: 12 speakers at most.',
      { selector: '.note' },
    );
    expect((screen.getByRole('textbox', { name: /^Add speakers/ }) as HTMLTextAreaElement).value).toBe(
      `Name 13\nName 14\n${'x'.repeat(81)}`,
    );
  });

  it('is put in order by keyboard, and the focus goes along', async () => {
    await withSpeakers('Maya', 'Jonas', 'Ada');
    await liveIsTold();
    screen.getByRole('button', { name: 'Move down Maya' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['Jonas', 'Maya', 'Ada']));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move down Maya' }));
    await isTold('Maya is 2 of 3.');
    await userEvent.keyboard('{Enter}{Enter}');
    await waitFor(() => expect(names().slice(0, 3)).toEqual(['Jonas', 'Ada', 'Maya']));
    screen.getByRole('button', { name: 'Remove Maya' }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(names()).toEqual(['Jonas', 'Ada', 'No speaker']));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove Ada' }));
  });

  it('takes a name that is written anew, also for who speaks now, and refuses one that is taken', async () => {
    const { relay } = await withSpeakers('Maja', 'Jonas');
    await userEvent.keyboard('{Alt>}1{/Alt}Hello');
    const first = screen.getByRole('textbox', { name: 'speaker 1' }) as HTMLInputElement;
    await userEvent.fill(first, ' Maya ');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(pressed('Maya')).toBe('true'));
    expect(relay.sent('interim').at(-1)).toMatchObject({ add: 'Hello', speaker: 'Maya' });
    await userEvent.fill(first, 'Jonas');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => screen.getByText('Jonas is there already.', { selector: '.note' }));
    expect(first.value).toBe('Maya');
  });

  it('has no accessibility violation, empty, filled and while it is changed', async () => {
    openConsole();
    await openBox('Speakers');
    expect(await violations()).toEqual([]);
    await userEvent.click(screen.getByText('Change the speakers'));
    await userEvent.fill(screen.getByRole('textbox', { name: /^Add speakers/ }), 'Maya\nJonas');
    await userEvent.click(screen.getByRole('button', { name: 'Add speakers' }));
    await waitFor(() => speaker('Jonas'));
    expect(await violations()).toEqual([]);
  });
});
