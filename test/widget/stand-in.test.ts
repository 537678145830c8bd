// An element with a target: it stays where its author put it, and what it shows stands in the target.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createFakeRelay } from '../helpers/fake-relay.ts';
import { define } from '../../widget/define.ts';
import type { CaptionWireElement } from '../../widget/element.ts';
import { addBox, clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => define());
afterEach(() => {
  clearPage();
  vi.restoreAllMocks();
});

/** An element as an author writes it, in a part of the page that a framework renders. */
async function written(attributes: Readonly<Record<string, string>> = {}, inside = '') {
  const relay = createFakeRelay();
  const part = addBox();
  part.id = 'part';
  const element = document.createElement('caption-wire');
  element.transport = relay.transport;
  element.innerHTML = inside;
  const all = { session: 'talk', relay: 'https://relay.example', target: '#box', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  part.append(element);
  await rendered();
  return { relay, part, element };
}
const standIn = (box: Element) => box.querySelector('caption-wire') as CaptionWireElement;
const textsIn = (element: Element) =>
  Array.from(element.shadowRoot?.querySelectorAll('.log p') ?? [], ({ textContent }) => textContent);

it('stays in its place, shows nothing there, and shows the captions in the target', async () => {
  const box = addBox();
  const { relay, part, element } = await written({}, 'Loading…');
  relay.snapshot();
  relay.addLine('Hello');
  await rendered();
  expect(element.parentElement).toBe(part);
  expect(element.innerText).toBe('');
  expect(element.querySelector('[data-captionwire-region]')).toBeNull();
  expect(textsIn(standIn(box))).toEqual(['Hello']);
  expect(getComputedStyle(standIn(box)).position).toBe('static');
  expect(relay.links).toHaveLength(1);
});

it('goes from both places when its author takes it out, and leaves the target as it was', async () => {
  const box = addBox();
  const { relay, part, element } = await written();
  relay.snapshot();
  // As frameworks do: from the parent that they put it into.
  part.removeChild(element);
  await rendered();
  expect(box.childElementCount).toBe(0);
  expect(relay.isConnected()).toBe(false);
  part.append(element);
  await rendered();
  expect(box.childElementCount).toBe(1);
});

it('is what pages listen to, open, close and destroy', async () => {
  const box = addBox();
  const { relay, element } = await written();
  const heard: string[] = [];
  element.addEventListener('captionwire:line', ({ detail }) => heard.push(detail.text));
  relay.snapshot();
  relay.addLine('Hello');
  await rendered();
  expect(heard).toEqual(['Hello']);
  element.close();
  await rendered();
  expect(standIn(box).shadowRoot?.querySelector('section')?.className).toBe('');
  element.open();
  await rendered();
  expect(standIn(box).shadowRoot?.querySelector('section')?.className).toBe('open');
  element.destroy();
  await rendered();
  expect(document.querySelector('caption-wire')).toBeNull();
});

it('hands its attributes on, whenever they change', async () => {
  const box = addBox();
  const { element } = await written({ theme: 'dark' });
  expect(standIn(box).getAttribute('theme')).toBe('dark');
  element.removeAttribute('theme');
  element.setAttribute('announce', 'off');
  element.hidden = true;
  await rendered();
  expect(standIn(box).hasAttribute('theme')).toBe(false);
  expect(standIn(box).getAttribute('announce')).toBe('off');
  expect(standIn(box).hidden).toBe(true);
});

it('may get its target later, and lose it again', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const box = addBox();
  const { element, relay } = putOnPage();
  element.setAttribute('target', '#nowhere');
  await rendered();
  expect(logged.mock.calls).toEqual([[expect.stringContaining('target "#nowhere"')]]);
  element.setAttribute('target', '#box');
  await rendered();
  relay.snapshot();
  relay.addLine('In the box');
  await rendered();
  expect([textsIn(standIn(box)), textsIn(element)]).toEqual([['In the box'], []]);
  element.removeAttribute('target');
  await rendered();
  relay.snapshot();
  relay.addLine('At the edge');
  await rendered();
  expect([box.childElementCount, textsIn(element)]).toEqual([0, ['At the edge']]);
});
