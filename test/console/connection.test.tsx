// The line to the relay as a captioner meets it: receipts, losses, refusals, and what keeps the page open.
// The relay's side is driven by hand; nothing of the client is replaced but the wire.
import { screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';

import { shownRows } from '../../console/lines/line-list.tsx';
import { goodHash, isTold, networkBack, openConsole, published, row, seen } from './open-console.tsx';

describe('a line that was sent', () => {
  it('says how far it has come: waiting, sent, on disk', async () => {
    const { relay } = openConsole();
    await userEvent.keyboard('Hello{Enter}');
    await waitFor(() => row('Hello').getByText('Waiting'));
    relay.join();
    await waitFor(() => row('Hello').getByText('Sent'));
    relay.ack(1);
    await waitFor(() => row('Hello').getByText('Saved'));
  });

  it('that is refused says why, is announced, and holds up nothing', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('bad{Enter}good{Enter}');
    relay.refuse(1, 'the text is empty');
    // The number is free again: the client asks which one the relay owes, and the next line moves up to it.
    relay.welcome(1);
    await waitFor(() => row('bad').getByText('Refused'));
    row('bad').getByText(/the text is empty/);
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toMatch(/Refused.*bad.*the text is empty/),
    );
    expect(published(relay.sent('publish')).at(-1)).toEqual([1, 'good']);
    relay.ack(1);
    await waitFor(() => row('good').getByText('Saved'));
  });

  it('is one of the last 200 on the page, and the older ones still wait', async () => {
    const { root } = openConsole();
    const field = screen.getByRole('textbox', { name: 'Type what is said' }) as HTMLTextAreaElement;
    for (let at = 0; at < shownRows + 5; at++) {
      field.value = `line ${at}`;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      field.form?.requestSubmit();
    }
    await seen(`${shownRows + 5} lines wait`);
    expect(root.querySelectorAll('.row')).toHaveLength(shownRows);
  });
});

describe('lines that stood in the session before', () => {
  it('are shown above what is sent from here, without a receipt', async () => {
    const { relay, root } = openConsole();
    relay.join({
      lines: [{ type: 'line', id: 'old', rev: 1, text: 'Said before', speaker: 'Jonas', seq: 1, at: 1 }],
    });
    await userEvent.keyboard('Said now{Enter}');
    await waitFor(() => row('Said now'));
    expect(row('Said before').queryByText(/Saved|Waiting|Sent|You/)).toBeNull();
    row('Said now').getByText('You');
    expect([...root.querySelectorAll('.row-words')].map(({ textContent }) => textContent)).toEqual([
      'Jonas: Said before',
      'Said now',
    ]);
  });
});

describe('the connection', () => {
  it('is said in words, with the number of viewers', async () => {
    const { relay } = openConsole();
    await seen('Connecting…');
    relay.join();
    await seen('Live');
    relay.say({ type: 'presence', viewers: 3, presenters: 1 });
    await seen('3 viewers');
    await expect.poll(() => document.title).toBe('Live · talk · captionwire');
    relay.drop();
    await seen('Reconnecting…');
    await expect.poll(() => document.title).toBe('Reconnecting… · talk · captionwire');
  });

  it('that is lost says since when, and is tried again by a button', async () => {
    const { relay } = openConsole();
    relay.join();
    await seen('Live');
    relay.drop();
    await seen(/^Away since \d\d:\d\d:\d\d\. Keep typing/);
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await expect.poll(() => relay.links.length).toBeGreaterThan(1);
    relay.join();
    await seen('Live');
  });

  it('that is lost keeps the lines and sends them once, in order, when it is back', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}');
    relay.ack(1);
    await userEvent.keyboard('two{Enter}');
    relay.drop();
    await userEvent.keyboard('three{Enter}four{Enter}');
    await seen('3 lines wait');
    // Said a second after the loss, with as many as wait by then.
    await isTold(/[123] lines? waits? for the relay/);
    networkBack();
    await expect.poll(() => relay.links.length).toBe(2);
    // The relay had taken the second line; only its acknowledgement was lost.
    relay.join({}, 3);
    expect(published(relay.sent('publish'))).toEqual([
      [3, 'three'],
      [4, 'four'],
    ]);
    relay.ack(4);
    await waitFor(() => row('four').getByText('Saved'));
    row('two').getByText('Saved');
    expect(screen.queryByText(/lines? waits?/, { selector: 'header *' })).toBeNull();
  });

  it('that is lost while somebody types shows the text again when it is back', async () => {
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('half a');
    relay.drop();
    await userEvent.keyboard(' line');
    networkBack();
    await expect.poll(() => relay.links.length).toBe(2);
    relay.join();
    expect(relay.sent('interim')).toMatchObject([{ keep: 0, add: 'half a line' }]);
  });

  it('tells a complaint of the relay', async () => {
    const { relay } = openConsole();
    relay.join();
    relay.say({ type: 'error', code: 'rate', message: 'slow down' });
    await seen(/slow down/);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/slow down/));
  });
});

describe('leaving the page', () => {
  const leave = () => {
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    return event.defaultPrevented;
  };

  it('asks first while lines wait, and not when all are on disk', async () => {
    const { relay } = openConsole();
    relay.join();
    expect(leave()).toBe(false);
    await userEvent.keyboard('one{Enter}');
    expect(leave()).toBe(true);
    relay.ack(1);
    expect(leave()).toBe(false);
  });

  it('for another session sends first what waits in this one', async () => {
    onTestFinished(() => history.replaceState(null, '', goodHash));
    const { relay } = openConsole();
    relay.join();
    await userEvent.keyboard('one{Enter}');
    relay.drop();
    location.hash = '#session=other&token=aaa.bbb.ccc';
    await waitFor(() => screen.getByRole('heading', { level: 1, name: /other/ }));
    expect(leave()).toBe(true);
    networkBack();
    await expect.poll(() => relay.links.length).toBe(3);
    relay.turnTo('talk');
    relay.join();
    expect(published(relay.sent('publish'))).toEqual([[1, 'one']]);
    relay.ack(1);
    expect(leave()).toBe(false);
  });
});
