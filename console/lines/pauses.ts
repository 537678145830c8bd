// Off the record as one row of the list: paused, and until when. The log has two records for it, a status and what takes it away.
import type { Signal } from '@preact/signals';

import { offRecordText } from '../team/record-switch.ts';
import type { Look, Row } from './line-rows.ts';
import type { EventDraft } from './log-events.ts';

/**
 * Notes in the row of a pause that another status, or none, has ended it.
 * @returns whether that row says all that there is to say of the event
 */
export function endPause(
  rows: readonly { readonly row: Row; readonly look: Signal<Look> }[],
  event: EventDraft,
): boolean {
  if (event.type === 'end' || (event.type === 'clear' && event.scope === 'screen')) return false;
  const last = rows.findLast(({ row }) => row.id === undefined);
  const shown = last?.look.peek().shown;
  if (!last || shown?.type !== 'status' || shown.text !== offRecordText || shown.until) return false;
  last.look.value = { ...last.look.peek(), shown: { ...shown, until: Date.now() } };
  return event.type === 'clear';
}
