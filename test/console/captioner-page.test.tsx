// docs/captioner.md teaches the keys that a console has on its first day: the very names and keys that its own list shows.
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { commands, userEvent } from 'vitest/browser';

import { goodHash, openConsole } from './open-console.tsx';
import { createStandInRecogniser } from './stand-in-recogniser.ts';

/** Keys and what they do, as the page's table has them. */
async function taught() {
  const page = await commands.readFile('docs/captioner.md');
  const [, section = ''] = /^## Keys$([^]*?)^## /m.exec(page) ?? [];
  const rows = section.matchAll(/^\| `([^`]+)`(?: to `([^`]+)`)? +\| (.+?) +\|$/gm);
  return [...rows].flatMap(([, first = '', last = first, name]) => {
    const numbered = /^(.+\+)(\d)$/.exec(first);
    if (!numbered) return [`${first} ${name}`];
    const [, held, from] = numbered;
    const count = Number(last.at(-1)) - Number(from) + 1;
    return Array.from({ length: count }, (_, at) => `${held}${Number(from) + at} ${name}`);
  });
}

it('the keys that captioners are taught are those of the console', async () => {
  const nine = Array.from({ length: 9 }, (_, at) => `${at + 1}`);
  const kept = { speakers: nine, sounds: nine.map((name) => `[${name}]`), script: [{ text: 'One.' }] };
  for (const [name, value] of Object.entries(kept)) {
    localStorage.setItem(`captionwire.console.${name}`, JSON.stringify(value));
  }
  const { relay } = openConsole(goodHash, { makeRecogniser: createStandInRecogniser().makeRecogniser });
  relay.join();
  await userEvent.keyboard('{F1}');
  const list = await waitFor(() => screen.getByRole('dialog', { name: 'Keys' }));
  const shown = within(list)
    .getAllByRole('listitem')
    .map((row) => [row.querySelector('kbd')?.textContent, row.querySelector('.shortcut-name')?.textContent])
    .filter(([keys]) => keys !== 'None')
    .map(([keys, name]) => `${keys} ${name?.replace(/^(Speaker|Sound): .+/, '$1: the one at that place')}`);
  expect((await taught()).sort()).toEqual(shown.sort());
});
