// How a line reads as plain text, the same for eyes, ears and fingers: sounds in brackets, music between notes.
import { marksOf } from '../protocol/marks.ts';
import type { Line } from '../protocol/records.ts';

type Spoken = Pick<Line, 'kind' | 'speaker' | 'text'>;

/** The whole line as one sentence, with its speaker's name when that is wanted. */
export function spokenLine(line: Spoken, named: boolean): string {
  const [before, after] = marksOf(line);
  return (named && line.speaker ? `${line.speaker}: ` : '') + before + line.text + after;
}
