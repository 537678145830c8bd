// What a record of the log is to those outside: events by name, as Standard Webhooks (https://www.standardwebhooks.com) lays them
// out: `type`, `timestamp`, `data`. Pure. Ids follow from the place in the log, so a repeat has the id of the first.
import { formatCursor } from '../../protocol/cursor.ts';
import type { LogRecord } from '../../protocol/records.ts';
import type { Logged } from '../engines/contract.ts';

type WebhookEventType =
  | 'session.started'
  | 'line.finished'
  | 'line.corrected'
  | 'line.retracted'
  | 'status.changed'
  | 'status.cleared'
  | 'session.ended';

export type WebhookEvent = {
  /** Unique, and the same at each try: what a receiver knows repeats by. */
  readonly id: string;
  readonly type: WebhookEventType;
  /** The body that is sent, byte for byte at each try. */
  readonly body: string;
};

function typeOf(record: LogRecord): WebhookEventType | undefined {
  switch (record.type) {
    case 'line':
      return record.rev === 1 ? 'line.finished' : 'line.corrected';
    case 'retract':
      return 'line.retracted';
    case 'status':
      return 'status.changed';
    case 'clear':
      // An emptied screen is for those who look at it.
      return record.scope === 'status' ? 'status.cleared' : undefined;
    case 'end':
      return 'session.ended';
  }
}

/**
 * The events of one record, in order.
 * @param isOpen whether something was said since the session began or was last ended.
 */
export function eventsOf(
  session: string,
  { record, cursor }: Logged,
  isOpen: boolean,
): readonly WebhookEvent[] {
  const event = (type: WebhookEventType, mark: string, data: object): WebhookEvent => ({
    id: `${session}.${cursor.epoch}.${cursor.seq}${mark}`,
    type,
    body: JSON.stringify({
      type,
      timestamp: new Date(record.at).toISOString(),
      data: { session, cursor: formatCursor(cursor), ...data },
    }),
  });
  const type = typeOf(record);
  return [
    ...(!isOpen && opens(record) ? [event('session.started', '.start', {})] : []),
    ...(type ? [event(type, '', { record })] : []),
  ];
}

const opens = ({ type }: LogRecord) => type !== 'end';

/** Whether the session is open after a record. */
export const isOpenAfter = (record: LogRecord, wasOpen: boolean): boolean =>
  record.type === 'end' ? false : wasOpen || opens(record);
