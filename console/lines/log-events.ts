// What happens in a session that is no line: status, clearing, the end. The transcript keeps none of it, so the console
// takes it from the changes as they come.
import type { ViewChange } from '../../client/follow.ts';
import type { Draft } from '../../protocol/records.ts';

export type EventDraft = Exclude<Draft, { id: string }>;

/** The record behind a change of the transcript; undefined where it is about a line, or about nothing. */
export function eventOf(change: ViewChange): EventDraft | undefined {
  switch (change.type) {
    case 'status':
      return change.status;
    case 'status-cleared':
      return { type: 'clear', scope: 'status' };
    case 'screen-cleared':
      return { type: 'clear', scope: 'screen' };
    case 'ended':
      return { type: 'end' };
    default:
      return undefined;
  }
}

/** Whether two of them say the same. */
export function sameEvent(one: Draft, other: EventDraft): boolean {
  if (one.type === 'status' && other.type === 'status') {
    return one.text === other.text && one.level === other.level;
  }
  if (one.type === 'clear' && other.type === 'clear') return one.scope === other.scope;
  return one.type === 'end' && other.type === 'end';
}
