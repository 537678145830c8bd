// Who speaks, as it is written or chosen at the field: what counts as said by whom, while it is written and once it is finished.
import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import {
  isTold,
  lastInterim,
  lastRecord,
  openConsole,
  openWithLines,
  saidLines,
  words,
} from './open-console.tsx';

describe('the speaker', () => {
  it('is in the interim text and in the line, also when named right after it was begun', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('Hello');
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), '  Maya ');
    expect(saidLines(relay.sent('publish'))).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement).toBe(words());
    expect(relay.sent('interim').at(-1)).toMatchObject({ keep: 0, add: 'Hello ', speaker: 'Maya' });
    await userEvent.keyboard('{Enter}');
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'Hello', speaker: 'Maya' }]);
  });

  it('that is written in the middle of a line finishes that line as it was', async () => {
    const { relay } = openConsole();
    relay.join();
    const name = screen.getByRole('textbox', { name: 'Speaker' });
    await userEvent.fill(name, 'Maya');
    await userEvent.keyboard('{Enter}words of Maya');
    await userEvent.fill(name, 'Jonas');
    expect(saidLines(relay.sent('publish'))).toEqual([]);
    await userEvent.keyboard('{Enter}words of Jonas{Enter}');
    expect(saidLines(relay.sent('publish'))).toMatchObject([
      { text: 'words of Maya', speaker: 'Maya' },
      { text: 'words of Jonas', speaker: 'Jonas' },
    ]);
  });

  it('that is written after a whole phrase of nobody’s leaves that phrase nobody’s', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('a voice from the hall');
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    // Leaving the field counts too.
    await userEvent.click(words());
    await userEvent.keyboard('Thank you{Enter}');
    expect(saidLines(relay.sent('publish'))).toMatchObject([
      { text: 'a voice from the hall' },
      { text: 'Thank you', speaker: 'Maya' },
    ]);
    expect(saidLines(relay.sent('publish'))[0]).not.toHaveProperty('speaker');
  });

  it('stays as it was by Escape', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    await userEvent.keyboard('{Escape}Hello{Enter}');
    expect(saidLines(relay.sent('publish'))[0]).not.toHaveProperty('speaker');
  });

  it('is remembered', async () => {
    const { root, unmount } = openConsole();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Maya');
    await userEvent.keyboard('{Enter}');
    unmount();
    root.remove();
    openConsole();
    expect((screen.getByRole('textbox', { name: 'Speaker' }) as HTMLInputElement).value).toBe('Maya');
  });
});

describe('the speaker of a finished line', () => {
  it('is corrected by the keys of the speaker, with the line in the field', async () => {
    localStorage.setItem('captionwire.console.speakers', JSON.stringify(['Maya', 'Jonas']));
    const { relay, ids } = await openWithLines('Thank you');
    await userEvent.keyboard('{Backspace}{Alt>}2{/Alt}');
    screen.getByText(/Correcting Jonas’s line/);
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], add: 'Thank you', speaker: 'Jonas' });
    await userEvent.keyboard('{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], rev: 2, text: 'Thank you', speaker: 'Jonas' });
    await isTold('Corrected');
    // Who speaks next is another matter.
    await userEvent.keyboard('next{Enter}');
    expect(lastRecord(relay)).not.toHaveProperty('speaker');
  });

  it('is left as it was by Escape', async () => {
    localStorage.setItem('captionwire.console.speakers', JSON.stringify(['Maya']));
    const { relay, ids } = await openWithLines('Thank you');
    await userEvent.keyboard('{Backspace}{Alt>}1{/Alt}{Escape}');
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], keep: 0, add: '' });
    expect(relay.sent('publish')).toHaveLength(1);
  });

  it('is who is chosen now, by one key', async () => {
    localStorage.setItem('captionwire.console.speakers', JSON.stringify(['Maya']));
    const { relay, ids } = await openWithLines('Thank you');
    await userEvent.keyboard('{Alt>}1{Shift>}0{/Shift}{/Alt}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], rev: 2, text: 'Thank you', speaker: 'Maya' });
    await isTold('The last line: Speaker: Maya');
    await userEvent.keyboard('{Alt>}{Shift>}0{/Shift}{/Alt}');
    await isTold('The last line is Maya’s already.');
    expect(relay.sent('publish')).toHaveLength(2);
  });
});
