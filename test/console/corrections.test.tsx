// Finished lines that come back into the field: by Backspace, by the arrows, from the list; corrected, taken back, or left
// as they were. Viewers follow; the text that was being written waits. Keys are the browser's own.
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import {
  isTold,
  lastInterim,
  lastRecord,
  openConsole,
  openWithLines,
  row,
  sayLine,
  violations,
  words,
} from './open-console.tsx';

describe('Backspace in the empty field', () => {
  it('reopens the last own line, and Enter publishes the correction under its id', async () => {
    const { relay, ids } = await openWithLines('Good mornign');
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('Good mornign');
    await isTold('Editing: Good mornign');
    await userEvent.keyboard('{Backspace}{Backspace}ng{Enter}');
    expect(lastRecord(relay)).toMatchObject({ type: 'line', id: ids[0], rev: 2, text: 'Good morning' });
    expect(words().value).toBe('');
    await isTold('Corrected');
    relay.takeLast();
    await waitFor(() => row('Good morning').getByText('Corrected'));
    await userEvent.keyboard('{Backspace}!{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], rev: 3, text: 'Good morning!' });
  });

  it('shows viewers the correction being typed in the line’s place, and nothing before it differs', async () => {
    const { relay, ids } = await openWithLines('Hello');
    const before = relay.sent('interim').length;
    await userEvent.keyboard('{Backspace}');
    expect(relay.sent('interim')).toHaveLength(before);
    await userEvent.keyboard('!');
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], keep: 0, add: 'Hello!' });
    await userEvent.keyboard('{Escape}');
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], keep: 0, add: '' });
  });

  it('does not show a correction being typed while the line itself is on its way', async () => {
    const { relay, ids } = await openWithLines();
    await userEvent.keyboard('Hello{Enter}{Backspace}!');
    expect(
      relay
        .sent('interim')
        .map(({ add }) => add)
        .join(''),
    ).toBe('Hello');
    relay.takeLast();
    expect(lastInterim(relay)).toMatchObject({ keep: 0, add: 'Hello!' });
    await userEvent.keyboard('{Enter}');
    expect(lastRecord(relay)).toMatchObject({ rev: 2, text: 'Hello!' });
    expect(ids).toEqual([]);
  });

  it('held down empties the field and reopens nothing', async () => {
    await openWithLines('Hello');
    fireEvent.keyDown(words(), { key: 'Backspace', repeat: true });
    expect(words().value).toBe('');
  });

  it('ends a run of presses, and opens the line when it is pressed anew', async () => {
    await openWithLines('Good evening.');
    const begunMs = performance.now();
    const press = (afterMs: number) => {
      const event = new KeyboardEvent('keydown', { key: 'Backspace', bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: begunMs + afterMs });
      fireEvent(words(), event);
    };
    await userEvent.keyboard('a');
    press(0);
    fireEvent.input(words(), { target: { value: '' } });
    press(100);
    press(300);
    expect(words().value).toBe('');
    press(1_300);
    expect(words().value).toBe('Good evening.');
  });

  it('brings the last line of the session back for who captions alone and has said nothing yet', async () => {
    const { relay } = openConsole();
    relay.join({ lines: [{ type: 'line', id: 'old', rev: 1, text: 'Said before', seq: 1, at: 1 }] });
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('Said before');
  });

  it('brings back an own line from before the page was loaded anew, with another captioner’s after it', async () => {
    const first = openConsole();
    first.relay.join();
    await sayLine(first.relay, 'Mine');
    const { id } = lastRecord(first.relay) as { id: string };
    first.unmount();
    const { relay } = openConsole();
    relay.join({
      lines: [
        { type: 'line', id, rev: 1, text: 'Mine', seq: 1, at: 1 },
        { type: 'line', id: 'theirs', rev: 1, text: 'Theirs', seq: 2, at: 2 },
      ],
    });
    await waitFor(() => row('Mine').getByText('You'));
    expect(row('Theirs').queryByText('You')).toBeNull();
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('Mine');
  });

  it('does nothing where nothing was said from here and others caption too', async () => {
    const { relay } = openConsole();
    relay.join({ lines: [{ type: 'line', id: 'old', rev: 1, text: 'Said before', seq: 1, at: 1 }] });
    const own = relay.sent('hello')[0]?.publisher ?? '';
    const presenters = [own, 'maya'].map((id) => ({ id, name: id }));
    relay.say({ type: 'floor', presenters, live: null, offRecord: false });
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('');
    await isTold('No line was said from here yet.');
  });
});

