// How a record handed in, a time and a level read to the captioner: the one place for these words.
import type { Draft, Level } from '../protocol/records.ts';

export const levelWords: Record<Level, string> = { info: 'Info', warning: 'Warning', alert: 'Alert' };

/** What a record says, in one piece of text. */
export function draftWords(draft: Draft): string {
  switch (draft.type) {
    case 'line':
      return draft.text;
    case 'status':
      return draft.text;
    case 'clear':
      return draft.scope === 'status' ? 'Status cleared' : 'Screen cleared';
    case 'retract':
      return 'Line taken back';
    case 'end':
      return 'Session ended';
  }
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Local time of day, `14:05:09`. */
export function timeOfDay(atMs: number): string {
  return clock.format(atMs);
}
