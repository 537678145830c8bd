// A widget on a page of its own, driven by hand, and what a reader of it finds.
import { vi } from 'vitest';

import { mount, type MountOptions } from '../../widget/index.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';

/** A text of a region as it is heard: the space that makes a repeated text another one is silent. */
export const asHeard = (block: Node) => (block.textContent ?? '').replace(/\u00a0$/, '');

export function putOnPage(options: Partial<MountOptions> = {}) {
  const relay = createFakeRelay();
  const mounted = mount({
    session: 'talk',
    relay: 'https://relay.example',
    transport: relay.transport,
    ...options,
  });
  const { element } = mounted;
  const root = element.shadowRoot as ShadowRoot;
  const region = (name: string) =>
    element.querySelector(`[data-captionwire-region="${name}"]`) as HTMLElement;
  return {
    ...mounted,
    relay,
    root,
    region,
    /** Texts in a region now. */
    told: (name: string) => Array.from(region(name).children, asHeard),
    find: (selector: string) => root.querySelector<HTMLElement>(selector),
    /** The paragraphs of the caption list. */
    rows: () => [...root.querySelectorAll<HTMLElement>('.log p')],
    texts: () => Array.from(root.querySelectorAll('.log p'), (row) => row.textContent),
    button: (name: string) =>
      [...root.querySelectorAll('button')].find((button) => button.textContent?.includes(name)),
  };
}

/** After microtasks and one rendering. */
export async function rendered(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

/** Puts a box into the page that captions can be rendered in. */
export function addBox(): HTMLElement {
  const box = document.createElement('div');
  box.dataset.test = '';
  box.id = 'box';
  document.body.append(box);
  return box;
}

/** Gives the page a style sheet of its own. */
export function addStyle(css: string): void {
  const style = document.createElement('style');
  style.dataset.test = '';
  style.textContent = css;
  document.head.append(style);
}

/** Takes away every widget and what the two above have added, and lets the pace of the page come to rest. */
export function leavePage(): void {
  for (const element of document.querySelectorAll('caption-wire')) element.destroy();
  for (const node of document.querySelectorAll('[data-test]')) node.remove();
  if (vi.isFakeTimers()) vi.runOnlyPendingTimers();
}

/** Leaves the page, and forgets what a reader chose in it: the files of one browser share that. */
export function clearPage(): void {
  leavePage();
  localStorage.clear();
}
