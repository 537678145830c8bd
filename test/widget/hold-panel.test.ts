import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { line } from '../helpers/records.ts';
import { clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
});

describe('time in the reader’s hand', () => {
  const start = async (options = {}) => {
    const page = putOnPage(options);
    await rendered();
    // With a delay the session waits for the tools.
    await vi.dynamicImportSettled();
    await rendered();
    page.relay.snapshot({ lines: [line(1, 'Before')] });
    await rendered();
    page.button('Tools')?.click();
    await vi.dynamicImportSettled();
    await rendered();
    const bar = () => page.find('.bar')?.textContent ?? '';
    const press = async (name: string) => {
      page.button(name)?.click();
      await rendered();
    };
    return { ...page, bar, press };
  };

  it('Pause stops the words and says how many wait; Resume goes on', async () => {
    const { relay, texts, bar, press, told } = await start();
    await press('Pause');
    await vi.advanceTimersByTimeAsync(1_000);
    relay.addLine('One');
    relay.addLine('Two');
    await rendered();
    expect(texts()).toEqual(['Before']);
    expect(bar()).toContain('Paused · 2 lines waiting');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told('status')).toContain('Paused');
    await press('Resume');
    expect(texts()).toEqual(['Before']);
    expect(bar()).toContain('3 s behind');
    await vi.advanceTimersByTimeAsync(2_000);
    await rendered();
    expect(texts()).toEqual(['Before', 'One', 'Two']);
    expect(bar()).not.toContain('behind');
  });

  it('says nothing of a short loss that is over, though the words of it are still held', async () => {
    const { relay, press, told, find } = await start();
    await press('Pause');
    relay.drop();
    await vi.advanceTimersByTimeAsync(1_000);
    relay.resume();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(find('.foot')?.textContent).toBe('');
    expect(told('status').join()).not.toContain('Reconnecting');
  });

  it('lets an alert through at once, told once, while the words before it wait', async () => {
    const { relay, texts, press, told, find } = await start();
    await press('Pause');
    relay.addLine('One');
    relay.addRecords({ type: 'status', level: 'info', text: 'A break' });
    relay.addRecords({ type: 'status', level: 'alert', text: 'Leave the building' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(texts()).toEqual(['Before']);
    expect(find('.status')?.textContent).toContain('Leave the building');
    expect(told('alert')).toEqual(['Leave the building']);
    await vi.advanceTimersByTimeAsync(10_000);
    await press('Jump to live');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(texts()).toEqual(['Before', 'One']);
    expect(find('.status')?.textContent).toContain('Leave the building');
    expect(told('alert')).toEqual([]);
    relay.addRecords({ type: 'status', level: 'info', text: 'All is well' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(find('.status')?.textContent).toContain('All is well');
  });

  it('Jump to live is there while words wait, also when the bar is closed, and leaves the focus in the panel', async () => {
    const { relay, texts, bar, press, root } = await start();
    expect(bar()).not.toContain('Jump to live');
    await press('Pause');
    relay.addLine('One');
    await press('Tools');
    expect(bar()).toContain('Paused · 1 line waiting');
    const jump = root.querySelector<HTMLElement>('[data-tool=jump]');
    jump?.focus();
    jump?.click();
    await rendered();
    expect(texts()).toEqual(['Before', 'One']);
    expect(root.querySelector('.bar')).toBeNull();
    expect(root.activeElement?.textContent).toBe('Tools');
  });

  it('the reader’s delay wins over the attribute', async () => {
    localStorage.setItem('captionwire', 'delay=5');
    const { relay, texts } = await start({ delay: 60 });
    await vi.advanceTimersByTimeAsync(5_100);
    await rendered();
    expect(texts()).toEqual(['Before']);
    relay.addLine('One');
    await vi.advanceTimersByTimeAsync(4_900);
    await rendered();
    expect(texts()).toEqual(['Before']);
    await vi.advanceTimersByTimeAsync(200);
    await rendered();
    expect(texts()).toEqual(['Before', 'One']);
  });
});
