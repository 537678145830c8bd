// Nothing of the page lies over the panel: its controls and captions are what a pointer meets at their place.
import type { Check } from '../contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';

export const inSight: Check = {
  id: 'in-sight',
  title: 'Nothing of the page lies over the captions',
  why: 'Captions cannot be read, their controls cannot be pressed, and the focus goes where it cannot be seen.',
  fix: 'Lower the z-index of what lies over it, keep it out of the top layer, or dock the captions elsewhere (data-position="top", data-target).',
  clause: 'WCAG 2.2 2.4.11',
  async look({ page }) {
    return page.evaluate((key) => {
      const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
      const host = document.querySelector('caption-wire');
      const parts = [...(host?.shadowRoot?.querySelectorAll('.head button,.log') ?? [])];
      const over = new Map<Element, string>();
      for (const part of parts) {
        const { left, top, width, height } = part.getBoundingClientRect();
        const x = left + width / 2;
        const y = top + height / 2;
        // What is scrolled out of the window is covered by nothing.
        if (!part.checkVisibility() || x < 0 || y < 0 || x > innerWidth || y > innerHeight) continue;
        const met = document.elementFromPoint(x, y);
        // A panel around the widget that lets pointers through, and the page below it.
        if (met && host && !met.contains(host) && met !== host) over.set(met, where(part));
      }
      return [...over.keys()].map((node) => ({ what: 'this lies over the captions', where: where(node) }));
    }, notesKey);
  },
};
