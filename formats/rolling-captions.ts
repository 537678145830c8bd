// Automatic captions of YouTube roll up: each cue shows the row before once more, and cues of a few milliseconds hold the
// picture between two. Read as they are, every phrase would be said two or three times.
import type { Cue } from './caption-file.ts';

/** What only such files have. */
const heldMs = 50;
/** How far apart two cues may be and still show one picture. */
const gapMs = 50;

const rowsIn = (text: string) => text.split('\n').filter((row) => row !== '');

/** How many rows at the end of what was shown stand at the beginning of what is shown now. */
function repeatedRows(shown: readonly string[], now: readonly string[]): number {
  for (let count = Math.min(shown.length, now.length); count > 0; count--) {
    if (shown.slice(-count).every((row, at) => row === now[at])) return count;
  }
  return 0;
}

/** Whether cues are those of a file that rolls up: times of words, and pictures that are only held. */
export const isRolling = (cues: readonly Cue[], hasWordTimes: boolean): boolean =>
  hasWordTimes && cues.some(({ startMs, endMs }) => endMs - startMs <= heldMs);

/** Each phrase once, for as long as it stood. @param cues in order of time */
export function unrolled(cues: readonly Cue[]): Cue[] {
  const said: Cue[] = [];
  let shown: readonly string[] = [];
  let shownUntilMs = -Infinity;
  for (const cue of cues) {
    const rows = rowsIn(cue.text);
    const goesOn = cue.startMs - shownUntilMs <= gapMs;
    const news = rows.slice(goesOn ? repeatedRows(shown, rows) : 0);
    const last = said.at(-1);
    if (news.length > 0) said.push({ ...cue, text: news.join('\n') });
    else if (last) said.splice(-1, 1, { ...last, endMs: Math.max(last.endMs, cue.endMs) });
    shown = rows;
    shownUntilMs = cue.endMs;
  }
  return said;
}
