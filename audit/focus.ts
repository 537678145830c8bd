// Where the focus is, and putting it somewhere from where it must not move by itself.
import type { Page } from 'playwright-core';

import { notesKey, type NotesWindow, type PageNotes } from './page-notes.ts';

/** What can have the focus by Tab, in CSS. */
export const focusable =
  'a[href],button,input:not([type=hidden]),select,textarea,summary,iframe,audio[controls],video[controls],[contenteditable=""],[contenteditable=true],[tabindex]';

/**
 * Puts the focus on the page's first control, or on the widget's captions; `look` leaves it.
 * @returns what has it then
 */
export function placeFocus(page: Page, where: 'page' | 'panel' | 'look'): Promise<string> {
  return page.evaluate(
    ([place, selector, key]) => {
      const notes = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
      const host = document.querySelector('caption-wire');
      const log = host?.shadowRoot?.querySelector<HTMLElement>('.log');
      const own = [...document.querySelectorAll<HTMLElement>(selector)].find(
        (node) => node.tabIndex >= 0 && node.checkVisibility() && !node.closest('caption-wire'),
      );
      const chosen = place === 'look' ? undefined : place === 'panel' ? (log ?? own) : own;
      chosen?.focus({ preventScroll: true });
      const has = notes.focused();
      return has && has !== document.body ? notes.where(has) : 'nothing';
    },
    [where, focusable, notesKey] as const,
  );
}
