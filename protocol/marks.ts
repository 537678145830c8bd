// What tells the kinds of lines apart in plain text, the same for eyes, ears, fingers and files: sounds stand in brackets,
// music between notes.
import type { Line } from './records.ts';

/** What stands before and after a text of this kind; nothing where the captioner wrote it already. */
export function marksOf({ kind, text }: Pick<Line, 'kind' | 'text'>): readonly [string, string] {
  if (kind === 'sound' && !/^\s*[[(（【]/.test(text)) return ['[', ']'];
  if (kind === 'music' && !/[♪♫]/.test(text)) return ['♪ ', ' ♪'];
  return ['', ''];
}
