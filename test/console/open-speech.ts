// Opens the console with a recogniser that the test speaks through.
import { screen, waitFor } from '@testing-library/preact';
import { userEvent } from 'vitest/browser';

import { goodHash, openBox, openConsole } from './open-console.tsx';
import { createStandInRecogniser } from './stand-in-recogniser.ts';

export function openSpeech() {
  const recogniser = createStandInRecogniser();
  const { relay, root, unmount } = openConsole(goodHash, { makeRecogniser: recogniser.makeRecogniser });
  relay.join();
  return { recogniser, relay, root, unmount };
}

/** As it is once the captioner has agreed and started it. */
export async function listening() {
  localStorage.setItem('captionwire.console.speech.agreed', 'true');
  localStorage.setItem('captionwire.console.speech.language', '"en-GB"');
  const opened = openSpeech();
  await openBox('Speech recognition');
  await userEvent.click(screen.getByRole('button', { name: 'Start speech recognition' }));
  await waitFor(() => screen.getByText('Listening: what is heard is sent'));
  return opened;
}
