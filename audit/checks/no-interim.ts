// Text that is still being said never gets into a live region: 3 s of growing text take a screen reader a minute to speak.
import type { Check } from '../contract.ts';

export const noInterim: Check = {
  id: 'no-interim',
  title: 'Nothing unfinished is announced',
  why: 'A screen reader reads every step of a growing line, falls minutes behind, and the lines after it wait.',
  fix: 'Write only finished lines (the event captionwire:line) into live regions, best none: the widget announces them.',
  clause: 'WCAG 2.2 4.1.3',
  async end({ watcher, drive }) {
    const unfinished = drive.unfinished();
    const { announced } = await watcher.notes();
    return announced
      .filter(({ text }) => unfinished.some((part) => text === part || text.endsWith(`: ${part}`)))
      .map(({ text, region, isWidget }) => ({
        what: `“${text}” was announced before its line was finished`,
        where: isWidget ? `caption-wire > [data-captionwire-region="${region}"]` : region,
      }));
  },
};
