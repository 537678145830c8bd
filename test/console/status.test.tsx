// The status by one press or key, with its time; and the end of the session, after which the console says so.
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import { isTold, openConsole, seen, violations } from './open-console.tsx';

const records = (sent: { record: object }[]) => sent.map(({ record }) => record);
const start = () => {
  const opened = openConsole();
  opened.relay.join();
  return opened;
};
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const minuteMs = 60_000;

describe('a status preset', () => {
  it('says when the captioner is back, and that until then', async () => {
    const { relay } = start();
    const before = Date.now();
    await press('Back in 10 min');
    const [status] = records(relay.sent('publish')) as { text: string; until: number }[];
    expect(status).toMatchObject({ type: 'status', level: 'info' });
    expect(status?.text).toMatch(/^Back at \d\d:\d\d$/);
    expect(status?.until).toBeGreaterThanOrEqual(before + 10 * minuteMs);
    expect(status?.until).toBeLessThanOrEqual(Date.now() + 11 * minuteMs);
    await isTold(`Status: ${status?.text}`);
  });

  it('shows how much of its time is left', async () => {
    const { relay } = start();
    const status = { type: 'status', level: 'info', text: 'Back soon' } as const;
    relay.addRecords({ ...status, until: Date.now() + 7.5 * minuteMs });
    await waitFor(() => screen.getByText('7 minutes left'));
    relay.addRecords({ ...status, until: Date.now() - 1 });
    await waitFor(() => screen.getByText('The time is over'));
    relay.addRecords(status);
    await waitFor(() => expect(screen.queryByText(/left|is over/)).toBeNull());
  });

  it('of the captioner’s own is kept, sets its level, and has a command', async () => {
    const { unmount } = start();
    await userEvent.click(screen.getByText('Change the presets'));
    await userEvent.fill(screen.getByRole('textbox', { name: /^Add presets/ }), 'Warning: Lunch until {45}');
    await press('Add presets');
    unmount();
    const { relay } = start();
    await press('Warning: Lunch until {45}');
    expect(records(relay.sent('publish'))).toMatchObject([
      { type: 'status', level: 'warning', text: expect.stringMatching(/^Lunch until \d\d:\d\d$/) },
    ]);
    await userEvent.keyboard('{F1}');
    within(await screen.findByRole('dialog')).getByText('Status: Warning: Lunch until {45}');
  });

  it('that finds no room with what waits is said aloud', async () => {
    const { relay } = openConsole();
    relay.join();
    relay.drop();
    const back = screen.getByRole('button', { name: 'Back in 5 min' });
    for (let n = 0; n < 10_001; n++) back.click();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^10000 lines wait/));
  });
});

describe('a break', () => {
  it('is until the next time of day that is chosen, which is kept', async () => {
    const { relay, unmount } = start();
    fireEvent.input(screen.getByLabelText('Break until'), { target: { value: '10:30' } });
    await press('Set break');
    await waitFor(() => expect(relay.sent('publish')).toHaveLength(1));
    const [status] = records(relay.sent('publish')) as { text: string; until: number }[];
    expect(status?.text).toBe('Break until 10:30');
    // By the relay's clock, which is not quite this machine's.
    const until = new Date(Math.round((status?.until ?? 0) / minuteMs) * minuteMs);
    expect([until.getHours(), until.getMinutes()]).toEqual([10, 30]);
    expect(until.getTime()).toBeGreaterThan(Date.now());
    unmount();
    start();
    expect((screen.getByLabelText('Break until') as HTMLInputElement).value).toBe('10:30');
  });

  it('without a time is not set', async () => {
    const { relay } = start();
    await press('Set break');
    expect(relay.sent('publish')).toEqual([]);
  });
});

describe('keys', () => {
  it('clear the status also while the box is closed', async () => {
    const { relay } = start();
    relay.addRecords({ type: 'status', level: 'info', text: 'Back soon' });
    await waitFor(() => screen.getByText('Back soon', { selector: '.status-text' }));
    await press('Status');
    await userEvent.keyboard('{Shift>}{F4}{/Shift}');
    expect(records(relay.sent('publish'))).toMatchObject([{ type: 'clear', scope: 'status' }]);
  });

  it('say so when there is nothing to clear', async () => {
    const { relay } = start();
    await userEvent.keyboard('{Shift>}{F4}{/Shift}');
    expect(relay.sent('publish')).toEqual([]);
    await isTold(/no status to clear/);
  });
});

describe('the end of the session', () => {
  it('is asked for once more, and the safe answer has the focus', async () => {
    const { relay, root } = start();
    const opener = screen.getByRole('button', { name: 'End session…' });
    opener.focus();
    await userEvent.keyboard('{Enter}');
    screen.getByRole('group', { name: 'End the session for everybody?' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Keep it open' }));
    expect(await violations(root)).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('group', { name: /^End the session/ })).toBeNull();
    expect(document.activeElement).toBe(opener);
    expect(relay.sent('publish')).toEqual([]);
  });

  it('is published, and then the console says that it is over and offers no status', async () => {
    const { relay, root } = start();
    await press('End session…');
    await press('End for everybody');
    expect(records(relay.sent('publish'))).toMatchObject([{ type: 'end' }]);
    relay.ack(1);
    relay.addRecords({ type: 'end' });
    await seen('Session ended');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Set status' })).toBeNull());
    expect(screen.queryByText('Viewers see every keystroke.')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Status' }));
    await waitFor(() => expect(document.title).toMatch(/^Session ended/));
    await isTold(/^Session ended\. Viewers/);
    await userEvent.keyboard('{F1}');
    expect(within(await screen.findByRole('dialog')).queryByText('Clear the status')).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(await violations(root)).toEqual([]);
  });

  it('is over with the next line', async () => {
    const { relay } = openConsole();
    relay.join({ ended: true });
    await seen('Session ended');
    relay.addRecords({ type: 'line', id: 'l1', rev: 1, text: 'We go on' });
    await seen('Live');
    screen.getByRole('button', { name: 'Set status' });
  });
});
