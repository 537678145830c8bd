// The events that the element sends to the page: each is named `captionwire:` and its key here, bubbles, and
// crosses shadow boundaries. The types of the details are the whole contract.
import type { ConnectionState } from '../client/connection.ts';
import type { Kind, Line, Status } from '../protocol/records.ts';

/** A finished line, as first said (rev 1) or corrected: the record as it came, and where it belongs. */
export type LineDetail = Line & {
  readonly kind: Kind;
  /** Whether it was said before this page joined. */
  readonly history: boolean;
};

export type CaptionWireEvents = {
  /** The first lines are here; later ones come as they are said. */
  ready: { readonly session: string };
  line: LineDetail;
  /** The status that stands now; null when it was taken away. */
  status: Pick<Status, 'level' | 'text' | 'at' | 'until'> | null;
  connection: ConnectionState;
  /** Something that the page or its author must know: a wrong attribute, or captions that ended for good. */
  error: { readonly message: string; readonly code?: number };
};
export type CaptionWireEventName = keyof CaptionWireEvents;

declare global {
  interface HTMLElementEventMap {
    'captionwire:ready': CustomEvent<CaptionWireEvents['ready']>;
    'captionwire:line': CustomEvent<CaptionWireEvents['line']>;
    'captionwire:status': CustomEvent<CaptionWireEvents['status']>;
    'captionwire:connection': CustomEvent<CaptionWireEvents['connection']>;
    'captionwire:error': CustomEvent<CaptionWireEvents['error']>;
  }
}
