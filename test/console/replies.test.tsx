// Replies: texts of the captioner's own, put into the field or sent at once.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { openBox, openConsole, saidLines, violations, words } from './open-console.tsx';

const reply = (name: string) =>
  within(screen.getByRole('group', { name: 'Canned replies' })).getByRole('button', { name });

async function withReplies(...list: string[]) {
  const opened = openConsole();
  opened.relay.join();
  await openBox('Canned replies');
  await userEvent.click(screen.getByText('Change the replies'));
  await userEvent.fill(screen.getByRole('textbox', { name: /^Add replies/ }), list.join('\n'));
  await userEvent.click(screen.getByRole('button', { name: 'Add replies' }));
  return opened;
}
const sendAtOnce = () => userEvent.click(screen.getByRole('checkbox', { name: /^Send at once/ }));

describe('a reply', () => {
  it('goes to where the caret is, as interim text, and can be undone', async () => {
    const { relay } = await withReplies('One moment, please.');
    await userEvent.type(words(), 'Hi! ');
    await userEvent.click(reply('One moment, please.'));
    expect(words().value).toBe('Hi! One moment, please.');
    expect(document.activeElement).toBe(words());
    expect(relay.sent('interim').at(-1)).toMatchObject({ add: 'One moment, please.' });
    expect(relay.sent('publish')).toEqual([]);
    document.execCommand('undo');
    expect(words().value).toBe('Hi! ');
  });

  it('is sent at once where that was chosen, past the words in the field, and the choice is kept', async () => {
    const { unmount } = await withReplies('One moment, please.');
    await sendAtOnce();
    unmount();
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    await userEvent.type(words(), 'half');
    await userEvent.click(reply('One moment, please.'));
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'One moment, please.', speaker: 'Maya' }]);
    expect(words().value).toBe('half');
  });

  it('says the speaker’s name, and is not used while there is none', async () => {
    await withReplies('{name} is here for you.');
    await userEvent.click(reply('{name} is here for you.'));
    expect(words().value).toBe('');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/choose a speaker/));
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    await userEvent.click(reply('{name} is here for you.'));
    expect(words().value).toBe('Maya is here for you.');
  });

  it('says the captioner’s own name while no speaker is chosen', async () => {
    const { relay } = await withReplies('{name} is here for you.');
    const own = relay.sent('hello')[0]?.publisher ?? '';
    const presenters = [
      { id: 'jonas', name: 'Jonas' },
      { id: own, name: 'Maya $& Lindgren' },
    ];
    relay.say({ type: 'floor', presenters, live: null, offRecord: false });
    await userEvent.click(reply('{name} is here for you.'));
    expect(words().value).toBe('Maya $& Lindgren is here for you.');
    await userEvent.fill(words(), '');
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Ada');
    await userEvent.click(reply('{name} is here for you.'));
    expect(words().value).toBe('Ada is here for you.');
  });

  it('can have keys of its own', async () => {
    await withReplies('Thank you.');
    await userEvent.keyboard('{F1}');
    await userEvent.click(screen.getByRole('button', { name: /^Reply: Thank you\./ }));
    await userEvent.keyboard('{Control>}{Alt>}t{/Alt}{/Control}{Escape}');
    words().focus();
    await userEvent.keyboard('{Control>}{Alt>}t{/Alt}{/Control}');
    expect(words().value).toBe('Thank you.');
  });
});

describe('the list of replies', () => {
  it('is searched', async () => {
    await withReplies('Good morning', 'Good bye', 'One moment');
    await userEvent.fill(screen.getByRole('searchbox', { name: 'Search replies' }), 'GOOD');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'One moment' })).toBeNull());
    reply('Good morning');
    await userEvent.fill(screen.getByRole('searchbox', { name: 'Search replies' }), 'nothing');
    await waitFor(() => screen.getByText('No reply has these words.'));
  });

  it('holds 50', async () => {
    await withReplies(...Array.from({ length: 52 }, (_, at) => `Reply ${at}`));
    await waitFor(() =>
      screen.getByText('50 added. 2 without room: 50 replies at most.', { selector: '.note' }),
    );
  });

  it('has no accessibility violation', async () => {
    await withReplies('Good morning', 'Good bye');
    await waitFor(() => reply('Good bye'));
    expect(await violations()).toEqual([]);
  });
});
