// What the browser's recogniser hears: shown in the making, finished as lines; it goes on by itself, stops where that would
// not help, and never writes where it must not.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { limits } from '../../protocol/limits.ts';
import { goodHash, openConsole, saidLines, words } from './open-console.tsx';
import { listening } from './open-speech.ts';
import { createStandInRecogniser } from './stand-in-recogniser.ts';

const button = (name: string) => screen.getByRole('button', { name });
const alarm = () => screen.getByRole('alert').textContent;

describe('what is heard', () => {
  it('is shown in the making and finished as a line, in its language and by its speaker', async () => {
    const { recogniser, relay } = await listening();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Speaker of what is heard' }), ' Maya ');
    expect(recogniser.current()).toMatchObject({ lang: 'en-GB', continuous: true, interimResults: true });
    recogniser.interim(0, 'good');
    recogniser.interim(0, 'good morn');
    const interims = relay.sent('interim');
    expect(interims).toMatchObject([
      { keep: 0, add: 'good', speaker: 'Maya', lang: 'en-GB' },
      { keep: 4, add: ' morn' },
    ]);
    recogniser.final(0, 'Good morning.');
    recogniser.interim(1, ' every');
    const published = relay.sent('publish');
    expect(saidLines(published)).toEqual([{ text: 'Good morning.', speaker: 'Maya', lang: 'en-GB' }]);
    expect(published[0]?.record).toMatchObject({ id: interims[0]?.id, rev: 1 });
    expect(relay.sent('interim').at(-1)?.id).not.toBe(interims[0]?.id);
  });

  it('is finished once, also where a browser tells the same result again', async () => {
    const { recogniser, relay } = await listening();
    recogniser.final(0, 'one');
    recogniser.final(0, 'one');
    expect(saidLines(relay.sent('publish'))).toHaveLength(1);
  });

  it('by Chrome on Android, which calls words final that are not, is one line of all words', async () => {
    const { recogniser, relay } = await listening();
    recogniser.final(0, 'how', 0);
    recogniser.final(0, 'how are', 0);
    recogniser.final(0, 'how are you', 0.9);
    recogniser.final(1, 'we', 0);
    recogniser.final(2, 'we begin', 0);
    recogniser.final(3, 'We begin now', 0.8);
    recogniser.final(4, 'thanks', 0);
    recogniser.final(5, 'goodbye', 0);
    recogniser.end();
    expect(saidLines(relay.sent('publish')).map(({ text }) => text)).toEqual([
      'how are you',
      'We begin now',
      'thanks',
      'goodbye',
    ]);
  });

  it('and was read is not taken away when the recogniser ends before it was final', async () => {
    const { recogniser, relay } = await listening();
    recogniser.interim(0, 'half a');
    recogniser.end();
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'half a' }]);
  });

  it('is split where it is too long for one line, and no word is lost', async () => {
    const { recogniser, relay } = await listening();
    const speech = Array.from({ length: 600 }, (_, at) => `word${at}`).join(' ');
    recogniser.interim(0, speech);
    recogniser.final(0, speech);
    const texts = saidLines(relay.sent('publish')).map(({ text }) => text ?? '');
    expect(texts.join(' ')).toBe(speech);
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(limits.textCodePoints);
  });

  it('goes nowhere in a line that somebody else has finished or taken back', async () => {
    const { recogniser, relay } = await listening();
    recogniser.interim(0, 'wrong wor');
    const id = relay.sent('interim').at(-1)?.id ?? '';
    relay.addRecords({ type: 'line', id, rev: 1, text: 'Right words' });
    const before = relay.sent('interim').length;
    recogniser.interim(0, 'wrong words');
    recogniser.final(0, 'wrong words');
    expect(relay.sent('publish')).toEqual([]);
    expect(relay.sent('interim')).toHaveLength(before);
    recogniser.final(1, 'and on');
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'and on' }]);
  });

  it('leaves the field and the focus alone', async () => {
    const { recogniser } = await listening();
    await userEvent.type(words(), 'Hel');
    recogniser.interim(0, 'something');
    recogniser.final(0, 'something else');
    await userEvent.keyboard('lo');
    expect(words().value).toBe('Hello');
  });
});

