// By keyboard alone: Tab reaches the panel, walks through it, and leaves it in both directions; each stop is seen; Escape closes
// what was opened and gives the focus back to what opened it.
import type { Check, Finding, Stage } from '../contract.ts';
import { focusable } from '../focus.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';

/** Further than any way out of a panel. */
const spareSteps = 10;

type Focus = { readonly isInside: boolean; readonly where: string; readonly hasRing: boolean };

const focusNow = ({ page }: Stage): Promise<Focus> =>
  page.evaluate((key) => {
    const notes = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
    const node = notes.focused();
    const isInside = document.activeElement?.localName === 'caption-wire';
    if (!node || !isInside) return { isInside, where: node ? notes.where(node) : 'nothing', hasRing: true };
    const { outlineStyle, outlineWidth } = getComputedStyle(node);
    return {
      isInside,
      where: notes.where(node),
      hasRing: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1,
    };
  }, notesKey);

/** Puts the focus on the last control before the widget. @returns how many stops the widget has */
const standBefore = ({ panel }: Stage): Promise<number> =>
  panel.host.evaluate((host, selector) => {
    const usable = (root: ParentNode) =>
      [...root.querySelectorAll<HTMLElement>(selector)].filter(
        (node) => node.tabIndex >= 0 && node.checkVisibility(),
      );
    const before = usable(document).filter(
      (node) => host.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING,
    );
    (document.activeElement as HTMLElement | null)?.blur();
    before.at(-1)?.focus({ preventScroll: true });
    return usable(host.shadowRoot as ShadowRoot).length;
  }, focusable);

const neighbourAttribute = 'data-captionwire-neighbour';

/**
 * Puts something that can have the focus before and after everything in the page: where the widget is all there is, leaving it at
 * one end is coming back at the other, which looks like a trap.
 */
const addNeighbours = ({ page }: Stage): Promise<void> =>
  page.evaluate((attribute) => {
    const neighbour = () => {
      const button = document.createElement('button');
      button.setAttribute(attribute, '');
      button.style.cssText = 'position:fixed;top:0;width:1px;height:1px;opacity:0';
      return button;
    };
    document.body.prepend(neighbour());
    document.body.append(neighbour());
  }, neighbourAttribute);

const removeNeighbours = ({ page }: Stage): Promise<void> =>
  page.evaluate((attribute) => {
    for (const button of document.querySelectorAll(`[${attribute}]`)) button.remove();
  }, neighbourAttribute);

async function walkBetweenNeighbours(stage: Stage): Promise<Finding[]> {
  await addNeighbours(stage);
  try {
    return await walk(stage);
  } finally {
    await removeNeighbours(stage);
  }
}

async function walk(stage: Stage): Promise<Finding[]> {
  const { page, panel } = stage;
  const stops = await standBefore(stage);
  const found: Finding[] = [];
  let now: Focus | undefined;
  for (let step = 0; step < spareSteps && !now?.isInside; step++) {
    await page.keyboard.press('Tab');
    now = await focusNow(stage);
  }
  if (!now?.isInside) {
    return [{ what: 'Tab does not get into the panel from what stands before it', where: 'caption-wire' }];
  }
  const unseen = new Set<string>();
  for (let step = 0; step < stops + spareSteps && now.isInside; step++) {
    if (!now.hasRing) unseen.add(now.where);
    await page.keyboard.press('Tab');
    now = await focusNow(stage);
  }
  for (const where of unseen) found.push({ what: 'nothing shows that this has the focus', where });
  if (now.isInside) found.push({ what: 'Tab does not get out of the panel', where: now.where });
  // An open tool hides the buttons of the head in a small window.
  await panel
    .part('button:visible')
    .first()
    .evaluate((node) => (node as HTMLElement).focus());
  await page.keyboard.press('Shift+Tab');
  now = await focusNow(stage);
  if (now.isInside) found.push({ what: 'Shift+Tab does not get out of the panel', where: now.where });
  return found;
}

async function escape({ page, panel }: Stage): Promise<Finding[]> {
  const first = panel.part('.drawer').locator(focusable).first();
  await first.evaluate((node) => (node as HTMLElement).focus());
  await page.keyboard.press('Escape');
  const isClosed = (await panel.part('.drawer').count()) === 0;
  const tool = await panel.host.evaluate((host) => host.shadowRoot?.activeElement?.getAttribute('data-tool'));
  if (!isClosed) return [{ what: 'Escape does not close the open tool', where: 'caption-wire >> .drawer' }];
  if (!tool)
    return [
      { what: 'Escape does not give the focus back to the tool’s button', where: 'caption-wire >> .bar' },
    ];
  return [];
}

export const keyboard: Check = {
  id: 'keyboard',
  title: 'Tab reaches and leaves everything, and Escape closes what is open',
  why: 'Who cannot use a mouse never gets to the captions’ tools, or never gets away from them.',
  fix: 'Take out the listener of the page that moves the focus or swallows Tab or Escape: the widget is no dialog and needs no focus trap.',
  clause: 'WCAG 2.2 2.1.1, 2.1.2, 2.4.7',
  async act(stage) {
    if (stage.state === 'finished') return walkBetweenNeighbours(stage);
    return stage.state === 'settings-open' ? escape(stage) : [];
  },
};