describe('a line in the field', () => {
  it('is left as it was by Escape', async () => {
    const { relay } = await openWithLines('Hello');
    await userEvent.keyboard('{Backspace} there{Escape}');
    expect(relay.sent('publish')).toHaveLength(1);
    expect(words().value).toBe('');
    await isTold('The line stays as it was.');
  });

  it('is taken back when it is emptied and Enter is pressed, without a question', async () => {
    const { relay, ids } = await openWithLines('No');
    await userEvent.keyboard('{Backspace}{Backspace}{Backspace}{Backspace}{Enter}');
    expect(lastRecord(relay)).toMatchObject({ type: 'retract', id: ids[0] });
    await isTold('Taken back');
    relay.takeLast();
    await waitFor(() => row('No').getByText('Taken back'));
    await userEvent.keyboard('{Backspace}');
    expect(words().value).toBe('');
  });

  it('that is not changed is not published again', async () => {
    const { relay } = await openWithLines('Hello');
    await userEvent.keyboard('{Backspace}{Enter}');
    expect(relay.sent('publish')).toHaveLength(1);
  });

  it('keeps who said it and in which language', async () => {
    const { relay } = openConsole();
    const said = { type: 'line', id: 'old', rev: 4, text: 'Bonjur', seq: 1, at: 1 } as const;
    relay.join({ lines: [{ ...said, speaker: 'Zoé', lang: 'fr', track: 'fr', kind: 'speech' }] });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit: Bonjur' }), { force: true });
    await userEvent.keyboard('{Backspace}{Backspace}our{Enter}');
    expect(lastRecord(relay)).toMatchObject({
      id: 'old',
      rev: 5,
      text: 'Bonjour',
      speaker: 'Zoé',
      lang: 'fr',
    });
    expect(lastRecord(relay)).toMatchObject({ track: 'fr', kind: 'speech' });
  });

  it('follows a correction from elsewhere, and goes with the line when that is taken back elsewhere', async () => {
    const { relay, ids } = await openWithLines('Hello');
    await userEvent.keyboard('{Backspace}');
    relay.addRecords({ type: 'line', id: ids[0] ?? '', rev: 2, text: 'Hello all' });
    expect(words().value).toBe('Hello all');
    await userEvent.keyboard('!');
    relay.addRecords({ type: 'line', id: ids[0] ?? '', rev: 3, text: 'Hello everybody' });
    expect(words().value).toBe('Hello all!');
    // The record has ended what viewers saw of the correction.
    expect(lastInterim(relay)).toMatchObject({ id: ids[0], keep: 0, add: 'Hello all!' });
    relay.addRecords({ type: 'retract', id: ids[0] ?? '' });
    expect(words().value).toBe('');
    await isTold('The line you were editing was taken back.');
  });

  it('that gets longer than a line may be goes on as the next one, and nothing is lost', async () => {
    const { relay } = await openWithLines('Hello');
    await userEvent.keyboard('{Backspace}');
    document.execCommand('insertText', false, ' words'.repeat(400));
    await userEvent.keyboard('{Enter}');
    const { text } = lastRecord(relay) as { text: string };
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(`${text} ${words().value}`).toBe(`Hello${' words'.repeat(400)}`);
  });

  it('is corrected while the relay is away, and sent after the line itself', async () => {
    const { relay } = openConsole();
    await userEvent.keyboard('Helo{Enter}{Backspace}{Backspace}lo{Enter}');
    relay.join();
    expect(relay.sent('publish').map(({ record }) => record)).toMatchObject([
      { rev: 1, text: 'Helo' },
      { rev: 2, text: 'Hello' },
    ]);
  });

  it('that is refused stands as it was, with the reason', async () => {
    const { relay } = await openWithLines('Hello');
    await userEvent.keyboard('{Backspace}!{Enter}');
    relay.refuse(2, 'not now');
    await waitFor(() => row('Hello').getByText(/not now/));
    expect(screen.queryByText('Hello!', { selector: '.row-words' })).toBeNull();
  });
});

describe('what was being written', () => {
  it('waits while a line is corrected, and goes on under its own id', async () => {
    const { relay, ids } = await openWithLines('Hello');
    await userEvent.keyboard('half a');
    const draft = lastInterim(relay)?.id;
    await userEvent.keyboard('{F4}');
    expect(words().value).toBe('Hello');
    await userEvent.keyboard('!{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: ids[0], text: 'Hello!' });
    expect(words().value).toBe('half a');
    await userEvent.keyboard(' line{Enter}');
    expect(lastRecord(relay)).toMatchObject({ id: draft, rev: 1, text: 'half a line' });
  });
});

describe('the last own line', () => {
  it('is taken back by its key, and its words can be used again', async () => {
    const { relay, ids } = await openWithLines('one', 'two');
    await userEvent.keyboard('{F8}');
    expect(lastRecord(relay)).toMatchObject({ type: 'retract', id: ids[1] });
    await isTold('Taken back: two');
    relay.takeLast();
    await userEvent.click(await screen.findByRole('button', { name: 'Use again: two' }), { force: true });
    expect(words().value).toBe('two');
    await userEvent.keyboard('{Enter}');
    expect(lastRecord(relay)).toMatchObject({ type: 'line', rev: 1, text: 'two' });
    expect((lastRecord(relay) as { id: string }).id).not.toBe(ids[1]);
  });
});

it('a console in which a line is corrected has no accessibility violation', async () => {
  await openWithLines('one', 'two');
  await userEvent.keyboard('{Backspace}');
  expect(await violations()).toEqual([]);
});
