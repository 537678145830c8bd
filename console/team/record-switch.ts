// Off the record, and on again: stops and resumes what all captioners publish, and tells viewers by a status. The status that stood
// before comes back afterwards, unless its time is over.
import { effect } from '@preact/signals';

import type { ConsoleState } from '../console-state.ts';
import type { Status } from '../../protocol/records.ts';

/** What viewers are told while nothing is captioned. */
export const offRecordText = 'Off the record: captions are paused.';

export type RecordSwitch = {
  set(off: boolean): void;
  toggle(): void;
  /** Ends what it listens to. */
  stop(): void;
};

export function createRecordSwitch({ floor, status, publish }: ConsoleState): RecordSwitch {
  /** The status that stood before viewers were told, also if another console told them. */
  let before: Status | null = null;
  const stop = effect(() => {
    if (status.value?.text !== offRecordText) before = status.value;
  });

  function set(off: boolean): void {
    floor.setOffRecord(off);
    const at = Date.now();
    if (off) {
      publish({ type: 'status', level: 'info', text: offRecordText, at });
      return;
    }
    if (status.peek()?.text !== offRecordText) return;
    if (!before || (before.until !== undefined && before.until <= at)) {
      publish({ type: 'clear', scope: 'status', at });
      return;
    }
    const { level, text, until } = before;
    publish({ type: 'status', level, text, at, ...(until === undefined ? {} : { until }) });
  }
  return { set, toggle: () => set(!floor.offRecord.peek()), stop };
}
