// The side of the console, the page that explains a link that does not open it, and what assistive technology gets.
// Roles and names are asked for as a screen reader gets them.
import { screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';

import { confirmRelay, goodHash, isTold, liveIsTold, openConsole, violations } from './open-console.tsx';

const records = (sent: { record: object }[]) => sent.map(({ record }) => record);

describe('the status', () => {
  it('is set with its level', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.click(screen.getByRole('radio', { name: 'Warning' }));
    await userEvent.fill(screen.getByRole('textbox', { name: 'Status text' }), ' Break until 10:30 ');
    await userEvent.click(screen.getByRole('button', { name: 'Set status' }));
    expect(records(relay.sent('publish'))).toMatchObject([
      { type: 'status', level: 'warning', text: 'Break until 10:30' },
    ]);
    expect((screen.getByRole('textbox', { name: 'Status text' }) as HTMLInputElement).value).toBe('');
  });

  it('is chosen and set by keyboard alone', async () => {
    const { relay } = openConsole();
    relay.join();
    screen.getByRole('radio', { name: 'Info' }).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{Tab}No sound{Enter}');
    expect(records(relay.sent('publish'))).toMatchObject([
      { type: 'status', level: 'alert', text: 'No sound' },
    ]);
  });

  it('without words is not set', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.fill(screen.getByRole('textbox', { name: 'Status text' }), '  ');
    await userEvent.click(screen.getByRole('button', { name: 'Set status' }));
    expect(relay.sent('publish')).toEqual([]);
  });

  it('that stands is read from the session, and cleared', async () => {
    const { relay } = openConsole();
    relay.join();
    screen.getByText('Viewers see no status.');
    const clear = screen.getByRole('button', { name: 'Clear status' });
    await userEvent.click(clear, { force: true });
    expect(relay.sent('publish')).toEqual([]);
    relay.addRecords({ type: 'status', level: 'alert', text: 'No sound in the hall' });
    await waitFor(() => screen.getByText('No sound in the hall', { selector: '.status-text' }));
    screen.getByText(/^Alert, since/);
    await userEvent.click(clear);
    expect(records(relay.sent('publish'))).toMatchObject([{ type: 'clear', scope: 'status' }]);
    relay.addRecords({ type: 'clear', scope: 'status' });
    await waitFor(() => screen.getByText('Viewers see no status.'));
  });
});

describe('the share box', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('gives the viewer link and the script tag of this relay', async () => {
    openConsole(`${goodHash}&relay=https://captions.example.org`);
    await confirmRelay();
    const text = (name: string) => (screen.getByRole('textbox', { name }) as HTMLTextAreaElement).value;
    expect(text('Viewer link')).toBe('https://captions.example.org/s/talk');
    expect(text('Script tag')).toBe(
      '<script async src="https://captions.example.org/widget.js" data-session="talk"></script>',
    );
  });

  it('copies, and says so politely', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    openConsole();
    await userEvent.click(screen.getByRole('button', { name: 'Copy viewer link' }));
    expect(write).toHaveBeenCalledWith(`${location.origin}/s/talk`);
    await isTold('Viewer link copied');
    screen.getByRole('button', { name: 'Copied viewer link' });
  });

  it('selects the text and says which keys copy it where the clipboard is closed', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'));
    openConsole();
    await userEvent.click(screen.getByRole('button', { name: 'Copy script tag' }));
    const field = screen.getByRole('textbox', { name: 'Script tag' }) as HTMLTextAreaElement;
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(field.value);
    await isTold(/Press (Ctrl\+|⌘)C/);
  });
});

describe('a link that does not open the console', () => {
  it.each(['', '#session=talk', '#session=two words&token=a.b.c', '#session=talk&token=broken'])(
    '(%s) is explained, with the command that makes one, and opens no connection',
    (hash) => {
      const { relay } = openConsole(hash);
      screen.getByRole('heading', { level: 1, name: 'This link does not open the console' });
      screen.getByText(/^captionwire invite (talk|SESSION) --role presenter$/);
      expect(relay.links.length).toBe(0);
    },
  );

  it('of another relay asks first, in words that name it, and once for the tab', async () => {
    const hash = `${goodHash}&relay=https://other.example`;
    const { relay, root, unmount } = openConsole(hash);
    screen.getByRole('heading', { level: 1, name: 'This link sends your words to other.example' });
    expect(relay.links.length).toBe(0);
    expect(await violations(root)).toEqual([]);
    await confirmRelay();
    await waitFor(() => expect(relay.links.length).toBe(1));
    screen.getByText(/writing to other\.example/);
    unmount();
    openConsole(hash);
    screen.getByRole('textbox', { name: 'Type what is said' });
  });

  it('opens it as soon as the address is right', async () => {
    openConsole('#session=talk');
    location.hash = goodHash;
    await waitFor(() => screen.getByRole('textbox', { name: 'Type what is said' }));
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  });
});

describe('the console for assistive technology', () => {
  it('has nothing that axe-core objects to', async () => {
    const { relay, root } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}two{Enter}');
    relay.refuse(2, 'no');
    relay.addRecords({ type: 'status', level: 'warning', text: 'Back soon' });
    await waitFor(() => screen.getByText('Refused'));
    expect(await violations(root)).toEqual([]);
  });

  it('nor has the page of a wrong link', async () => {
    expect(await violations(openConsole('').root)).toEqual([]);
  });

  it('announces no line and no receipt while all is well', async () => {
    const { relay } = openConsole();
    relay.join();
    await isTold('Live. Everything is sent.');
    const heard: (string | null)[] = [];
    const regions = [screen.getByRole('status'), screen.getByRole('alert')];
    const observer = new MutationObserver(() => heard.push(...regions.map(({ textContent }) => textContent)));
    for (const region of regions)
      observer.observe(region, { childList: true, characterData: true, subtree: true });
    for (const n of [1, 2, 3]) {
      await userEvent.keyboard('words{Enter}');
      relay.ack(n);
    }
    await waitFor(() => expect(screen.getAllByText('Saved')).toHaveLength(3));
    observer.disconnect();
    expect(heard).toEqual([]);
  });
});

describe('a keystroke', () => {
  it('draws nothing anew', async () => {
    const { relay, root } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}');
    relay.ack(1);
    await waitFor(() => screen.getByText('Saved'));
    await liveIsTold();
    const changed: Node[] = [];
    const observer = new MutationObserver((list) => changed.push(...list.map(({ target }) => target)));
    observer.observe(root, { childList: true, characterData: true, attributes: true, subtree: true });
    await userEvent.keyboard('a keystroke');
    observer.disconnect();
    expect(changed).toEqual([]);
  });
});
