// A script on its way: the space bar sends phrase by phrase, and only while nothing is being written.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import {
  isTold,
  liveIsTold,
  openBox,
  openConsole,
  saidLines,
  toldSoFar,
  violations,
  words,
} from './open-console.tsx';

const three = 'Welcome to this evening.\nMAYA: How are you?\n[applause]\n';
const box = () => screen.getByRole('region', { name: 'Script' });
const note = (text: string | RegExp) => waitFor(() => screen.getByText(text, { selector: '.note' }));
const button = (name: string | RegExp) => within(box()).getByRole('button', { name });
const states = () =>
  [...box().querySelectorAll('.phrase-state')].map(({ textContent }) => textContent?.trim());
const paste = async (text: string) => {
  await userEvent.fill(screen.getByRole('textbox', { name: 'Or paste a text' }), text);
  await userEvent.click(button('Load this text'));
};
const choose = (content: BlobPart, name: string) =>
  userEvent.upload(screen.getByLabelText('Script file'), new File([content], name));

/** @param isReady waits before the script is loaded. */
async function withScript(text = three, isReady: () => unknown = () => {}) {
  const opened = openConsole();
  opened.relay.join();
  await isReady();
  await openBox('Script');
  await paste(text);
  await waitFor(() => button('Space sends phrases'));
  return opened;
}
const start = () => userEvent.click(button('Space sends phrases'));

describe('a script', () => {
  it('stands at the field with the phrase before and the next one, also while its box is closed', async () => {
    await withScript();
    const prompter = () =>
      Array.from(document.querySelectorAll('.prompter > p'), ({ textContent }) => textContent?.trim());
    expect(prompter()).toEqual(['', 'Next Welcome to this evening.']);
    await openBox('Script');
    await userEvent.keyboard('{F9}');
    await waitFor(() => expect(prompter()).toEqual(['Welcome to this evening.', 'Next MAYA: How are you?']));
    await userEvent.keyboard('{F9}{F9}');
    await waitFor(() => expect(prompter()).toEqual(['[applause]', 'Next The script is at its end.']));
  });

  it('from before the page was loaded stands there once it is used', async () => {
    localStorage.setItem('captionwire.console.script', JSON.stringify([{ text: 'One.' }, { text: 'Two.' }]));
    const { relay } = openConsole();
    relay.join();
    await liveIsTold();
    expect(document.querySelector('.prompter')).toBeNull();
    await userEvent.keyboard('{F9}');
    await waitFor(() => expect(document.querySelector('.prompter')?.textContent).toContain('Two.'));
  });
});

describe('the space bar', () => {
  it('sends one phrase after the other, with who says it, while the field is empty', async () => {
    const { relay } = await withScript(three, liveIsTold);
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker' }), 'Jonas');
    await start();
    expect(document.activeElement).toBe(words());
    await userEvent.keyboard('   ');
    expect(words().value).toBe('');
    expect(saidLines(relay.sent('publish'))).toEqual([
      { text: 'Welcome to this evening.', speaker: 'Jonas' },
      { text: 'How are you?', speaker: 'MAYA' },
      { text: '[applause]', kind: 'sound' },
    ]);
    await isTold('That was the last phrase of the script.');
    await userEvent.keyboard(' ');
    expect(relay.sent('publish')).toHaveLength(3);
    await isTold('The script is at its end.');
  });

  it('types a space in a field with text, and where it was not asked to send', async () => {
    const { relay } = await withScript();
    words().focus();
    await userEvent.keyboard(' {Backspace}');
    await start();
    await userEvent.keyboard('a b');
    expect(words().value).toBe('a b');
    expect(relay.sent('publish')).toEqual([]);
    await start();
    await userEvent.clear(words());
    await userEvent.keyboard(' ');
    expect(words().value).toBe(' ');
  });

  it('that is held down sends one phrase', async () => {
    const { relay } = await withScript();
    await start();
    await userEvent.keyboard('{ >4/}');
    expect(saidLines(relay.sent('publish'))).toHaveLength(1);
    expect(words().value).toBe('');
  });

  it('sends also while the box is closed, and no phrase is announced', async () => {
    const { relay } = await withScript(three, liveIsTold);
    await start();
    await openBox('Script');
    words().focus();
    await userEvent.keyboard('   ');
    expect(saidLines(relay.sent('publish'))).toHaveLength(3);
    await isTold('That was the last phrase of the script.');
    expect(toldSoFar().filter((told) => /Welcome|How are you/.test(told))).toEqual([]);
  });
});

