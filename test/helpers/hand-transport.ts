// A transport whose far end is the test: it keeps the contract of client/transport.ts, frame by frame.
import type { Transport, TransportHandlers, TransportTarget } from '../../client/transport.ts';
import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { Resume, ServerMessage, Snapshot } from '../../protocol/server-messages.ts';

export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  type: 'snapshot',
  session: 'talk',
  role: 'viewer',
  cursor: 'e.0.0',
  now: Date.now(),
  heartbeatMs: 10_000,
  retry: { minMs: 500, maxMs: 20_000 },
  interims: [],
  typing: [],
  lines: [],
  status: null,
  clearedSeq: 0,
  ended: false,
  tracks: [],
  ...more,
});

export const resume = (more: Partial<Resume> = {}): Resume => {
  const { session, role, cursor, now, heartbeatMs, retry, interims, typing } = snapshot();
  const join = { session, role, cursor, now, heartbeatMs, retry, interims, typing };
  return { ...join, type: 'resume', records: [], ...more };
};

export type HandLine = {
  readonly target: TransportTarget;
  /** What the client sent. */
  readonly sent: ClientMessage[];
  /** How the client closed it, if it did. */
  closedBy: { code: number; reason: string } | undefined;
  open(): void;
  say(message: ServerMessage): void;
  raw(text: string): void;
  /** The far end closes, or the line breaks. */
  end(code?: number, reason?: string): void;
};

export function createHandTransport() {
  const lines: HandLine[] = [];
  let buffered = 0;

  const transport: Transport = (target, handlers: TransportHandlers) => {
    let ended = false;
    const line: HandLine = {
      target,
      sent: [],
      closedBy: undefined,
      open: () => handlers.onOpen(),
      raw: (text) => handlers.onFrame(text),
      say: (message) => handlers.onFrame(JSON.stringify(message)),
      end(code = 1006, reason = '') {
        if (ended) return;
        ended = true;
        handlers.onClose(code, reason);
      },
    };
    lines.push(line);
    return {
      send: (text) => line.sent.push(JSON.parse(text) as ClientMessage),
      bufferedBytes: () => buffered,
      close(code, reason) {
        line.closedBy = { code, reason };
        line.end(code, reason);
      },
    };
  };

  return {
    transport,
    /** Every line that was opened, oldest first. */
    lines,
    /** The newest line. */
    line(): HandLine {
      const newest = lines.at(-1);
      if (!newest) throw new Error('no line was opened');
      return newest;
    },
    /** Pretends that so many bytes wait in the network. */
    setBuffered: (bytes: number) => {
      buffered = bytes;
    },
  };
}
