// How a line reads as plain text, the same for eyes, ears and fingers: sounds in brackets, music between notes.
import type { Line } from '../protocol/records.ts';

type Spoken = Pick<Line, 'kind' | 'speaker' | 'text'>;

/** What stands before and after a text of this kind; nothing where the captioner wrote it already. */
export function marksOf({ kind, text }: Spoken): readonly [string, string] {
  if (kind === 'sound' && !/^\s*[[(（【]/.test(text)) return ['[', ']'];
  if (kind === 'music' && !/[♪♫]/.test(text)) return ['♪ ', ' ♪'];
  return ['', ''];
}

/** The whole line as one sentence, with its speaker's name when that is wanted. */
export function spokenLine(line: Spoken, named: boolean): string {
  const [before, after] = marksOf(line);
  return (named && line.speaker ? `${line.speaker}: ` : '') + before + line.text + after;
}
