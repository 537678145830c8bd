// What a recogniser would have sent for a caption file, and when: pure, so that it can be looked at without waiting.
import type { Cue } from '../formats/caption-file.ts';

/** Something to send `atMs` after the start. `cue` counts from 0. */
export type TimelineEvent =
  | { readonly type: 'interim'; readonly atMs: number; readonly cue: number; readonly text: string }
  | { readonly type: 'line'; readonly atMs: number; readonly cue: number };

// Languages without spaces have words too.
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The text after each of its words, the whole text last. */
function growth(text: string): string[] {
  const steps: string[] = [];
  for (const { index, segment, isWordLike } of words.segment(text)) {
    if (isWordLike) steps.push(text.slice(0, index + segment.length));
  }
  return steps;
}

/**
 * The events of a file in order of time.
 * @param interim with it, each cue grows word by word and is finished at its end; else it is finished at its start.
 */
export function timeline(cues: readonly Cue[], interim: boolean): TimelineEvent[] {
  const events = cues.flatMap(({ startMs, endMs, text, kind }, cue): TimelineEvent[] => {
    // Nobody says a sound word by word: it is there when it is heard.
    if (!interim || kind) return [{ type: 'line', atMs: startMs, cue }];
    const steps = growth(text);
    const stepMs = (endMs - startMs) / Math.max(1, steps.length);
    return [
      ...steps.map((grown, step): TimelineEvent => ({
        type: 'interim',
        atMs: startMs + step * stepMs,
        cue,
        text: grown,
      })),
      { type: 'line', atMs: endMs, cue },
    ];
  });
  return events.sort((a, b) => a.atMs - b.atMs);
}
