// Opens the console in the test's own page, on a relay that the test plays, and takes it away afterwards.
// Every test begins with empty storage and a good address. And what the tests look at.
import { cleanup, configure, screen, waitFor, within } from '@testing-library/preact';
import axe from 'axe-core';
import { expect, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';

import { mountConsole, type MountOptions } from '../../console/mount.tsx';
import type { Line } from '../../protocol/records.ts';
import { createFakeRelay, type FakeRelay } from '../helpers/fake-relay.ts';

// What a test waits for may take its time on a busy machine.
configure({ asyncUtilTimeout: 60_000 });

export const goodHash = '#session=talk&token=aaa.bbb.ccc';

export function openConsole(hash = goodHash, options: Partial<MountOptions> = {}) {
  const relay = createFakeRelay();
  const root = document.createElement('div');
  document.body.append(root);
  // Without a navigation, so that no `hashchange` of one test reaches the next.
  history.replaceState(null, '', hash || location.pathname + location.search);
  const listening = listen(root);
  const unmount = mountConsole({ root, transport: relay.transport, ...options });
  onTestFinished(() => {
    listening.disconnect();
    unmount();
    cleanup();
    root.remove();
    localStorage.clear();
    sessionStorage.clear();
  });
  return { relay, root, unmount };
}

/** Agrees to write to the relay that the link names. */
export const confirmRelay = () => userEvent.click(screen.getByRole('button', { name: /^Write to / }));
/** Where the captioner types. */
export const words = () => screen.getByRole('textbox', { name: 'Type what is said' }) as HTMLTextAreaElement;
/** Opens a box at the side that starts closed. */
export const openBox = (name: string) => userEvent.click(screen.getByRole('button', { name }));
/** Lines sent, as far as the captioner knows them. */
export const saidLines = (records: { record: object }[]) =>
  records.map(({ record }) => {
    const { text, speaker, kind, lang } = record as Partial<Line>;
    return { text, ...(speaker && { speaker }), ...(kind && { kind }), ...(lang && { lang }) };
  });
/** Numbers and words of records sent. */
export const published = (records: { n: number; record: { type: string } }[]) =>
  records.map(({ n, record }) => [n, (record as { text?: string }).text ?? record.type]);
export const lastRecord = (relay: FakeRelay) => relay.sent('publish').at(-1)?.record;
export const lastInterim = (relay: FakeRelay) => relay.sent('interim').at(-1);
/** A console that is live, in which these lines were said; and their ids. */
export async function openWithLines(...texts: string[]) {
  const { relay } = openConsole();
  relay.join();
  for (const text of texts) await sayLine(relay, text);
  const ids = relay.sent('publish').flatMap(({ record }) => ('id' in record ? record.id : []));
  return { relay, ids };
}
/** Types a line, which the relay takes. */
export async function sayLine(relay: FakeRelay, text: string) {
  await userEvent.keyboard(`${text}{Enter}`);
  relay.takeLast();
}
/** The row of a line. */
export const row = (text: string) =>
  within(screen.getByText(text, { exact: false, selector: '.row-words' }).closest('li') as HTMLElement);
/** All that the polite region of the newest console has said so far, and up to where `isTold` has looked. */
let heard: string[] = [];
let heardUpTo = 0;
function listen(root: HTMLElement): MutationObserver {
  heard = [];
  heardUpTo = 0;
  const observer = new MutationObserver(() => {
    const text = root.querySelector('[role=status]')?.textContent ?? '';
    if (text !== heard.at(-1)) heard.push(text);
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  return observer;
}
/** Waits until the captioner is told this after what `isTold` waited for last; more may have been told since. */
export async function isTold(text: string | RegExp): Promise<void> {
  const isMeant = (said: string) => (typeof text === 'string' ? said === text : text.test(said));
  heardUpTo = await waitFor(() => {
    // The same words twice have a space at their end that nobody hears.
    const place = heard.findIndex((said, at) => at >= heardUpTo && isMeant(said.replace(/\u00a0$/, '')));
    if (place < 0) throw new Error(`not told ${text}; told ${JSON.stringify(heard)}`);
    return place + 1;
  });
}
/** All that the captioner was told. */
export const toldSoFar = (): readonly string[] => heard;
/** Waits until the captioner was told that the console is live, a second after it is: what is told next stands. */
export const liveIsTold = () => waitFor(() => expect(heard).toContain('Live. Everything is sent.'));
/** Waits for words in the head of the page. */
export const seen = (text: string | RegExp) =>
  waitFor(() => screen.getByText(text, { selector: 'header *' }));
/** The browser says that the network is back, so that no test waits for a back-off. */
export const networkBack = () => dispatchEvent(new Event('online'));
/** What axe-core objects to, and where. */
export async function violations(root?: HTMLElement) {
  const { violations: found } = await axe.run(root ?? document);
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}
