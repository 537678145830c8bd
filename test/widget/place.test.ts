import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page as tab, userEvent } from 'vitest/browser';

import { addBox, clearPage, leavePage, putOnPage, rendered } from './on-page.ts';

beforeEach(async () => {
  await tab.viewport(1_000, 700);
});
afterEach(() => {
  clearPage();
});

async function start(options = {}) {
  const page = putOnPage(options);
  await rendered();
  // With choices that were kept the session waits for the tools.
  await vi.dynamicImportSettled();
  await rendered();
  page.relay.snapshot();
  page.button('Tools')?.click();
  await vi.dynamicImportSettled();
  await rendered();
  const press = async (name: string) => {
    page.button(name)?.click();
    await rendered();
  };
  await press('Move');
  return {
    ...page,
    press,
    box: () => (page.find('section') as HTMLElement).getBoundingClientRect(),
    handle: (index: number) => page.root.querySelectorAll<HTMLElement>('.handle')[index] as HTMLElement,
    kept: () => localStorage.getItem('captionwire') ?? '',
  };
}

const isInside = ({ left, top, right, bottom }: DOMRect) =>
  left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;

describe('the panel', () => {
  it('is moved by arrow keys on its handle, 16 px at a time and 64 px with Shift', async () => {
    const { box, handle, kept } = await start({ position: 'float' });
    handle(0).focus();
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}');
    const first = box();
    await userEvent.keyboard('{ArrowUp}');
    expect(first.top - box().top).toBeGreaterThan(14);
    expect(first.top - box().top).toBeLessThan(18);
    const second = box();
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    expect(second.left - box().left).toBeGreaterThan(62);
    expect(second.left - box().left).toBeLessThan(66);
    expect(kept()).toMatch(/left=.*top=/);
  });

  it('is moved by pressing buttons one after the other, and never out of sight', async () => {
    const { box, press } = await start();
    for (let count = 0; count < 100; count++) await press('Up');
    for (let count = 0; count < 100; count++) await press('Left');
    expect(box().top).toBeCloseTo(0, 0);
    expect(box().left).toBeCloseTo(0, 0);
    for (let count = 0; count < 150; count++) await press('Right');
    for (let count = 0; count < 150; count++) await press('Down');
    expect(box().right).toBeCloseTo(innerWidth, 0);
    expect(box().bottom).toBeCloseTo(innerHeight, 0);
  });

  it('stays in sight when what is in it grows', async () => {
    const { box, press } = await start({ position: 'float' });
    for (let count = 0; count < 40; count++) await press('Down');
    await press('Move');
    expect(isInside(box())).toBe(true);
    await press('Settings');
    expect(isInside(box())).toBe(true);
  });

  it('is resized by keys and by buttons, within the window', async () => {
    const { box, handle, press } = await start({ position: 'float' });
    const { width, height } = box();
    await press('Narrower');
    await press('Taller');
    expect(width - box().width).toBeGreaterThan(13);
    expect(box().height - height).toBeCloseTo(16, 0);
    handle(1).focus();
    await userEvent.keyboard('{ArrowUp}');
    expect(box().height).toBeCloseTo(height, 0);
    for (let count = 0; count < 100; count++) await press('Taller');
    expect(isInside(box())).toBe(true);
  });

  it('is where the reader put it when it comes again, and back where the site has it when asked', async () => {
    const first = await start({ position: 'float' });
    const before = first.box();
    for (let count = 0; count < 5; count++) await first.press('Up');
    await first.press('Narrower');
    const { left, top } = first.box();
    leavePage();
    const { box, press, kept } = await start({ position: 'float' });
    expect(box().left).toBeCloseTo(left, 0);
    expect(box().left).toBeCloseTo(left, 0);
    expect(box().top).toBeCloseTo(top, 0);
    await press('Put back');
    expect(box().bottom).toBeCloseTo(before.bottom, 0);
    expect(kept()).toBe('');
  });

  it('cannot be moved where the page gives it a place', async () => {
    addBox();
    const { button } = await start({ target: '#box' });
    expect(button('Tools')).toBeDefined();
    expect(button('Move')).toBeUndefined();
  });
});
