import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { addBox, clearPage, rendered } from './on-page.ts';

let runs = 0;

/** Runs the script as a tag with these data-attributes does. */
async function runTag(data: Record<string, string>) {
  const tag = document.createElement('script');
  // Not put into the page: the browser would run it, and has nothing to load there.
  tag.src = 'https://relay.example/widget.js';
  Object.assign(tag.dataset, data);
  Object.defineProperty(document, 'currentScript', { value: tag, configurable: true });
  const script = new URL('../../widget/script.ts', import.meta.url);
  script.searchParams.set('run', `${runs++}`);
  await import(/* @vite-ignore */ script.href);
  await rendered();
}

const elements = () => [...document.querySelectorAll('caption-wire')];
let logged: string[] = [];

beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((message: string) => logged.push(message));
});
afterEach(() => {
  clearPage();
  Reflect.deleteProperty(document, 'currentScript');
  vi.restoreAllMocks();
});

describe('the script tag', () => {
  it('puts one element into the page, with the relay that it came from', async () => {
    await runTag({ session: 'talk', theme: 'dark', position: 'top', somethingElse: 'x', transport: 'tram' });
    expect(
      elements().map((element) =>
        element.getAttributeNames().map((name) => [name, element.getAttribute(name)]),
      ),
    ).toEqual([
      [
        ['session', 'talk'],
        ['relay', 'https://relay.example'],
        ['position', 'top'],
        ['theme', 'dark'],
      ],
    ]);
    expect(elements()[0]?.parentElement).toBe(document.body);
    expect(elements()[0]?.transport).toBeUndefined();
  });

  it('does nothing for a session that is in the page already', async () => {
    await runTag({ session: 'talk' });
    await runTag({ session: 'talk' });
    expect(elements()).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it('takes another session, and the same one of another relay, for another one', async () => {
    await runTag({ session: 'talk' });
    await runTag({ session: 'other' });
    await runTag({ session: 'talk', relay: 'https://elsewhere.example' });
    expect(elements()).toHaveLength(3);
  });

  it.each([
    [
      {},
      /<script data-session="NAME">: no session; where attributes are dropped, write widget\.js\?session=NAME/,
    ],
    [{ session: 'town hall' }, /session "town hall": a session name is 1 to 64 of/],
    [{ session: 'town hall', target: '#later' }, /session "town hall": a session name is 1 to 64 of/],
    [{ session: 'talk', target: '<<' }, /target "<<": give a CSS selector/],
  ])('logs one clear error for %j and leaves the page alone', async (data, message) => {
    const page = document.body.innerHTML;
    await runTag(data as Record<string, string>);
    expect(logged).toEqual([expect.stringMatching(message)]);
    expect(document.body.innerHTML).toBe(page);
  });

  it('waits for a target that comes later, goes with it and comes back with it', async () => {
    await runTag({ session: 'talk', target: '#box' });
    expect(elements()).toEqual([]);
    const box = addBox();
    await rendered();
    expect(elements()[0]?.parentElement).toBe(box);
    box.remove();
    await rendered();
    expect(elements()).toEqual([]);
    const again = addBox();
    await rendered();
    expect(elements()[0]?.parentElement).toBe(again);
    expect(logged).toEqual([]);
  });

  it('says after a while that a target is not there', async () => {
    vi.useFakeTimers();
    await runTag({ session: 'talk', target: '#nowhere' });
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    expect(logged).toEqual([expect.stringContaining('target "#nowhere" is not in the page yet')]);
    addBox().id = 'nowhere';
    await rendered();
    elements()[0]?.destroy();
  });

  it('comes back when the page throws its content away, but not when its author took it out', async () => {
    await runTag({ session: 'talk' });
    const [element] = elements();
    const copy = element?.cloneNode(true) as HTMLElement;
    const rest = [...document.body.childNodes];
    document.body.innerHTML = '';
    await rendered();
    document.body.append(...rest);
    expect(elements()).toEqual([element]);
    document.body.append(copy);
    await runTag({ session: 'talk' });
    await rendered();
    expect(elements()).toEqual([element]);
    element?.remove();
    await rendered();
    expect(elements()).toEqual([]);
  });

  it('renders inside a target', async () => {
    const box = addBox();
    await runTag({ session: 'talk', target: '#box' });
    expect(elements()[0]?.parentElement).toBe(box);
  });
});
