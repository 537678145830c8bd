import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { closeCodes } from '../../protocol/codes.ts';
import { mount } from '../../widget/index.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';
import { line } from '../helpers/records.ts';
import { addBox, clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('the element', () => {
  it('has its three regions, empty, from the moment it is connected', () => {
    const { element } = putOnPage();
    const regions = [...element.children];
    expect(regions.map((node) => node.getAttribute('data-captionwire-region'))).toEqual([
      'log',
      'status',
      'alert',
    ]);
    expect(regions.every((node) => node.childNodes.length === 0 && node.assignedSlot)).toBe(true);
  });

  it('goes on with the same connection, regions and rows when it is moved', async () => {
    const { element, relay, rows } = putOnPage();
    await rendered();
    relay.snapshot({ lines: [line(1, 'One')] });
    await rendered();
    const regions = [...element.children];
    const before = rows();
    addBox().append(element);
    await rendered();
    expect(relay.links).toHaveLength(1);
    expect(relay.isConnected()).toBe(true);
    expect([...element.children]).toEqual(regions);
    expect(rows()).toEqual(before);
  });

  it('closes its connection when it is removed, and connects again when it is back', async () => {
    const { element, relay } = putOnPage();
    await rendered();
    relay.snapshot();
    element.remove();
    await rendered();
    expect(relay.isConnected()).toBe(false);
    const regions = [...element.children];
    document.body.append(element);
    await rendered();
    expect(relay.links).toHaveLength(2);
    expect([...element.children]).toEqual(regions);
  });

  it('connects once where it is taken out and put back while its tools load', async () => {
    const { element, relay, told } = putOnPage({ lang: 'de' });
    await rendered();
    element.remove();
    await rendered();
    document.body.append(element);
    await rendered();
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(relay.links).toHaveLength(1);
    relay.snapshot();
    relay.addLine('Einmal');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told('log')).toEqual(['Einmal']);
    element.destroy();
    expect(relay.isConnected()).toBe(false);
  });

  it('leaves nothing behind when destroyed', async () => {
    const globals = Object.keys(globalThis);
    const { destroy, element, relay, rows } = putOnPage();
    await rendered();
    relay.snapshot({ lines: [line(1, 'One')] });
    relay.addLine('Two');
    relay.typing({ name: 'Maya', leftMs: 6_000 });
    await vi.advanceTimersByTimeAsync(100);
    destroy();
    expect(document.querySelector('caption-wire')).toBeNull();
    expect(relay.isConnected()).toBe(false);
    expect(rows()).toEqual([]);
    expect([...element.children].every((region) => region.childElementCount === 0)).toBe(true);
    // The pace of the page rests after the last announcement, whoever made it.
    await vi.advanceTimersByTimeAsync(150);
    expect(vi.getTimerCount()).toBe(0);
    expect(Object.keys(globalThis)).toEqual(globals);
  });

  it('connects once for attributes that are set one after the other', async () => {
    const relay = createFakeRelay();
    const element = document.createElement('caption-wire');
    element.transport = relay.transport;
    document.body.append(element);
    element.setAttribute('session', 'one');
    element.setAttribute('relay', 'https://relay.example');
    element.setAttribute('token', 'secret');
    await rendered();
    expect(relay.links.map(({ target }) => target)).toMatchObject([
      { session: 'one', relay: 'https://relay.example', token: 'secret' },
    ]);
    element.setAttribute('session', 'two');
    await rendered();
    expect(relay.links.at(-1)?.target).toMatchObject({ session: 'two' });
    expect(relay.links).toHaveLength(2);
  });

  it('says what is wrong with its session, once, and recovers when that is mended', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const failed = vi.fn();
    const relay = createFakeRelay();
    const element = document.createElement('caption-wire');
    element.transport = relay.transport;
    element.addEventListener('captionwire:error', failed);
    element.setAttribute('session', 'town hall');
    document.body.append(element);
    await rendered();
    expect(logged.mock.calls).toEqual([[expect.stringContaining('session "town hall"')]]);
    expect(failed).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([...element.children].every((region) => region.childElementCount === 0)).toBe(true);
    element.setAttribute('session', 'town-hall');
    await rendered();
    expect(relay.links).toHaveLength(1);
  });

  it('tells the page what happens, through events that bubble and cross shadow trees', async () => {
    const heard: [string, unknown][] = [];
    const names = ['ready', 'line', 'status', 'connection', 'error'];
    const hear = (event: Event) => {
      expect(event.composed).toBe(true);
      heard.push([event.type.slice('captionwire:'.length), (event as CustomEvent).detail]);
    };
    for (const name of names) document.addEventListener(`captionwire:${name}`, hear);
    const { relay } = putOnPage();
    await rendered();
    relay.snapshot({ lines: [line(1, 'Before')] });
    relay.addLine('Now', { speaker: 'Maya', lang: 'en' });
    relay.addRecords({ type: 'line', id: 'l2', rev: 2, text: 'Now!' });
    relay.addRecords({ type: 'status', level: 'info', text: 'Slides' }, { type: 'clear', scope: 'status' });
    relay.drop(closeCodes.forbidden, 'token');
    for (const name of names) document.removeEventListener(`captionwire:${name}`, hear);
    expect(heard).toMatchObject([
      ['line', { id: 'l1', text: 'Before', kind: 'speech', rev: 1, history: true }],
      ['ready', { session: 'talk' }],
      ['connection', { phase: 'live' }],
      ['line', { id: 'l2', text: 'Now', speaker: 'Maya', lang: 'en', history: false }],
      ['line', { id: 'l2', text: 'Now!', rev: 2 }],
      ['status', { level: 'info', text: 'Slides' }],
      ['status', null],
      ['connection', { phase: 'closed' }],
      ['error', { code: 4501 }],
    ]);
  });
});

describe('mount', () => {
  it('throws a TypeError that names the fix, and leaves the page alone', () => {
    expect(() => mount({ session: 'town hall' })).toThrow(/session "town hall": a session name is/);
    expect(() => mount({ session: 'talk', target: '#nowhere' })).toThrow(/target "#nowhere"/);
    expect(document.querySelector('caption-wire')).toBeNull();
  });
});
