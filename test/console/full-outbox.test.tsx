// While the relay is away for so long that no more lines are taken, nothing is lost: words stay where they are, under the
// name they were said by, and what cannot be sent is told.
import { screen, waitFor } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { clientLimits } from '../../protocol/limits.ts';
import { openBox, openConsole, seen, words } from './open-console.tsx';

/** Ten thousand lines, on a machine that has other things to do. */
const patienceMs = 90_000;

const alarm = () => screen.getByRole('alert').textContent;

it(
  'speaker, sounds and script stay as they are while no more lines are taken',
  { timeout: patienceMs },
  async () => {
    localStorage.setItem('captionwire.console.speakers', JSON.stringify(['Maya', 'Jonas']));
    localStorage.setItem('captionwire.console.script', JSON.stringify([{ text: 'One.' }, { text: 'Two.' }]));
    openConsole();
    await openBox('Speakers');
    await openBox('Script');
    await userEvent.click(screen.getByRole('button', { name: 'Maya' }));
    const field = words();
    for (let at = 0; at < clientLimits.outboxMessages; at++) {
      field.value = `${at}`;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.form?.requestSubmit();
    }
    await seen(`${clientLimits.outboxMessages} lines wait`);
    await userEvent.keyboard('{F9}');
    await waitFor(() => expect(alarm()).toMatch(/no more are taken/));
    screen.getByText('0 of 2', { selector: '.box-help' });
    await userEvent.keyboard('{Alt>}{Shift>}1{/Shift}{/Alt}Her words{Alt>}2{/Alt}');
    expect(field.value).toBe('Her words');
    expect(screen.getByRole('button', { name: 'Maya' }).getAttribute('aria-pressed')).toBe('true');
    await seen(`${clientLimits.outboxMessages} lines wait`);
  },
);
