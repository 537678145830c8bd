import { page as browserPage } from 'vitest/browser';
import { afterEach, describe, expect, it } from 'vitest';

import { keptKey } from '../../widget/kept.ts';
import { line } from '../helpers/records.ts';
import { until } from '../helpers/until.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

afterEach(() => {
  clearPage();
});

const spoken = { tracks: ['main', 'es'] };

async function openTracks(page: ReturnType<typeof putOnPage>) {
  page.button('Tools')?.click();
  await until(() => expect(page.button('Languages')).toBeDefined());
  page.button('Languages')?.click();
  await until(() => expect(page.find('select')).not.toBeNull());
  return [...page.root.querySelectorAll('select')] as HTMLSelectElement[];
}

function choose(select: HTMLSelectElement | undefined, value: string) {
  if (!select) throw new Error('no such choice');
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('a session with several tracks', () => {
  it('offers them by the names of their languages, and sends what is chosen at once and at each connection', async () => {
    const page = putOnPage();
    await rendered();
    page.relay.snapshot({ lines: [line(1, 'Hello')], ...spoken });
    await rendered();
    const [first] = await openTracks(page);
    expect(Array.from(first?.options ?? [], ({ text }) => text)).toEqual(['Main', 'Spanish']);
    choose(first, 'es');
    expect(page.relay.allSent('tracks').at(-1)).toEqual({ type: 'tracks', tracks: ['es'] });
    expect(localStorage.getItem(keptKey)).toBe('tracks=es');
    page.relay.snapshot({ lines: [line(2, 'Hola', { track: 'es', lang: 'es' })], ...spoken });
    await rendered();
    expect(page.texts()).toEqual(['Hola']);
    expect(page.find('.gap')).toBeNull();
    page.relay.drop();
    await until(() => expect(page.relay.links.at(-1)?.target?.tracks).toEqual(['es']));
  });

  it('shows two side by side, and tells assistive technology the first', async () => {
    await browserPage.viewport(1280, 800);
    localStorage.setItem(keptKey, 'tracks=main,es');
    const page = putOnPage();
    await until(() => expect(page.relay.links).toHaveLength(1));
    expect(page.relay.links[0]?.target.tracks).toEqual(['main', 'es']);
    page.relay.snapshot(spoken);
    page.relay.addLine('Good morning');
    page.relay.addLine('Buenos días', { track: 'es', lang: 'es' });
    page.relay.addLine('Welcome');
    page.relay.addLine('Bienvenidos', { track: 'es', lang: 'es' });
    await rendered();
    const boxes = page.rows().map((row) => row.getBoundingClientRect());
    const [one, uno, two, dos] = boxes as [DOMRect, DOMRect, DOMRect, DOMRect];
    expect([uno.left > one.left, uno.top, dos.top]).toEqual([true, one.top, two.top]);
    await until(() => expect(page.told('log')).toHaveLength(2));
    expect(page.told('log')).toEqual(['Good morning', 'Welcome']);
  });

  it('is followed as it is chosen, wherever that was done', async () => {
    localStorage.setItem(keptKey, 'tracks=main,es');
    const page = putOnPage();
    await until(() => expect(page.relay.links).toHaveLength(1));
    page.relay.snapshot(spoken);
    await rendered();
    localStorage.removeItem(keptKey);
    dispatchEvent(new StorageEvent('storage', { key: keptKey }));
    await rendered();
    expect(page.relay.allSent('tracks')).toEqual([{ type: 'tracks', tracks: ['main'] }]);
    page.relay.addLine('Un momento', { track: 'es', lang: 'es' });
    await until(() => expect(page.told('log')).toEqual(['Un momento']));
  });

  it('shows the main track too where the one that was chosen is silent', async () => {
    localStorage.setItem(keptKey, 'tracks=fr');
    const page = putOnPage();
    await until(() => expect(page.relay.links).toHaveLength(1));
    page.relay.snapshot({ tracks: ['main'] });
    await rendered();
    expect(page.relay.allSent('tracks')).toEqual([{ type: 'tracks', tracks: ['fr', 'main'] }]);
    page.relay.snapshot({ lines: [line(1, 'Hello')], tracks: ['main'] });
    await rendered();
    expect(page.texts()).toEqual(['Hello']);
    expect(page.relay.allSent('tracks')).toHaveLength(1);
  });
});
