// The palette of sounds: each is a line of its own, and what is being typed is left alone.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { openBox, openConsole, saidLines, violations, words } from './open-console.tsx';

describe('a sound', () => {
  it('is sent by a key as a line of its own, without a speaker, past the words in the making', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    words().focus();
    await userEvent.keyboard('And the winner{Alt>}{Shift>}1{/Shift}{/Alt} is{Enter}');
    expect(saidLines(relay.sent('publish'))).toEqual([
      { text: '[applause]', kind: 'sound' },
      { text: 'And the winner is', speaker: 'Maya' },
    ]);
    const ids = relay.sent('publish').map(({ record }) => (record as { id: string }).id);
    expect(new Set(ids).size).toBe(2);
  });

  it('that is music says so, and is sent by its button', async () => {
    const { relay } = openConsole();
    relay.join();
    await openBox('Sounds');
    await userEvent.click(screen.getByRole('button', { name: '♪ music ♪' }));
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: '♪ music ♪', kind: 'music' }]);
    expect(document.activeElement).toBe(words());
  });
});

describe('the list of sounds', () => {
  it('puts what is written into brackets, leaves those that are there, and is kept', async () => {
    const { unmount } = openConsole();
    await openBox('Sounds');
    await userEvent.click(screen.getByText('Change the sounds'));
    const more = screen.getByRole('textbox', { name: /^Add sounds/ });
    await userEvent.fill(more, 'dog barks\n(rain)\n♫ jazz ♫\n[door]\napplause');
    await userEvent.click(screen.getByRole('button', { name: 'Add sounds' }));
    await waitFor(() => screen.getByText('3 added. 2 there already.', { selector: '.note' }));
    unmount();
    openConsole();
    for (const name of ['[dog barks]', '(rain)', '♫ jazz ♫']) screen.getByRole('button', { name });
  });

  it('has no accessibility violation', async () => {
    openConsole();
    await openBox('Sounds');
    await userEvent.click(screen.getByText('Change the sounds'));
    expect(await violations()).toEqual([]);
  });
});
