// Remembers which lines came while the reader did not look: the page was in the background, the panel hidden or paused, or
// the reader further back in it. Of several absences the last one in which something was said.
import type { Signal } from '../signal.ts';
import type { Desk } from './desk.ts';
import { signal } from './kit.ts';
import type { TranscriptLog } from './transcript-log.ts';

/** Numbers of the last line before and the last line in it. */
export type Absence = readonly [fromSeq: number, toSeq: number];

export function watchAbsence(
  { parts, hold, onChange, follow, listen }: Desk,
  { lastSeq }: TranscriptLog,
): Signal<Absence | undefined> {
  const absence = signal<Absence | undefined>(undefined);
  let leftSeq: number | undefined;

  const look = async () => {
    // Over a video the words are in sight though the panel is not.
    const shown = parts.open.value || parts.element.matches('[video]');
    if (shown && parts.state.following.value && !hold.paused.value && !document.hidden) {
      // What a jump to live brings all at once was missed, too.
      await Promise.resolve();
      leftSeq = undefined;
    } else leftSeq ??= lastSeq();
  };
  onChange(() => {
    const seq = lastSeq();
    if (leftSeq !== undefined && seq > leftSeq && seq !== absence.peek()?.[1]) absence.value = [leftSeq, seq];
  });
  follow(look);
  listen(document, 'visibilitychange', look);
  return absence;
}
