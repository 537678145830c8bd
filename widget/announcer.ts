// Hands finished texts to the regions in order, at a pace that assistive technology keeps. It bounds how far speech
// may fall behind the words: what would be spoken too late is counted and said to be skipped instead.
import type { RegionName, Regions } from './regions.ts';

export type AnnouncerOptions = {
  readonly regions: Pick<Regions, 'append'>;
  /** The sentence for lines that were left out, and its language. */
  skipped(lines: number): { readonly text: string; readonly lang: string };
};

export type Announcer = {
  /** A caption: may be skipped when too much speech waits. */
  line(text: string, lang?: string): void;
  /** Something said about the captions: never skipped; an alert goes before all that waits. */
  say(region: RegionName, text: string, lang?: string): void;
  /** Forgets what waits. */
  clear(): void;
};

/** Chromium scrambles the order of announcements that are closer together than this, over all regions. */
const paceMs = 150;
/** Lines are skipped while more speech than this waits. */
const backlogMs = 15_000;
/** Lines are taken again, after the word about the skipped ones, when no more than this waits. */
const resumeMs = 5_000;
/** How long a screen reader at its usual rate takes for one character. */
const characterMs = 1_000 / 15;

export function createAnnouncer({ regions, skipped }: AnnouncerOptions): Announcer {
  let queue: [RegionName, string, string?][] = [];
  let appendedAtMs = -paceMs;
  /** When a screen reader will have spoken all that was taken so far. */
  let spokenAtMs = 0;
  let skippedLines = 0;
  let paceTimer: ReturnType<typeof setTimeout> | undefined;
  let skipTimer: ReturnType<typeof setTimeout> | undefined;

  const waitingMs = () => Math.max(0, spokenAtMs - performance.now());

  function pump(): void {
    if (paceTimer !== undefined || queue.length === 0) return;
    const restMs = appendedAtMs + paceMs - performance.now();
    if (restMs > 0) {
      paceTimer = setTimeout(() => {
        paceTimer = undefined;
        pump();
      }, restMs);
      return;
    }
    appendedAtMs = performance.now();
    regions.append(...(queue.shift() as (typeof queue)[0]));
    pump();
  }

  function say(region: RegionName, text: string, lang?: string): void {
    spokenAtMs = performance.now() + waitingMs() + text.length * characterMs;
    queue[region === 'alert' ? 'unshift' : 'push']([region, text, lang]);
    pump();
  }

  function tellSkipped(): void {
    const { text, lang } = skipped(skippedLines);
    skippedLines = 0;
    skipTimer = undefined;
    say('log', text, lang);
  }

  return {
    line(text, lang) {
      // Once one line is skipped all are, until the word about them: what is spoken stays in order.
      if (skippedLines === 0 && waitingMs() <= backlogMs) return say('log', text, lang);
      skippedLines++;
      skipTimer ??= setTimeout(tellSkipped, waitingMs() - resumeMs);
    },
    say,
    clear() {
      clearTimeout(paceTimer);
      clearTimeout(skipTimer);
      paceTimer = skipTimer = undefined;
      queue = [];
      skippedLines = spokenAtMs = 0;
    },
  };
}
