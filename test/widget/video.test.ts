import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { addFilm, startOverFilm as start } from './film.ts';
import { line } from '../helpers/records.ts';
import { clearPage, rendered } from './on-page.ts';

let logged: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((message: string) => logged.push(message));
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('captions over a film', () => {
  it('are its last three lines, with what is still being said, and the panel begins closed', async () => {
    addFilm();
    const { relay, shown, find } = await start();
    relay.snapshot({ lines: [1, 2, 3].map((seq) => line(seq, `Line ${seq}`, { speaker: 'Maya' })) });
    relay.interim('l4', 'Still being s', 1, { speaker: 'Tom' });
    await rendered();
    expect(shown()).toEqual(['Line 2', 'Line 3', 'Tom: Still being s']);
    relay.interim('l4', 'Still being said', 2, { speaker: 'Tom' });
    await rendered();
    expect(shown()[2]).toBe('Tom: Still being said');
    expect(find('section')?.className).toBe('');
    expect(logged).toEqual([]);
  });

  it('are a left-justified block of 68 % in its middle, a twelfth above the bottom, in letters of a twentieth', async () => {
    addFilm();
    const { relay, over } = await start();
    relay.snapshot({
      lines: [line(1, 'A line that is long enough to fill all the width that there is for it, and more')],
    });
    await rendered();
    const block = (over().firstElementChild as HTMLElement).getBoundingClientRect();
    expect(block.left).toBeCloseTo(100 + 600 * 0.16, 0);
    expect(block.width).toBeCloseTo(600 * 0.68, 0);
    expect(block.bottom).toBeCloseTo(50 + 360 - 30, 0);
    const row = over().querySelector('p') as HTMLElement;
    expect(getComputedStyle(row).fontSize).toBe('18px');
    expect(getComputedStyle(row).textAlign).toBe('start');
    expect(getComputedStyle(over()).pointerEvents).toBe('none');
  });

  it('are at most three lines high, the newest of them', async () => {
    addFilm();
    const { relay, over } = await start();
    relay.snapshot({ lines: [line(1, 'word '.repeat(80)), line(2, 'end')] });
    await rendered();
    const block = over().firstElementChild as HTMLElement;
    expect(block.getBoundingClientRect().height).toBeCloseTo(3 * 18 * 1.5, 0);
    const last = over().querySelector('.rows')?.lastElementChild;
    expect(last?.getBoundingClientRect().bottom).toBeCloseTo(block.getBoundingClientRect().bottom, 0);
  });

  it('have a bar behind each row that is no wider than its words', async () => {
    addFilm();
    const { relay, over } = await start();
    relay.snapshot({ lines: [line(1, `${'word '.repeat(10)}end`)] });
    await rendered();
    const bars = [...(over().querySelector('p') as HTMLElement).getClientRects()];
    expect(bars.length).toBeGreaterThan(1);
    const [first, last] = [bars[0], bars.at(-1)] as [DOMRect, DOMRect];
    expect(last.top).toBeGreaterThan(first.top);
    expect(last.width).toBeLessThan(first.width / 2);
    expect(last.left).toBeCloseTo(first.left, 0);
  });

  it('repeat the speaker’s name above a line whose first row has no room', async () => {
    addFilm();
    const { relay, over, shown } = await start();
    relay.snapshot({ lines: [line(1, 'word '.repeat(80), { speaker: 'Maya' })] });
    await vi.waitFor(() => expect(shown()[0]).toBe('Maya:'));
    expect(over().firstElementChild?.getBoundingClientRect().height).toBeCloseTo(3 * 18 * 1.5, 0);
    relay.interim('l2', 'Yes.', 1, { speaker: 'Tom' });
    await vi.waitFor(() => expect(shown().at(-1)).toBe('Tom: Yes.'));
  });

  it('stay above the controls of a film that rests, and use more width where it is narrow', async () => {
    const film = addFilm('position:absolute;left:0;top:0;width:280px;height:158px');
    film.controls = true;
    const { relay, over } = await start();
    relay.snapshot({ lines: [line(1, 'word '.repeat(20))] });
    await rendered();
    const block = (over().firstElementChild as HTMLElement).getBoundingClientRect();
    expect(block.width).toBeCloseTo(280 * 0.92, 0);
    expect(158 - block.bottom).toBeGreaterThanOrEqual(72);
    expect(parseFloat(getComputedStyle(over()).fontSize)).toBeGreaterThanOrEqual(14);
  });

  it('wear the reader’s choices', async () => {
    localStorage.setItem('captionwire', 'size=200;colour=#ffff00;font=serif;interim=no');
    addFilm();
    const { relay, over, shown } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    relay.interim('l2', 'Not yet');
    await rendered();
    const { fontSize, color, fontFamily } = getComputedStyle(over().querySelector('p') as HTMLElement);
    expect([fontSize, shown()]).toEqual(['36px', ['One']]);
    // Mixed with how opaque it is to be.
    expect(color).toMatch(/rgb\(255, 255, 0\)|srgb 1 1 0/);
    expect(fontFamily).toMatch(/serif$/);
  });

  it('go with the film, and are away while it is not to be seen', async () => {
    const film = addFilm();
    const { relay, over, isSeen, look } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    await rendered();
    film.style.left = '20px';
    film.style.width = '300px';
    await look();
    const { x, width } = over().getBoundingClientRect();
    expect([x, width]).toEqual([20, 300]);
    film.style.display = 'none';
    await look();
    expect(isSeen()).toBe(false);
  });

  it('can be switched off and on in the tools, by one button', async () => {
    addFilm();
    const { relay, isSeen, button } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    button('Captions')?.click();
    await rendered();
    button('Tools')?.click();
    await rendered();
    button('Over the video')?.click();
    await rendered();
    expect(isSeen()).toBe(false);
    expect(button('Over the video')?.ariaPressed).toBe('false');
    button('Over the video')?.click();
    await rendered();
    expect(isSeen()).toBe(true);
  });

  it('wait for a film that comes later, and say so once in the console', async () => {
    const { relay, isSeen, shown, look, find } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    await rendered();
    expect(logged).toEqual([
      'captionwire: video "#film": give a CSS selector of a <video>, or of its player',
    ]);
    expect(find('section')?.className).toBe('open');
    const film = addFilm();
    await look();
    expect([isSeen(), shown()]).toEqual([true, ['One']]);
    film.remove();
    await look();
    expect(isSeen()).toBe(false);
    addFilm();
    await look();
    expect(isSeen()).toBe(true);
    expect(logged).toHaveLength(1);
  });

  it('leave nothing behind', async () => {
    const film = addFilm();
    const { relay, destroy, root } = await start();
    relay.snapshot({ lines: [line(1, 'One')] });
    await rendered();
    destroy();
    await rendered();
    expect(root.querySelector('.over')).toBeNull();
    expect(film.textTracks[0]?.mode).toBe('disabled');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
