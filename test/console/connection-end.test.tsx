// How the connection ends and is opened again: links that are refused or run out, tabs that are copied, sessions that
// are left. Whatever comes between, each line is sent once, and only what the field holds is shown in the making.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';

import { goodHash, networkBack, openConsole, published, row, seen } from './open-console.tsx';

const field = () => screen.getByRole('textbox', { name: 'Type what is said' }) as HTMLTextAreaElement;

describe('the connection', () => {
  it.each([
    [4501, 'Link not accepted'],
    [4010, 'Link has run out'],
    [1000, 'Connection ended'],
  ])('that is closed with %i says in human words: %s', async (code, words) => {
    const { relay } = openConsole();
    relay.join();
    relay.drop(code);
    await seen(words);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(words));
    networkBack();
    expect(relay.links.length).toBe(1);
  });

  it('with a viewer’s token says that this link cannot send', async () => {
    const { relay } = openConsole();
    relay.snapshot({ role: 'viewer' });
    await seen('Reading only');
  });

  it('with a fresh token in the address goes on with what waits', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}');
    relay.drop(4010);
    await seen('Link has run out');
    location.hash = '#session=talk&token=fresh.bbb.ccc';
    await expect.poll(() => relay.links.length).toBe(2);
    expect(relay.link().target.token).toBe('fresh.bbb.ccc');
    relay.join({}, 1);
    expect(published(relay.sent('publish'))).toEqual([[1, 'one']]);
  });

  it('with a fresh token before the old one has run out is opened again, and nobody is told of an end', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}');
    location.hash = '#session=talk&token=fresh.bbb.ccc';
    await expect.poll(() => relay.links.length).toBe(2);
    relay.join({}, 2);
    expect(published(relay.sent('publish'))).toEqual([]);
    await waitFor(() => row('one').getByText('Saved'));
    expect(screen.getByRole('alert').textContent).toBe('');
  });
});

describe('the connection that is opened again', () => {
  it('goes on with what waits, and what the relay has is not sent twice', async () => {
    const { relay } = openConsole();
    relay.join();
    const publisher = relay.sent('hello')[0]?.publisher;
    await userEvent.keyboard('one{Enter}two{Enter}');
    relay.ack(1);
    relay.drop(1000, 'maintenance');
    await seen('Connection ended');
    await userEvent.keyboard('three{Enter}half');
    await userEvent.click(screen.getByRole('button', { name: 'Connect again' }));
    expect(relay.links.length).toBe(2);
    await seen('Connecting…');
    // The relay had taken the second line; only its acknowledgement was lost.
    relay.join({}, 3);
    expect(relay.sent('hello')[0]?.publisher).toBe(publisher);
    expect(published(relay.sent('publish'))).toEqual([[3, 'three']]);
    expect(relay.sent('interim')).toMatchObject([{ add: 'half' }]);
    expect(relay.sent('typing')).toHaveLength(1);
    await waitFor(() => row('two').getByText('Saved'));
    await seen('Live');
  });

  it('leaves the focus where the captioner types on', async () => {
    const { relay } = openConsole();
    relay.drop(4501);
    await seen('Link not accepted');
    const again = screen.getByRole('button', { name: 'Try again' });
    again.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(again.isConnected).toBe(false));
    expect(document.activeElement).toBe(field());
  });
});

describe('a tab', () => {
  it('that is copied is a publisher of its own, so that no tab takes another’s numbers for its own', async () => {
    const first = openConsole();
    first.relay.join();
    await userEvent.keyboard('in flight{Enter}');
    first.relay.drop();
    // The copy has the storage of the first, and its line is the next that the relay takes.
    const copy = openConsole();
    copy.relay.join();
    await userEvent.keyboard('of the copy{Enter}');
    copy.relay.ack(1);
    expect(copy.relay.sent('hello')[0]?.publisher).not.toBe(first.relay.sent('hello')[0]?.publisher);
    // Only for a reload: who was live stays live, and the own lines are known.
    expect(Object.keys(sessionStorage).sort()).toEqual([
      expect.stringMatching(/^captionwire\.console\.own .* talk$/),
      'captionwire.console.publisher',
    ]);
  });

  it('that goes to another session and comes back publishes nothing of a line that the field has lost', async () => {
    onTestFinished(() => history.replaceState(null, '', goodHash));
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('half a');
    const said = relay.sent('interim');
    expect(said.at(-1)).toMatchObject({ add: 'a' });
    location.hash = '#session=other&token=aaa.bbb.ccc';
    await waitFor(() => screen.getByRole('heading', { level: 1, name: /other/ }));
    location.hash = goodHash;
    await expect.poll(() => relay.links.length).toBe(3);
    relay.join();
    expect(relay.sent('interim')).toEqual([]);
    expect(field().value).toBe('');
    await userEvent.keyboard('new');
    expect(relay.sent('interim')[0]).toMatchObject({ keep: 0, add: 'n' });
  });
});
