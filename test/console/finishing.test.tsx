// When a line is finished: the three ways that can be chosen, and what is pasted.
import { screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';

import { phraseEnd } from '../../protocol/line-splitter.ts';
import { sentenceEnd } from '../../protocol/sentence-end.ts';
import type { FakeRelay } from '../helpers/fake-relay.ts';
import { openBox, openConsole, violations, words } from './open-console.tsx';

const texts = (relay: FakeRelay) =>
  relay.sent('publish').map(({ record }) => (record as { text: string }).text);

async function openWith(...choices: (string | RegExp)[]) {
  const opened = openConsole();
  opened.relay.join();
  await openBox('Line endings');
  for (const name of choices) await userEvent.click(screen.getByRole('checkbox', { name }));
  await userEvent.click(words());
  return opened;
}

describe('a sentence', () => {
  it('finishes the line at its end, and the next one begins in the empty field', async () => {
    const { relay } = await openWith('at the end of a sentence');
    await userEvent.keyboard('Good morning. ');
    expect(texts(relay)).toEqual(['Good morning.']);
    expect(words().value).toBe('');
    await userEvent.keyboard('Is it 3.5 metres, e.g. here? “Yes!” Go');
    expect(texts(relay).slice(1)).toEqual(['Is it 3.5 metres, e.g. here?', '“Yes!”']);
    expect(words().value).toBe('Go');
  });

  it('that an input method composes is finished when it lets go', async () => {
    const { relay } = await openWith('at the end of a sentence');
    const browser = cdp();
    await browser.send('Input.imeSetComposition', { text: '終わり。次', selectionStart: 5, selectionEnd: 5 });
    expect(texts(relay)).toEqual([]);
    expect(words().value).toBe('終わり。次');
    await browser.send('Input.insertText', { text: '終わり。次' });
    expect(texts(relay)).toEqual(['終わり。']);
    expect(words().value).toBe('次');
  });

  it('does not finish a correction', async () => {
    const { relay } = await openWith('at the end of a sentence');
    await userEvent.keyboard('One{Enter}{Backspace}. Two. {Enter}');
    expect(texts(relay)).toEqual(['One', 'One. Two.']);
  });

  it('is not looked for unless that was chosen', async () => {
    const { relay } = await openWith();
    await userEvent.keyboard('Good morning. And');
    expect(texts(relay)).toEqual([]);
  });

  it.each([
    ['Hello. ', 7],
    ['Hello.', undefined],
    ['Hello.\nNext', 7],
    ['Wait… what', 6],
    ['He said “no.” Then', 14],
    ['What?! No', 7],
    ['終わり。', undefined],
    ['終わり。次', 4],
    ['「はい。」次', 5],
    ['3.5 metres', undefined],
    ['on 3. May', undefined],
    ['in 2026. May', 9],
    ['e.g. this', undefined],
    ['J. Smith', undefined],
    ['Mr. Smith', undefined],
    ['example.org is', undefined],
    ['Was it e.g. this? Yes', 18],
  ])('%j ends at %s', (text, end) => {
    expect(sentenceEnd(text)).toBe(end);
  });
});

describe('a length', () => {
  it('finishes the line at the last word that fits', async () => {
    const { relay } = await openWith('when it gets long');
    await userEvent.fill(screen.getByRole('spinbutton', { name: 'Longest, in characters' }), '20');
    await userEvent.click(words());
    await userEvent.keyboard('The quick brown fox jumps over');
    expect(texts(relay)).toEqual(['The quick brown fox']);
    expect(words().value).toBe('jumps over');
  });

  it.each([
    ['abc def', 7, undefined],
    ['abc def', 6, 4],
    ['abcdefghij', 4, undefined],
    ['日本語の字幕', 4, 4],
  ])('%j of at most %i characters ends at %s', (text, most, end) => {
    expect(phraseEnd(text, most)).toBe(end);
  });

  it('is chosen without finishing what is being written', async () => {
    const { relay } = await openWith();
    await userEvent.keyboard('half a line');
    screen.getByRole('spinbutton').focus();
    await userEvent.keyboard('{Enter}');
    expect(texts(relay)).toEqual([]);
    expect(words().value).toBe('half a line');
  });

  it('that cannot be chosen is not taken', async () => {
    await openWith('when it gets long');
    const length = screen.getByRole('spinbutton') as HTMLInputElement;
    await userEvent.fill(length, '5');
    await userEvent.click(words());
    expect(length.value).toBe('80');
  });
});

describe('Enter', () => {
  it('switched off breaks the line, and Ctrl+Enter finishes it', async () => {
    const { relay } = await openWith(/^with/);
    await userEvent.keyboard('one{Enter}two');
    expect(words().value).toBe('one\ntwo');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(texts(relay)).toEqual(['one\ntwo']);
  });
});

describe('what was chosen', () => {
  it('is kept on the device', async () => {
    const { unmount } = await openWith('at the end of a sentence', /^with/);
    unmount();
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('One. Two{Enter}');
    expect(texts(relay)).toEqual(['One.']);
    expect(words().value).toBe('Two\n');
  });

  it('is asked for accessibly', async () => {
    await openWith();
    expect(await violations()).toEqual([]);
  });
});

describe('a text that is pasted', () => {
  it('is finished sentence by sentence, in order, without a word lost', async () => {
    const { relay } = await openWith('at the end of a sentence');
    const sentences = Array.from(
      { length: 300 },
      (_, at) => `This is sentence number ${at} of many, as it was said.`,
    );
    document.execCommand('insertText', false, `${sentences.join(' ')} And`);
    expect(texts(relay)).toEqual(sentences.slice(0, 256));
    expect(words().value).toBe('And');
    for (let n = 1; n <= 300; n++) relay.ack(n);
    expect(texts(relay)).toEqual(sentences);
  });
});
