// The keys of the console: the list of them, how they are changed, and the boxes at the side that they open.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { notKept, notKeptWords } from '../../console/desk/kept-signal.ts';
import { isTold, openConsole, violations } from './open-console.tsx';

const list = () => screen.getByRole('dialog', { name: 'Keys' });
const keysOf = (name: string) => within(list()).getByRole('button', { name: new RegExp(`^${name}:`) });
const words = () => screen.getByRole('textbox', { name: 'Type what is said' });

describe('the list of keys', () => {
  it('opens by F1 from the field, and closes by Escape with the focus back', async () => {
    openConsole();
    await userEvent.keyboard('{F1}');
    await screen.findByRole('dialog', { name: 'Keys' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(document.activeElement).toBe(words());
  });

  it('opens by ? where no text is written, which is a text elsewhere and can be switched off', async () => {
    openConsole();
    await userEvent.keyboard('?');
    expect((words() as HTMLTextAreaElement).value).toBe('?');
    const button = screen.getByRole('button', { name: 'Status' });
    button.focus();
    await userEvent.keyboard('?');
    await userEvent.click(within(list()).getByRole('checkbox'));
    await userEvent.keyboard('{Escape}');
    button.focus();
    await userEvent.keyboard('?');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('gives no two commands the same keys', async () => {
    openConsole();
    await userEvent.keyboard('{F1}');
    const shown = [...list().querySelectorAll('kbd')].map(({ textContent }) => textContent);
    const keys = shown.filter((text) => text !== 'None');
    expect(keys.length).toBeGreaterThan(15);
    expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  });

  it('has no accessibility violation', async () => {
    openConsole();
    await userEvent.keyboard('{F1}');
    expect(await violations()).toEqual([]);
  });
});

describe('keys', () => {
  it('are changed to others, which are kept on the device', async () => {
    const { unmount } = openConsole();
    await userEvent.keyboard('{F1}');
    await userEvent.click(keysOf('Go to Status'));
    await userEvent.keyboard('{Control>}{Alt>}s{/Alt}{/Control}{Escape}');
    await userEvent.keyboard('{Control>}{Alt>}s{/Alt}{/Control}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Status' }));
    unmount();
    openConsole();
    await userEvent.keyboard('{Control>}{Alt>}s{/Alt}{/Control}');
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Status' }));
  });

  it('that type text, or that another command has, are refused with the reason', async () => {
    openConsole();
    await userEvent.keyboard('{F1}');
    await userEvent.click(keysOf('Go to Status'));
    await userEvent.keyboard('s');
    within(list()).getByText(/^S is needed for typing/);
    await userEvent.keyboard('{F2}');
    within(list()).getByText('F2 is taken: Go to where you write.');
  });

  it('are taken away by Delete, and come back all at once', async () => {
    openConsole();
    await userEvent.keyboard('{F1}');
    await userEvent.click(keysOf('Go to where you write'));
    await userEvent.keyboard('{Delete}');
    expect(keysOf('Go to where you write').textContent).toBe('None');
    await userEvent.click(within(list()).getByRole('button', { name: 'Reset all keys' }));
    expect(keysOf('Go to where you write').textContent).toBe('F2');
  });
});

describe('a box at the side', () => {
  it('is opened and closed by its heading, and stays so', async () => {
    const { unmount } = openConsole();
    const heading = screen.getByRole('button', { name: 'Status' });
    expect(heading.getAttribute('aria-expanded')).toBe('true');
    heading.focus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('textbox', { name: 'Status text' })).toBeNull();
    unmount();
    openConsole();
    expect(screen.getByRole('button', { name: 'Status' }).getAttribute('aria-expanded')).toBe('false');
  });
});

describe('a browser whose storage is full', () => {
  it('keeps no choice, and the console says so', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    onTestFinished(() => {
      vi.restoreAllMocks();
      notKept.value = false;
    });
    openConsole();
    await userEvent.click(screen.getByRole('button', { name: 'Status' }));
    await waitFor(() =>
      screen.getByText(/^Choices and lists are not kept/, { selector: '.connection-detail' }),
    );
    await isTold(notKeptWords);
  });
});
