// What tells the kinds of lines apart in plain text, the same for eyes, ears, fingers and files: sounds stand in brackets,
// music between notes.
import type { Kind, Line } from './records.ts';

/** What stands before and after a text of this kind; nothing where the captioner wrote it already. */
export function marksOf({ kind, text }: Pick<Line, 'kind' | 'text'>): readonly [string, string] {
  if (kind === 'sound' && !/^\s*[[(（【]/.test(text)) return ['[', ']'];
  if (kind === 'music' && !/[♪♫]/.test(text)) return ['♪ ', ' ♪'];
  return ['', ''];
}

/** What a text is by the marks that stand in it: that is how every caption style guide writes sounds and music. */
export function kindOf(text: string): Kind | undefined {
  if (/^[♪♫]+$|^[♪♫#].*[♪♫#]$/su.test(text)) return 'music';
  return /^[[(（【][^\])）】]*[\])）】]$/su.test(text) ? 'sound' : undefined;
}
