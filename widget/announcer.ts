// Hands finished texts to the regions in order, at the pace of the page. It bounds how far speech may fall behind the
// words: what would be spoken too late, or cannot be heard now, is counted and said to be skipped instead.
import { enqueue, forget, waitingInPage } from './pace.ts';
import type { RegionName, Regions } from './regions.ts';

export type AnnouncerOptions = {
  readonly regions: Pick<Regions, 'append'>;
  /** The sentence for lines that were left out, and its language. */
  skipped(lines: number): { readonly text: string; readonly lang: string };
  /** Whether assistive technology hears nothing of the regions now; it always does by default. */
  isUnheard?(): boolean;
};

export type Announcer = {
  /** How fast the screen reader speaks. A slower rate skips lines sooner; Infinity skips none for being late. */
  charactersPerSecond: number;
  /** A caption: may be skipped when too much speech waits. */
  line(text: string, lang?: string): void;
  /**
   * Something said about the captions; alerts go before all else that waits, in order. Nothing of it is skipped, but the newest of
   * each region stands for all that could not be heard.
   */
  say(region: RegionName, text: string, lang?: string): void;
  /** Forgets what waits. */
  clear(): void;
};

/** Lines are skipped while more speech than this waits. */
const backlogMs = 15_000;
/** Lines are taken again, after the word about the skipped ones, when no more than this waits. */
const resumeMs = 5_000;
/** Lines are skipped while so many announcements wait, about a minute's worth, at any rate of speech. */
const mostWaiting = 400;
/** About 250 words a minute: more than anybody speaks for long. */
const usualRate = 25;
/** How soon it is noticed that the regions are heard again. */
const unheardCheckMs = 1_000;

/**
 * Whether assistive technology hears nothing of an element: it has no regions yet, its page is in the background, or something modal of the page makes
 * everything else inert (HTML, 6.6.2); in Chromium what is full screen does so too.
 */
export function isUnheard(element: Element): boolean {
  const isReady = element.querySelector('[data-captionwire-region]');
  if (document.hidden || !isReady || element.closest('[inert]')) return true;
  const modal = document.fullscreenElement ?? document.querySelector('dialog:modal');
  return !!modal && !modal.contains(element);
}

export function createAnnouncer({ regions, skipped, isUnheard = () => false }: AnnouncerOptions): Announcer {
  /** When a screen reader will have spoken all that was taken so far. */
  let spokenAtMs = 0;
  let skippedLines = 0;
  /** The newest that could not be heard of each region. */
  const unheard = new Map<RegionName, [text: string, lang: string | undefined]>();
  let skipTimer: ReturnType<typeof setTimeout> | undefined;

  const waitingMs = () => Math.max(0, spokenAtMs - performance.now());

  function say(region: RegionName, text: string, lang?: string): void {
    spokenAtMs = performance.now() + waitingMs() + (text.length * 1_000) / announcer.charactersPerSecond;
    enqueue({
      owner: regions,
      urgent: region === 'alert',
      announce: () => regions.append(region, text, lang),
    });
  }

  /** Says how many lines were skipped, once there is room and somebody hears it; then what else was not heard. */
  function tellSoon(): void {
    const waitMs = isUnheard() ? unheardCheckMs : waitingMs() - resumeMs;
    skipTimer ??= setTimeout(() => {
      skipTimer = undefined;
      if (isUnheard()) return tellSoon();
      const { text, lang } = skipped(skippedLines);
      if (skippedLines > 0) say('log', text, lang);
      skippedLines = 0;
      for (const [region, [text, lang]] of unheard) say(region, text, lang);
      unheard.clear();
    }, waitMs);
  }

  const announcer: Announcer = {
    charactersPerSecond: usualRate,
    line(text, lang) {
      // Once one line is skipped all are, until the word about them: what is spoken stays in order.
      const hasRoom = waitingMs() <= backlogMs && waitingInPage() < mostWaiting;
      if (skippedLines === 0 && hasRoom && !isUnheard()) return say('log', text, lang);
      skippedLines++;
      tellSoon();
    },
    say(region, text, lang) {
      if (!isUnheard()) return say(region, text, lang);
      unheard.set(region, [text, lang]);
      tellSoon();
    },
    clear() {
      forget(regions);
      clearTimeout(skipTimer);
      skipTimer = undefined;
      skippedLines = spokenAtMs = 0;
      unheard.clear();
    },
  };
  return announcer;
}
