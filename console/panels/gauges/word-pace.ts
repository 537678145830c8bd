// How fast words are finished: over the last minute, and on average over the minutes in which any were. Counts by the
// second in a ring of a minute: its size is fixed.

const secondMs = 1_000;
const seconds = 60;

export type WordPace = {
  add(words: number, atMs: number): void;
  /** Words of the last minute. */
  perMinute(nowMs: number): number;
  /** Breaks are not counted; undefined before the first word. */
  average(): number | undefined;
};

export function createWordPace(): WordPace {
  const ring = Array.from({ length: seconds }, () => ({ second: -Infinity, words: 0 }));
  let total = 0;
  let minutes = 0;
  let lastMinute = -Infinity;
  return {
    add(words, atMs) {
      if (words === 0) return;
      const second = Math.floor(atMs / secondMs);
      const slot = ring[second % seconds] as (typeof ring)[number];
      slot.words = slot.second === second ? slot.words + words : words;
      slot.second = second;
      const minute = Math.floor(second / seconds);
      if (minute > lastMinute) minutes++;
      lastMinute = Math.max(lastMinute, minute);
      total += words;
    },
    perMinute(nowMs) {
      const from = Math.floor(nowMs / secondMs) - seconds;
      return ring.reduce((sum, { second, words }) => (second > from ? sum + words : sum), 0);
    },
    average: () => (minutes === 0 ? undefined : Math.round(total / minutes)),
  };
}

// Scripts without spaces have words too; not every browser that can show the page knows them.
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'word' }) : undefined;

export function countWords(text: string): number {
  if (!segmenter) return text.split(/\s+/).filter(Boolean).length;
  let words = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
  return words;
}