describe('the recogniser', () => {
  it('begins again when it ends by itself, and later each time that it ends at once', async () => {
    const { recogniser } = await listening();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const waits = [250, 500, 1_000].map((waitMs) => {
      recogniser.fail('network');
      vi.advanceTimersByTime(waitMs - 1);
      const before = recogniser.starts();
      vi.advanceTimersByTime(1);
      return recogniser.starts() - before;
    });
    vi.useRealTimers();
    expect(waits).toEqual([1, 1, 1]);
    // In the box; what assistive technology was told stays where it was told.
    const shown = () => screen.queryByText(/recogniser cannot be reached/, { selector: '.box-problem' });
    await waitFor(() => expect(shown()).not.toBeNull());
    recogniser.interim(0, 'heard');
    await waitFor(() => expect(shown()).toBeNull());
  });

  it.each([
    ['not-allowed', /does not let this page use the microphone/],
    ['audio-capture', /No microphone was found/],
    ['language-not-supported', /does not recognise this language/],
  ])('stops for good on %s and says it at once', async (error, said) => {
    const { recogniser } = await listening();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    recogniser.fail(error);
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    expect(recogniser.starts()).toBe(1);
    await waitFor(() => expect(alarm()).toMatch(said));
    button('Start speech recognition');
  });

  it('that does not even start says why', async () => {
    const recogniser = createStandInRecogniser();
    localStorage.setItem('captionwire.console.speech.agreed', 'true');
    openConsole(goodHash, {
      makeRecogniser: () =>
        Object.assign(recogniser.makeRecogniser(), {
          start() {
            throw new Error('busy');
          },
        }),
    });
    await userEvent.keyboard('{Shift>}{F8}{/Shift}');
    await waitFor(() => expect(alarm()).toBe('The recogniser does not start: busy'));
  });

  it('finishes its last words when it is stopped, by the same key', async () => {
    const { recogniser, relay } = await listening();
    recogniser.interim(0, 'last');
    await userEvent.keyboard('{Shift>}{F8}{/Shift}');
    recogniser.final(0, 'Last words.');
    recogniser.end();
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'Last words.' }]);
    await waitFor(() => button('Start speech recognition'));
    expect(recogniser.starts()).toBe(1);
  });

  it('that does not end when it is stopped is cut off by stopping it again', async () => {
    const { recogniser, relay } = await listening();
    recogniser.interim(0, 'last');
    await userEvent.keyboard('{Shift>}{F8}{F8}{/Shift}');
    expect(recogniser.current().running).toBe(false);
    expect(saidLines(relay.sent('publish'))).toMatchObject([{ text: 'last' }]);
  });
});

describe('nothing is heard', () => {
  it('once the session has ended: what is in the making goes away', async () => {
    const { recogniser, relay } = await listening();
    recogniser.interim(0, 'too late');
    relay.addRecords({ type: 'end' });
    await waitFor(() => expect(alarm()).toBe('Stopped: the session has ended.'));
    expect(recogniser.current().running).toBe(false);
    expect(relay.sent('interim').at(-1)).toMatchObject({ keep: 0, add: '' });
    recogniser.final(0, 'too late');
    expect(relay.sent('publish')).toEqual([]);
    await userEvent.click(button('Start speech recognition'));
    await waitFor(() => expect(alarm()).toBe('Not started: the session has ended.'));
    expect(recogniser.starts()).toBe(1);
  });

  it('once the connection has ended', async () => {
    const { recogniser, relay } = await listening();
    relay.drop(4501);
    await waitFor(() => screen.getByText('Stopped: the connection has ended.'));
    expect(recogniser.current().running).toBe(false);
  });

  it('once the console is taken away', async () => {
    const { recogniser, unmount } = await listening();
    unmount();
    expect(recogniser.current().running).toBe(false);
  });
});
