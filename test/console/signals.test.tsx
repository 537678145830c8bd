// What viewers let the captioner know: shown with its count while it lasts, told once per kind, and never in the way.
import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import type { SignalCount } from '../../protocol/live.ts';
import { isTold, openConsole, seen } from './open-console.tsx';

const start = () => {
  const { relay } = openConsole();
  relay.join();
  return { relay, signal: (...signals: SignalCount[]) => relay.say({ type: 'signals', signals }) };
};
/** What changed in this frame has had its effects. */
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

describe('what viewers let the captioner know', () => {
  it('is shown with how many say so, and gone when it is over', async () => {
    const { signal } = start();
    signal({ signal: 'fast', viewers: 3 }, { signal: 'silent', viewers: 1 });
    await seen('3 viewers: too fast');
    await seen('1 viewer: no sound');
    signal({ signal: 'silent', viewers: 2 });
    await seen('2 viewers: no sound');
    expect(screen.queryByText(/too fast/)).toBeNull();
    signal();
    await waitFor(() => expect(screen.queryByText(/no sound/)).toBeNull());
  });

  it('is told politely once per kind, not for each viewer', async () => {
    const { signal } = start();
    await isTold('Live. Everything is sent.');
    signal({ signal: 'fast', viewers: 1 });
    await isTold('1 viewer: too fast');
    signal({ signal: 'fast', viewers: 2 });
    await seen('2 viewers: too fast');
    signal({ signal: 'fast', viewers: 3 }, { signal: 'stopped', viewers: 1 });
    await isTold('1 viewer: captions stopped');
    signal();
    await waitFor(() => expect(screen.queryByText(/too fast/, { selector: 'li' })).toBeNull());
    await frame();
    signal({ signal: 'fast', viewers: 1 });
    await isTold('1 viewer: too fast');
    expect(screen.getByRole('alert').textContent).toBe('');
  });

  it('is not known while the line is lost', async () => {
    const { relay, signal } = start();
    signal({ signal: 'thanks', viewers: 4 });
    await seen('4 viewers: thank you');
    relay.drop();
    await waitFor(() => expect(screen.queryByText(/thank you/)).toBeNull());
  });

  it('takes neither the focus nor what is being typed, and is accessible', async () => {
    const { signal } = start();
    const field = screen.getByLabelText('Type what is said');
    await userEvent.type(field, 'Hel');
    signal({ signal: 'stopped', viewers: 2 }, { signal: 'fast', viewers: 1 });
    await seen('2 viewers: captions stopped');
    await userEvent.keyboard('lo');
    expect((field as HTMLTextAreaElement).value).toBe('Hello');
    const { violations } = await axe.run(document.body);
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
