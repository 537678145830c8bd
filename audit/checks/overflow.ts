// What of the panel is outside of the window, or wider than its own room: for every check that asks whether text is lost.
import type { Page } from 'playwright-core';

import type { Finding } from '../contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';

/** Rounding of a browser's boxes, in pixels. */
const roundingPx = 1;

export function lostParts(page: Page): Promise<Finding[]> {
  return page.evaluate(
    ([key, rounding]) => {
      const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
      const root = document.querySelector('caption-wire')?.shadowRoot;
      const found: { what: string; where: string }[] = [];
      for (const node of root?.querySelectorAll<HTMLElement>('section, section *') ?? []) {
        if (!node.checkVisibility()) continue;
        const { left, right } = node.getBoundingClientRect();
        const isOut = left < -rounding || right > innerWidth + rounding;
        const isCut =
          node.clientWidth > 0 &&
          node.scrollWidth > node.clientWidth + rounding &&
          getComputedStyle(node).overflowX !== 'visible';
        if (isOut) found.push({ what: 'a part of the panel lies outside of the window', where: where(node) });
        else if (isCut) found.push({ what: 'text is cut off at the side', where: where(node) });
      }
      // What holds a lost part is lost with it; the outermost one says it.
      return found.slice(0, 5);
    },
    [notesKey, roundingPx] as const,
  );
}
