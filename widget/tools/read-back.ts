// Reads lines out when the reader asks: the last one, and asked again soon after, the one before it.
import type { Parts } from '../on-demand.ts';
import { spokenLine } from './kit.ts';

/** Asking again within this time means: further back. */
const againMs = 5_000;

export function createReadBack(parts: Parts): () => void {
  let askedAtMs = -againMs;
  let steps = 0;
  return () => {
    const nowMs = performance.now();
    steps = nowMs - askedAtMs < againMs ? steps + 1 : 1;
    askedAtMs = nowMs;
    const { announcer, state, viewer } = parts;
    const { lines = [], clearedSeq = 0 } = viewer?.view().transcript ?? {};
    const shown = lines.filter(({ seq }) => seq > clearedSeq);
    const line = shown.at(-Math.min(steps, shown.length));
    const { lang, words } = state.tongue.peek();
    if (line) announcer.say('log', spokenLine(line, true), line.lang);
    else announcer.say('log', words.empty, lang);
  };
}
