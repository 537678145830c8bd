// While assistive technology hears nothing of the page, lines are counted instead of queued: coming back is not a flood.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { asHeard, clearPage, putOnPage, rendered } from './on-page.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  clearPage();
  vi.useRealTimers();
  Reflect.deleteProperty(document, 'hidden');
});

const setHidden = (hidden: boolean) =>
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });

/** A widget that is connected, and all that enters its regions from then on. */
async function start() {
  const page = putOnPage();
  await rendered();
  page.relay.snapshot();
  await vi.advanceTimersByTimeAsync(8_000);
  const told: string[] = [];
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) told.push(asHeard(node));
  }).observe(page.element, { childList: true, subtree: true });
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await rendered();
  };
  return { ...page, heard: told, pass };
}

describe('a page in the background', () => {
  it('for five minutes says how many lines were skipped when it is back, and goes on', async () => {
    const { relay, heard, pass } = await start();
    relay.addLine('Before.');
    await pass(1_000);
    setHidden(true);
    for (let n = 0; n < 150; n++) {
      relay.addLine(`Line ${n}.`);
      await pass(2_000);
    }
    setHidden(false);
    await pass(2_000);
    expect(heard).toEqual(['Before.', '150 lines skipped']);
    relay.addLine('After.');
    await pass(1_000);
    expect(heard.at(-1)).toBe('After.');
  });
});

describe('behind something modal of the page', () => {
  const modal = (inside?: Element) => {
    const dialog = document.createElement('dialog');
    dialog.dataset.test = '';
    document.body.append(dialog);
    if (inside) dialog.append(inside);
    dialog.showModal();
    return dialog;
  };

  it('nothing is announced, and afterwards how much that was', async () => {
    const { relay, heard, pass } = await start();
    const dialog = modal();
    relay.addLine('Behind it.');
    await pass(5_000);
    expect(heard).toEqual([]);
    dialog.close();
    await pass(2_000);
    expect(heard).toEqual(['1 line skipped']);
  });

  it('is not where the widget stands inside it, and is where the page made it inert', async () => {
    const { relay, heard, pass, element } = await start();
    modal(element);
    await pass(0);
    relay.addLine('In it.');
    await pass(1_000);
    expect(heard.at(-1)).toBe('In it.');
    element.inert = true;
    relay.addLine('Inert.');
    await pass(2_000);
    element.inert = false;
    await pass(2_000);
    expect(heard.at(-1)).toBe('1 line skipped');
  });
});
