// The box of the recogniser: asked for once, its choices kept, and what it says where there is none.
import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { openBox, openConsole, violations } from './open-console.tsx';
import { listening, openSpeech } from './open-speech.ts';

const button = (name: string) => screen.getByRole('button', { name });

describe('before the first time', () => {
  it('it is said where the sound may go, and nothing is heard without agreement', async () => {
    const { recogniser, root } = openSpeech();
    await openBox('Speech recognition');
    await userEvent.click(button('Start speech recognition'));
    const question = screen.getByRole('group', { name: 'May your browser recognise speech?' });
    within(question).getByText(/^Your browser may send the sound of your microphone to its maker/);
    await waitFor(() => expect(document.activeElement).toBe(question));
    expect(await violations(root)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(recogniser.starts()).toBe(0);
    expect(screen.queryByRole('group', { name: /recognise speech/ })).toBeNull();
  });

  it('is asked from the keyboard too, with the box closed, and once on this device', async () => {
    const { recogniser, unmount } = openSpeech();
    await userEvent.keyboard('{Shift>}{F8}{/Shift}');
    await waitFor(() => button('Agree and start'));
    await userEvent.click(button('Agree and start'));
    expect(recogniser.starts()).toBe(1);
    unmount();
    const again = openSpeech();
    await userEvent.keyboard('{Shift>}{F8}{/Shift}');
    expect(again.recogniser.starts()).toBe(1);
  });
});

describe('the box', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('keeps the language, and has no accessibility violation', async () => {
    const { recogniser, root, unmount } = await listening();
    recogniser.interim(0, 'heard');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Language spoken' }), 'de-CH');
    expect(await violations(root)).toEqual([]);
    unmount();
    openSpeech();
    expect((screen.getByRole('combobox', { name: 'Language spoken' }) as HTMLSelectElement).value).toBe(
      'de-CH',
    );
  });

  it('takes the browser’s language where what was kept is none', async () => {
    localStorage.setItem('captionwire.console.speech.language', '"en_US@posix"');
    openSpeech();
    await openBox('Speech recognition');
    const { value } = screen.getByRole('combobox', { name: 'Language spoken' }) as HTMLSelectElement;
    expect(value).toBe(navigator.language);
  });

  it('says so where the browser has no recogniser', async () => {
    vi.stubGlobal('SpeechRecognition', undefined);
    vi.stubGlobal('webkitSpeechRecognition', undefined);
    const { root } = openConsole();
    await openBox('Speech recognition');
    screen.getByText('Speech recognition is not available in this browser.');
    await userEvent.keyboard('{F1}');
    expect(screen.queryByText('Start speech recognition')).toBeNull();
    expect(await violations(root)).toEqual([]);
  });
});
