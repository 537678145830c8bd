// The tools at the side in the captioner's own order, which stays on the device.
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { openConsole, violations } from './open-console.tsx';

const order = () =>
  [...document.querySelectorAll('.box-title > button')].map(({ textContent }) => textContent);
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('tools are moved and pinned by buttons, stay so after a reload, and are reset by one press', async () => {
  const { root, unmount } = openConsole();
  const before = order();
  expect(before.slice(0, 2)).toEqual(['Captioners', 'Viewers’ replies']);
  await userEvent.click(screen.getByText('Arrange the tools'));
  await press('Move up Viewers’ replies');
  await waitFor(() => expect(order().slice(0, 2)).toEqual(['Viewers’ replies', 'Captioners']));
  await press('Pin Share to the top');
  await waitFor(() => expect(order()[0]).toBe('Share'));
  expect(await violations(root)).toEqual([]);
  unmount();
  openConsole();
  expect(order().slice(0, 3)).toEqual(['Share', 'Viewers’ replies', 'Captioners']);
  await userEvent.click(screen.getByText('Arrange the tools'));
  await press('Reset the order');
  await waitFor(() => expect(order()).toEqual(before));
});

it('by keyboard the focus goes along with the tool that is moved', async () => {
  openConsole();
  await userEvent.click(screen.getByText('Arrange the tools'));
  screen.getByRole('button', { name: 'Move down Captioners' }).focus();
  await userEvent.keyboard('{Enter}{Enter}');
  await waitFor(() => expect(order()[2]).toBe('Captioners'));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Move down Captioners' }));
});

it('a closed tool says in a word how it stands', async () => {
  localStorage.setItem('captionwire.console.speakers', JSON.stringify(['Maya', 'Jonas']));
  const { relay } = openConsole();
  relay.join();
  const summary = (title: string) =>
    within(screen.getByRole('region', { name: title })).getByRole('button', { name: title }).nextSibling;
  expect(summary('Speakers')?.textContent).toBe('2');
  await userEvent.keyboard('{Alt>}2{/Alt}');
  await waitFor(() => expect(summary('Speakers')?.textContent).toBe('Jonas'));
});
