// Several captioners of one session: who is live, handing over, off the record, and what viewers write to them.
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';

import type { FakeRelay } from '../helpers/fake-relay.ts';
import { isTold, lastInterim, openConsole, saidLines, seen, violations, words } from './open-console.tsx';

const own = (relay: FakeRelay) => relay.sent('hello')[0]?.publisher ?? '';
const takeOver = '{Control>}{F8}{/Control}';
const offRecord = '{Control>}{Shift>}{F8}{/Shift}{/Control}';

/** Tells the console who is live; `me` is the console itself. */
function floor(relay: FakeRelay, live: 'me' | 'maya' | null, more: { offRecord?: boolean } = {}) {
  relay.say({
    type: 'floor',
    presenters: [
      { id: own(relay), name: '' },
      { id: 'maya', name: 'Maya' },
    ],
    live: live === 'me' ? own(relay) : live,
    offRecord: false,
    ...more,
  });
}
async function withMaya(live: 'me' | 'maya' | null) {
  const opened = openConsole();
  opened.relay.join();
  floor(opened.relay, live);
  await screen.findByText('Maya', { selector: '.captioner-name *' });
  return opened;
}
const said = (relay: FakeRelay) => saidLines(relay.sent('publish'));

describe('one of several captioners', () => {
  it('publishes while nobody has taken over, and is told so', async () => {
    const { relay } = await withMaya(null);
    await seen(/lines of all captioners go out/);
    await userEvent.keyboard('mine{Enter}');
    expect(said(relay)).toEqual([{ text: 'mine' }]);
  });

  it('takes over by one key, and hands over by the same', async () => {
    const { relay } = await withMaya(null);
    await userEvent.keyboard(takeOver);
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', live: own(relay) });
    floor(relay, 'me');
    await seen(/You are live/);
    await userEvent.keyboard(takeOver);
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', live: 'maya' });
  });

  it('on standby writes for captioners only; Enter publishes nothing and loses nothing', async () => {
    const { relay } = await withMaya('maya');
    // Told after the page was drawn first: a later word would take its place.
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^On standby/));
    await userEvent.keyboard('not yet{Enter}');
    expect(relay.sent('standby').at(-1)).toEqual({ type: 'standby', text: 'not yet' });
    expect(relay.sent('interim')).toEqual([]);
    expect(relay.sent('typing')).toEqual([]);
    expect(said(relay)).toEqual([]);
    expect(words().value).toBe('not yet');
    expect(screen.getByRole('alert').textContent).toMatch(/You are on standby: take over to publish/);
    floor(relay, 'me');
    await waitFor(() => expect(lastInterim(relay)).toMatchObject({ add: 'not yet' }));
    expect(relay.sent('standby').at(-1)?.text).toBe('');
    await userEvent.keyboard('{Enter}');
    expect(said(relay)).toEqual([{ text: 'not yet' }]);
  });

  it('on standby corrects what stands', async () => {
    const { relay } = await withMaya('maya');
    relay.addRecords({ type: 'line', id: 'a', rev: 1, text: 'wrogn' });
    await userEvent.click(await screen.findByRole('button', { name: 'Edit: wrogn' }));
    await userEvent.fill(words(), 'wrong');
    await userEvent.keyboard('{Enter}');
    expect(relay.sent('publish').at(-1)?.record).toMatchObject({ id: 'a', rev: 2, text: 'wrong' });
  });

  it('who is taken over from has said what was in the field, once', async () => {
    const { relay } = await withMaya('me');
    await userEvent.keyboard('my last words');
    floor(relay, 'maya');
    await waitFor(() => expect(said(relay)).toEqual([{ text: 'my last words' }]));
    expect(words().value).toBe('');
    await seen('On standby');
    expect(relay.sent('standby').filter(({ text }) => text)).toEqual([]);
  });

  it('sees what another writes on standby', async () => {
    const { relay } = await withMaya('me');
    relay.say({ type: 'standby', publisher: 'maya', text: 'and so we' });
    await screen.findByText('and so we', { selector: '.captioner-standby' });
    relay.say({ type: 'standby', publisher: 'maya', text: '' });
    await waitFor(() => expect(screen.queryByText('and so we')).toBeNull());
  });

  it('is told when who was live is gone, and speaks only after taking over', async () => {
    const { relay } = await withMaya('maya');
    floor(relay, null);
    await seen(/Nobody is live. Take over/);
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/Nobody is live/));
    await userEvent.keyboard('quiet{Enter}');
    expect(said(relay)).toEqual([]);
  });

  it('stays live over a relay that forgot', async () => {
    const { relay } = await withMaya('me');
    relay.drop();
    dispatchEvent(new Event('online'));
    await waitFor(() => expect(relay.links.length).toBe(2));
    relay.join();
    floor(relay, null);
    await waitFor(() => expect(relay.sent('floor')).toEqual([{ type: 'floor', live: own(relay) }]));
    await userEvent.keyboard('still me{Enter}');
    expect(said(relay)).toEqual([{ text: 'still me' }]);
  });
});