describe('a phrase', () => {
  it('is put into the empty field to be changed, with its speaker', async () => {
    const { relay } = await withScript();
    words().focus();
    await userEvent.keyboard(
      '{Control>}{Shift>}{F9}{/Shift}{/Control}{Control>}{F9}{/Control}{Backspace} today?{Enter}',
    );
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'How are you today?', speaker: 'MAYA' }]);
    await waitFor(() => expect(states()).toEqual(['1 Skipped', '2 Sent', '3 Next']));
    screen.getByText('2 of 3, 1 skipped');
  });

  it('waits while there is text in the field', async () => {
    await withScript(three, liveIsTold);
    words().focus();
    await userEvent.keyboard('half{Control>}{F9}{/Control}');
    expect(words().value).toBe('half');
    await isTold('Finish the line in the field first.');
  });

  it('is gone to by a click or by arrow keys and Enter, back and forth', async () => {
    const { relay } = await withScript(three, liveIsTold);
    await userEvent.click(button(/How are you/));
    expect(document.activeElement).toBe(words());
    await isTold('Next: MAYA: How are you?');
    await userEvent.keyboard('{F9}');
    button(/\[applause\]/).focus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    expect(document.activeElement).toBe(button(/Welcome/));
    await userEvent.keyboard('{Enter}{F9}{Shift>}{F9}{/Shift}{F9}');
    expect(saidLines(relay.sent('publish')).map(({ text }) => text)).toEqual([
      'How are you?',
      'Welcome to this evening.',
      'Welcome to this evening.',
    ]);
    expect(button(/How are you/).getAttribute('aria-current')).toBe('step');
  });

  it('stays next over a reload, and the space bar types spaces again', async () => {
    const { unmount } = await withScript();
    await start();
    await userEvent.keyboard(' ');
    unmount();
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard(' {Backspace}');
    expect(relay.sent('publish')).toEqual([]);
    expect(states()).toEqual(['1 Sent', '2 Next', '3']);
    await userEvent.keyboard('{F9}');
    expect(saidLines(relay.sent('publish'))).toEqual([{ text: 'How are you?', speaker: 'MAYA' }]);
  });
});

describe('loading a script', () => {
  const empty = async () => {
    const opened = openConsole();
    opened.relay.join();
    await openBox('Script');
    return opened;
  };

  it('takes a caption file, cue by cue', async () => {
    const { relay } = await empty();
    await choose(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Really?\nYes.\n\n00:03.000 --> 00:04.000\n♪ jazz ♪\n',
      'talk.vtt',
    );
    await note('2 phrases loaded.');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Script' }));
    await userEvent.keyboard('{F9}{F9}');
    expect(saidLines(relay.sent('publish'))).toEqual([
      { text: 'Really?\nYes.', speaker: 'Ann' },
      { text: '♪ jazz ♪', kind: 'music' },
    ]);
  });

  it.each([
    ['a.vtt', 'WEBVTT\n\n00:0x.000 --> 00:02.000\nHello', /^There are no words in this script\. Row 3: /],
    ['a.srt', 'no cue here', /^There are no words in this script\. Row 1: “no cue here” has no time/],
    ['a.txt', ' \n\n', 'There are no words in this script.'],
    ['a.txt', new Uint8Array([0xc3, 0x28]), /^a.txt is not UTF-8 text/],
    ['a.txt', 'x'.repeat(500_001), /^The script has more than 500000 characters/],
    ['a.txt', 'a\n'.repeat(5_001), /^The script has 5001 phrases, and there can be 5000/],
  ])('refuses %s with %j in words that help', async (name, content, reason) => {
    await empty();
    await choose(content, name);
    await note(reason);
    screen.getByRole('textbox', { name: 'Or paste a text' });
  });

  it('is done anew after the one before was put away', async () => {
    await withScript();
    await userEvent.click(button('Put the script away'));
    await note('The script is put away.');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Script' }));
    await paste('Another one.');
    await note('1 phrase loaded.');
    expect(states()).toEqual(['1 Next']);
  });

  it('has no accessibility violation, before and after', async () => {
    await empty();
    expect(await violations()).toEqual([]);
    await paste(`${three.repeat(20)}`);
    await waitFor(() => button('Space sends phrases'));
    await userEvent.keyboard('{F9}');
    expect(await violations()).toEqual([]);
  });
});
