// Hands finished texts to the regions in order, at the pace of the page. It bounds how far speech may fall behind the
// words: what would be spoken too late is counted and said to be skipped instead.
import { enqueue, forget } from './pace.ts';
import type { RegionName, Regions } from './regions.ts';

export type AnnouncerOptions = {
  readonly regions: Pick<Regions, 'append'>;
  /** The sentence for lines that were left out, and its language. */
  skipped(lines: number): { readonly text: string; readonly lang: string };
};

export type Announcer = {
  /** A caption: may be skipped when too much speech waits. */
  line(text: string, lang?: string): void;
  /** Something said about the captions: never skipped; alerts go before all else that waits, in order. */
  say(region: RegionName, text: string, lang?: string): void;
  /** Forgets what waits. */
  clear(): void;
};

/** Lines are skipped while more speech than this waits. */
const backlogMs = 15_000;
/** Lines are taken again, after the word about the skipped ones, when no more than this waits. */
const resumeMs = 5_000;
/** How long a screen reader at its usual rate takes for one character. */
const characterMs = 1_000 / 15;

export function createAnnouncer({ regions, skipped }: AnnouncerOptions): Announcer {
  /** When a screen reader will have spoken all that was taken so far. */
  let spokenAtMs = 0;
  let skippedLines = 0;
  let skipTimer: ReturnType<typeof setTimeout> | undefined;

  const waitingMs = () => Math.max(0, spokenAtMs - performance.now());

  function say(region: RegionName, text: string, lang?: string): void {
    spokenAtMs = performance.now() + waitingMs() + text.length * characterMs;
    enqueue({
      owner: regions,
      urgent: region === 'alert',
      announce: () => regions.append(region, text, lang),
    });
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
      forget(regions);
      clearTimeout(skipTimer);
      skipTimer = undefined;
      skippedLines = spokenAtMs = 0;
    },
  };
}
