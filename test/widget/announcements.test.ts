import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { line } from '../helpers/records.ts';
import { asHeard, clearPage, putOnPage, rendered } from './on-page.ts';

const start = async (options = {}) => {
  const page = putOnPage(options);
  await rendered();
  return page;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

/** Every text that entered a region of the page, in order. */
function listen() {
  const told: string[] = [];
  new MutationObserver((records) => {
    for (const record of records) {
      for (const node of record.addedNodes) told.push(asHeard(node));
    }
  }).observe(document.body, { childList: true, subtree: true });
  return async (ms = 3_000) => {
    await vi.advanceTimersByTimeAsync(ms);
    await rendered();
    return told;
  };
}

describe('what assistive technology is told', () => {
  it('is that captions are connected, once, and no history', async () => {
    const { relay, told } = await start();
    relay.snapshot({ lines: [line(1, 'Said before')] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told('status')).toEqual(['Captions connected']);
    expect(told('log')).toEqual([]);
  });

  it('is each finished line once, with the name when the speaker changed', async () => {
    const { relay } = await start();
    relay.snapshot();
    const heard = listen();
    relay.addLine('Hello.', { speaker: 'Maya' });
    relay.addLine('Welcome.', { speaker: 'Maya' });
    relay.addLine('applause', { kind: 'sound' });
    relay.addLine('Thank you.', { speaker: 'Tom' });
    expect(await heard()).toEqual(['Maya: Hello.', 'Welcome.', '[applause]', 'Tom: Thank you.']);
  });

  it('is never interim text', async () => {
    const { relay } = await start();
    relay.snapshot();
    const heard = listen();
    for (let rev = 1; rev < 20; rev++) relay.interim('l1', 'word '.repeat(rev), rev);
    expect(await heard()).toEqual([]);
    relay.addRecords({ type: 'line', id: 'l1', rev: 1, text: 'word word' });
    expect(await heard()).toEqual(['word word']);
  });

  it('is a correction as a correction, and of a retraction nothing', async () => {
    const { relay } = await start();
    relay.snapshot({ lines: [line(1, 'We meat at ten'), line(2, 'Oops')] });
    const heard = listen();
    relay.addRecords({ type: 'line', id: 'l1', rev: 2, text: 'We meet at ten' });
    relay.addRecords({ type: 'retract', id: 'l2' });
    expect(await heard()).toEqual(['Correction: We meet at ten']);
  });

  it('is info and warning in the status region and an alert in the alert region', async () => {
    const { relay, told } = await start();
    relay.snapshot();
    await vi.advanceTimersByTimeAsync(8_000);
    relay.addRecords({ type: 'status', level: 'info', text: 'Slides are up' });
    relay.addRecords({ type: 'status', level: 'warning', text: 'Break until 10:30' });
    relay.addRecords({ type: 'status', level: 'alert', text: 'Leave the room' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told('status')).toEqual(['Slides are up', 'Warning: Break until 10:30']);
    expect(told('alert')).toEqual(['Leave the room']);
  });

  it('is typing after 2 s, once per person and burst', async () => {
    const { relay } = await start();
    relay.snapshot();
    const heard = listen();
    const maya = { name: 'Maya', leftMs: 6_000 };
    relay.typing(maya);
    expect(await heard(1_900)).toEqual([]);
    relay.typing(maya, { name: 'Tom', leftMs: 1_000 });
    expect(await heard(200)).toEqual(['Maya is typing…']);
    relay.typing(maya);
    expect(await heard(5_000)).toEqual(['Maya is typing…']);
    relay.typing();
    relay.typing(maya);
    expect(await heard(2_100)).toHaveLength(2);
  });

  it('is the loss of the connection after 2 s, what was missed, and that it is back', async () => {
    const { relay } = await start();
    relay.snapshot();
    const heard = listen();
    relay.drop();
    expect(await heard(1_500)).toEqual([]);
    expect(await heard(1_000)).toEqual(['Reconnecting…']);
    relay.resume([line(1, 'Missed one'), line(2, 'Missed two')]);
    expect(await heard(1_000)).toEqual([
      'Reconnecting…',
      'Captions are back, with 2 lines that you missed',
      'Missed one',
      'Missed two',
    ]);
  });

  it('carries the language of each line', async () => {
    const { relay, region } = await start();
    relay.snapshot();
    relay.addLine('Guten Abend', { lang: 'de' });
    await vi.advanceTimersByTimeAsync(500);
    expect(region('log').querySelector('p')?.lang).toBe('de');
  });

  it('is nothing with announce=off, though the regions stay', async () => {
    const { relay, region } = await start({ announce: 'off' });
    const heard = listen();
    relay.snapshot();
    relay.addLine('Hello');
    relay.addRecords({ type: 'status', level: 'alert', text: 'Leave' });
    expect(await heard()).toEqual([]);
    expect(region('log').isConnected).toBe(true);
  });

  it('is every alert before what else waits, in the order they were given', async () => {
    const { relay } = await start();
    relay.snapshot();
    const heard = listen();
    relay.addLine('One');
    relay.addLine('Two');
    relay.addRecords({ type: 'status', level: 'alert', text: 'Leave the building' });
    relay.addRecords({ type: 'status', level: 'alert', text: 'All clear' });
    expect((await heard()).filter((text) => text !== 'Captions connected')).toEqual([
      'Leave the building',
      'All clear',
      'One',
      'Two',
    ]);
  });

  it('is two sessions in one page at the pace of one, and a word of both twice', async () => {
    const pages = [await start(), await start({ session: 'other' })];
    for (const { relay } of pages) relay.snapshot();
    await vi.advanceTimersByTimeAsync(1_000);
    const heard = listen();
    for (const { relay } of pages) {
      relay.addLine('Yes.');
      relay.addLine('Go on.');
    }
    expect(await heard(0)).toHaveLength(1);
    expect(await heard(149)).toHaveLength(1);
    expect(await heard(1)).toHaveLength(2);
    expect(await heard(300)).toEqual(['Yes.', 'Go on.', 'Yes.', 'Go on.']);
  });

  it('is what the reader asks for with announce=on-demand, further back when asked again', async () => {
    const { relay, button } = await start({ announce: 'on-demand' });
    await vi.dynamicImportSettled();
    await rendered();
    relay.snapshot({
      lines: [line(1, 'First', { speaker: 'Maya' }), line(2, 'Second', { speaker: 'Maya' })],
    });
    await rendered();
    const heard = listen();
    relay.addLine('Third');
    expect(await heard()).toEqual([]);
    button('Read last line')?.click();
    button('Read last line')?.click();
    expect(await heard(1_000)).toEqual(['Third', 'Maya: Second']);
    await vi.advanceTimersByTimeAsync(6_000);
    button('Read last line')?.click();
    expect((await heard(1_000)).at(-1)).toBe('Third');
    await vi.advanceTimersByTimeAsync(6_000);
    button('Read last line')?.click();
    expect((await heard(1_000)).slice(-2)).toEqual(['Third', 'Third']);
  });

  it('changes with the attribute, at once', async () => {
    const { relay, element } = await start();
    relay.snapshot();
    const heard = listen();
    element.setAttribute('announce', 'off');
    await rendered();
    relay.addLine('Unheard');
    expect(await heard()).toEqual([]);
    element.setAttribute('announce', 'phrases');
    await rendered();
    relay.addLine('Heard');
    expect(await heard()).toEqual(['Heard']);
  });
});
