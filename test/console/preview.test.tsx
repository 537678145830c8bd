// The preview in the console: closed until it is wanted, a connection of its own while it is open, and only a picture.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { goodHash, openBox, openConsole, violations, words } from './open-console.tsx';

const widget = () => document.querySelector('caption-wire');
const lines = () => [...(widget()?.shadowRoot?.querySelectorAll('.log p') ?? [])].map((p) => p.textContent);

describe('the preview', () => {
  it('connects when it is opened, with the captioner’s token, and ends with its box', async () => {
    const { relay } = openConsole();
    relay.join();
    expect(relay.links.length).toBe(1);
    await openBox('Preview');
    await expect.poll(() => relay.links.length).toBe(2);
    expect(relay.link().target).toMatchObject({ session: 'talk', token: 'aaa.bbb.ccc' });
    relay.snapshot();
    relay.addRecords({ type: 'line', id: 'l1', rev: 1, text: 'Good morning', speaker: 'Maya' });
    await expect.poll(lines).toEqual(['Maya: Good morning']);
    await openBox('Preview');
    expect(widget()).toBeNull();
  });

  it('goes on with a fresh token', async () => {
    const { relay } = openConsole();
    relay.join();
    await openBox('Preview');
    await expect.poll(() => relay.links.length).toBe(2);
    location.hash = goodHash.replace('aaa', 'fresh');
    await expect.poll(() => relay.links.length).toBe(4);
    expect(relay.link().target.token).toBe('fresh.bbb.ccc');
  });

  it('says that it is a picture, and takes neither focus nor keys', async () => {
    const { relay, root } = openConsole();
    relay.join();
    await openBox('Preview');
    await waitFor(() => expect(widget()).not.toBeNull());
    screen.getByText(/A picture only: it takes no keys, is not read aloud/);
    expect(screen.queryByRole('button', { name: 'Hide' })).toBeNull();
    await userEvent.type(words(), 'Hello');
    expect(words().value).toBe('Hello');
    expect(widget()?.closest('[inert]')).not.toBeNull();
    expect(await violations(root)).toEqual([]);
  });
});