describe('off the record', () => {
  it('nothing that is typed goes anywhere, viewers are told, and it is over by the same key', async () => {
    const { relay } = await withMaya('me');
    await userEvent.keyboard('half');
    await userEvent.keyboard(offRecord);
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', offRecord: true });
    expect(relay.sent('publish').at(-1)?.record).toMatchObject({ type: 'status', text: /Off the record/ });
    floor(relay, 'me', { offRecord: true });
    await seen('Off the record');
    await waitFor(() => expect(lastInterim(relay)).toMatchObject({ keep: 0, add: '' }));
    const before = relay.sent('interim').length;
    await userEvent.keyboard(' private{Enter}');
    expect(relay.sent('interim')).toHaveLength(before);
    expect(relay.sent('standby').filter(({ text }) => text)).toEqual([]);
    expect(said(relay).filter(({ text }) => text === 'half private')).toEqual([]);
    expect(words().value).toBe('half private');
    relay.addRecords({ type: 'status', level: 'info', text: 'Off the record: captions are paused.' });
    await waitFor(() => screen.getByText(/captions are paused/, { selector: '.status-text' }));
    await userEvent.keyboard(offRecord);
    expect(relay.sent('floor').at(-1)).toEqual({ type: 'floor', offRecord: false });
    expect(relay.sent('publish').at(-1)?.record).toMatchObject({ type: 'clear', scope: 'status' });
  });

  it('is over: what was typed meanwhile is set aside unsent, and what stood before goes on', async () => {
    const { relay } = await withMaya('me');
    await userEvent.keyboard('half');
    floor(relay, 'me', { offRecord: true });
    await seen('Off the record');
    await userEvent.keyboard(' a private word');
    const before = relay.sent('interim').length;
    // Another captioner goes on.
    floor(relay, 'me');
    const group = await screen.findByRole('group', { name: 'Written off the record' });
    within(group).getByText('a private word');
    expect(words().value).toBe('half');
    await waitFor(() => expect(lastInterim(relay)).toMatchObject({ add: 'half' }));
    const sent = JSON.stringify([
      relay.sent('interim').slice(before),
      relay.sent('standby'),
      relay.sent('publish'),
    ]);
    expect(sent).not.toContain('private');
    await userEvent.keyboard(' a line{Enter}');
    expect(said(relay)).toEqual([{ text: 'half a line' }]);
    await userEvent.click(within(group).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Written off the record' })).toBeNull());
    expect(document.activeElement).toBe(words());
    expect(await violations()).toEqual([]);
  });

  it('is over: what was set aside can be put back, and is sent then', async () => {
    const { relay } = await withMaya('me');
    floor(relay, 'me', { offRecord: true });
    await seen('Off the record');
    await userEvent.keyboard('after all');
    floor(relay, 'me');
    await userEvent.click(await screen.findByRole('button', { name: 'Put into the field' }));
    await waitFor(() => expect(words().value).toBe('after all'));
    await userEvent.keyboard('{Enter}');
    expect(said(relay)).toEqual([{ text: 'after all' }]);
  });

  it('pressed with a mouse gives the field the focus back, so that a space writes a space', async () => {
    const { relay } = await withMaya('me');
    await userEvent.click(screen.getByRole('button', { name: /^Off the record/ }));
    await waitFor(() => expect(document.activeElement).toBe(words()));
    floor(relay, 'me', { offRecord: true });
    await seen('Off the record');
    await userEvent.keyboard('a private ');
    expect(words().value).toBe('a private ');
    expect(relay.sent('floor')).toEqual([{ type: 'floor', offRecord: true }]);
  });

  it('by another captioner stops this console too', async () => {
    const { relay } = await withMaya('me');
    floor(relay, 'me', { offRecord: true });
    await seen('Off the record');
    await userEvent.keyboard('private{Enter}');
    expect(said(relay)).toEqual([]);
  });
});

describe('a viewer’s reply', () => {
  const reply = (n: number, text: string, from = 'v1') => ({ id: `r${n}`, from, text, at: Date.now() });

  it('is read by the captioner, told once, and published only when the captioner says so', async () => {
    const { relay } = openConsole();
    relay.join();
    relay.say({ type: 'replies', replies: [reply(1, 'The blue one')] });
    const region = await screen.findByRole('region', { name: 'Replies of viewers' });
    within(region).getByText('The blue one');
    await isTold('Viewer 1: The blue one');
    relay.say({
      type: 'replies',
      replies: [reply(1, 'The blue one'), reply(2, 'And me', 'v2')],
      whole: true,
    });
    await within(region).findByText('And me');
    expect(within(region).getAllByRole('listitem')).toHaveLength(2);
    expect(said(relay)).toEqual([]);
    within(region)
      .getByRole('button', { name: /Publish the reply of Viewer 2/ })
      .focus();
    await userEvent.keyboard('{Enter}');
    expect(said(relay)).toEqual([{ text: 'And me', speaker: 'Viewer 2' }]);
    const published = await within(region).findByRole('button', { name: /Published the reply of Viewer 2/ });
    expect(published.getAttribute('aria-disabled')).toBe('true');
    await userEvent.keyboard('{Enter} ');
    expect(said(relay)).toHaveLength(1);
  });

  it('that is being written is shown, until it is not', async () => {
    const { relay } = openConsole();
    relay.join();
    relay.say({ type: 'reply-typing', from: ['v1'] });
    await screen.findByText('Viewer 1 is writing…');
    relay.say({ type: 'reply-typing', from: [] });
    await waitFor(() => expect(screen.queryByText('Viewer 1 is writing…')).toBeNull());
  });
});

it('has no accessibility violation with captioners, replies and compact', async () => {
  const { relay, root } = await withMaya('maya');
  relay.say({ type: 'standby', publisher: 'maya', text: 'and so we' });
  relay.say({ type: 'replies', replies: [{ id: 'r', from: 'v', text: 'Yes', at: Date.now() }] });
  await screen.findByText('Yes');
  expect(await violations(root)).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: 'Compact' }));
  await waitFor(() => expect(document.querySelector('.page-compact')).not.toBeNull());
  expect(await violations(root)).toEqual([]);
});
