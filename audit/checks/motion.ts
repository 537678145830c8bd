// Nothing flashes, and nothing moves for those who asked for less motion: an animation that the page gives to everything takes
// the panel along, because what holds it is animated.
import type { Check } from '../contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from '../page-notes.ts';

/** Three flashes a second are the most. */
const flashMs = 1_000 / 3;

export const motion: Check = {
  id: 'motion',
  title: 'Nothing of the captions flashes or keeps moving',
  why: 'Flashing can bring on seizures; text that moves cannot be read by people with vestibular disorders, dyslexia or low vision.',
  fix: 'Give animations to the elements that need them instead of to *, and end them in @media (prefers-reduced-motion: reduce).',
  clause: 'WCAG 2.2 2.3.1, 2.2.2',
  async look({ page, view }) {
    return page.evaluate(
      ([key, flash, isReduced]) => {
        const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
        const host = document.querySelector('caption-wire');
        const all = [...document.getAnimations(), ...(host?.shadowRoot?.getAnimations() ?? [])];
        return all.flatMap((animation) => {
          const effect = animation.effect as KeyframeEffect | null;
          const target = effect?.target;
          const isOurs =
            target && host && (target.contains(host) || target.getRootNode() === host.shadowRoot);
          if (!isOurs || animation.playState !== 'running') return [];
          const { duration, iterations = 1 } = effect.getTiming();
          const what =
            Number(duration) < flash && iterations > 3
              ? `an animation repeats every ${Math.round(Number(duration))} ms`
              : isReduced && iterations === Infinity
                ? 'an animation goes on for ever where less motion is asked for'
                : '';
          return what ? [{ what, where: where(target) }] : [];
        });
      },
      [notesKey, flashMs, view === 'reduced-motion'] as const,
    );
  },
};
