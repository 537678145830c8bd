// What becomes of the words in the field is seen at the field itself, in any window; and whatever a screen reader is told, eyes see.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import type { FakeRelay } from '../helpers/fake-relay.ts';
import { openConsole, openWithLines, saidLines, seen, violations, words } from './open-console.tsx';

const own = (relay: FakeRelay) => relay.sent('hello')[0]?.publisher ?? '';
const field = () => within(screen.getByRole('form', { name: 'Write' }));
const submit = () => words().form?.querySelector('[type=submit]') as HTMLButtonElement;

function floor(relay: FakeRelay, live: 'me' | 'maya' | null, offRecord = false) {
  const presenters = [
    { id: own(relay), name: '' },
    { id: 'maya', name: 'Maya' },
  ];
  relay.say({ type: 'floor', presenters, live: live === 'me' ? own(relay) : live, offRecord });
}

/** A window of this size, in which the console looks as it does. */
async function inWindow(width: number, height: number) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('../../console/styles/page.css', import.meta.url).href;
  const loaded = new Promise((resolve) => link.addEventListener('load', resolve));
  document.head.append(link);
  await Promise.all([loaded, page.viewport(width, height)]);
  onTestFinished(async () => {
    link.remove();
    await page.viewport(1_280, 900);
  });
}
const isInSight = (element: Element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && bottom > top;
};

describe('the field', () => {
  it('says that it is live, on standby, off the record, or that a line is corrected', async () => {
    const { relay } = await openWithLines('One');
    await waitFor(() => field().getByText('Live'));
    expect(submit().textContent).toBe('Finish line');
    floor(relay, 'maya');
    await waitFor(() => field().getByText('On standby'));
    field().getByText('only captioners see this');
    expect(submit().textContent).toBe('Not sent: Maya is live');
    expect(submit().getAttribute('aria-disabled')).toBe('true');
    floor(relay, 'maya', true);
    await waitFor(() => field().getByText('Off the record'));
    expect(submit().textContent).toBe('Not sent: off the record');
    expect(await violations()).toEqual([]);
    floor(relay, 'me');
    await waitFor(() => field().getByText('Live'));
    await userEvent.keyboard('{Backspace}');
    await waitFor(() => field().getByText(/^Correcting the line of/));
    expect(submit().textContent).toBe('Publish correction');
  });

  it('has the way back to live, and a mouse that takes it leaves the focus in the field', async () => {
    const { relay } = openConsole();
    relay.join();
    floor(relay, 'maya');
    await waitFor(() => field().getByText('On standby'));
    await userEvent.click(field().getByRole('button', { name: /^Take over/ }));
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', live: own(relay) });
    await waitFor(() => expect(document.activeElement).toBe(words()));
    floor(relay, 'me', true);
    await waitFor(() => field().getByText('Off the record'));
    await userEvent.click(field().getByRole('button', { name: /^Go back on the record/ }));
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', offRecord: false });
    await waitFor(() => expect(document.activeElement).toBe(words()));
  });

  it.each([
    [390, 844],
    [390, 450],
    [320, 568],
    [844, 390],
    [844, 200],
  ])(
    'is in sight with its state in a window of %d by %d, and so is how the console stands',
    async (...size) => {
      await inWindow(...size);
      const { relay } = await openWithLines(...Array.from({ length: 12 }, (_, at) => `Line ${at}`));
      floor(relay, 'maya');
      await waitFor(() => field().getByText('On standby'));
      await seen('On standby');
      const looked = [words(), submit(), field().getByText('On standby')];
      for (const element of [...looked, screen.getByText('On standby', { selector: 'header *' })]) {
        expect(isInSight(element), element.outerHTML).toBe(true);
      }
      expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
      expect(await violations()).toEqual([]);
    },
  );

  it('leaves at least eight lines in sight at 1366 by 768, and moves none of them while a long line is written', async () => {
    await inWindow(1_366, 768);
    await openWithLines(...Array.from({ length: 20 }, (_, at) => `This is line number ${at} of the talk.`));
    const rows = () =>
      [...document.querySelectorAll('.lines .row')].filter((row) => {
        const list = (row.closest('.lines-scroll') as Element).getBoundingClientRect();
        const { top, bottom } = row.getBoundingClientRect();
        return top >= list.top && bottom <= list.bottom;
      });
    await waitFor(() => expect(rows().length).toBeGreaterThanOrEqual(8));
    const before = rows().map((row) => row.getBoundingClientRect().top);
    await userEvent.keyboard('a line that is as long as six rows of the field are, '.repeat(6));
    expect(rows().map((row) => row.getBoundingClientRect().top)).toEqual(before);
  });
});

describe('what a screen reader is told', () => {
  it('is seen at the field: why nothing was sent', async () => {
    const { relay } = openConsole();
    relay.join();
    floor(relay, 'maya');
    await waitFor(() => field().getByText('On standby'));
    await userEvent.keyboard('hello{Enter}');
    await waitFor(() => field().getByText(/^You are on standby: take over to publish/));
    expect(saidLines(relay.sent('publish'))).toEqual([]);
  });

  it('is seen at the field: that a canned reply lacks its name, and that no status is there to clear', async () => {
    localStorage.setItem('captionwire.console.replies', JSON.stringify(['Hello, I am {name}.']));
    const { relay } = openConsole();
    relay.join();
    await userEvent.click(screen.getByRole('button', { name: 'Canned replies' }));
    await userEvent.click(screen.getByRole('button', { name: 'Hello, I am {name}.' }));
    await waitFor(() => field().getByText(/choose a speaker first/));
    await userEvent.keyboard('{Shift>}{F4}{/Shift}');
    await waitFor(() => field().getByText('There is no status to clear.'));
  });
});

describe('the tools of a small window', () => {
  it('are a row of buttons; one opens over the lines and closes by Escape, and the field stays', async () => {
    await inWindow(390, 844);
    const { relay, root } = openConsole();
    relay.join();
    const tools = within(screen.getByRole('toolbar', { name: 'Tools' }));
    const status = tools.getByRole('button', { name: 'Status' });
    await userEvent.click(status);
    const sheet = screen.getByRole('region', { name: 'Status' });
    expect(isInSight(sheet)).toBe(true);
    expect(isInSight(words())).toBe(true);
    expect(await violations(root)).toEqual([]);
    await userEvent.click(within(sheet).getByRole('textbox', { name: 'Status text' }));
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Status' })).toBeNull());
    expect(document.activeElement).toBe(words());
  });

  it('are one stop for Tab, with arrows between them', async () => {
    await inWindow(390, 844);
    const { relay } = openConsole();
    relay.join();
    const tools = within(screen.getByRole('toolbar', { name: 'Tools' })).getAllByRole('button');
    expect(tools.filter(({ tabIndex }) => tabIndex === 0)).toEqual([tools[0]]);
    tools[0]?.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(tools[1]);
    await userEvent.keyboard('{End}{Enter}');
    await waitFor(() => expect(tools.at(-1)?.getAttribute('aria-expanded')).toBe('true'));
  });
});
