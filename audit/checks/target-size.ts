// Nothing to press is smaller than 24 by 24 CSS pixels.
import type { Check } from '../contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';

const leastPx = 24;

export const targetSize: Check = {
  id: 'target-size',
  title: `Targets are at least ${leastPx} by ${leastPx} CSS pixels`,
  why: 'People whose hands shake, and everybody on a phone, press the wrong control or none.',
  fix: 'Give the panel more room: widen its target, and set no smaller --captionwire-size on it.',
  clause: 'WCAG 2.2 2.5.8',
  async look({ page }) {
    return page.evaluate(
      ([key, least]) => {
        const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
        const root = document.querySelector('caption-wire')?.shadowRoot;
        const targets = [...(root?.querySelectorAll('button,input,select,textarea,summary,a[href]') ?? [])];
        return targets.flatMap((node) => {
          if (!node.checkVisibility()) return [];
          const own = node.getBoundingClientRect();
          // A field whose label is a target as large counts with it.
          const label = node.closest('label')?.getBoundingClientRect();
          const width = Math.max(own.width, label?.width ?? 0);
          const height = Math.max(own.height, label?.height ?? 0);
          if (width >= least && height >= least) return [];
          return [{ what: `a target is smaller than ${least} px`, where: where(node) }];
        });
      },
      [notesKey, leastPx] as const,
    );
  },
};
