// The connection's state machine: connecting -> live -> lost -> live … -> closed, and connecting again when somebody
// restarts it. It owns when to try, when a line counts as dead and when to give up; what the messages mean is decided
// above it. At most one line is open.
import { closeCodes, mayComeBack } from '../protocol/codes.ts';
import { timing } from '../protocol/limits.ts';
import { readServerFrame } from '../protocol/server-frame.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { createBackoff } from './backoff.ts';
import type { Transport, TransportLine, TransportTarget } from './transport.ts';

export type ConnectionState =
  /** The first line is being opened. */
  | { readonly phase: 'connecting' }
  /** Snapshot received; events arrive as they happen. */
  | { readonly phase: 'live' }
  /** The line broke at `sinceMs` (Date.now); the next try is under way or waits. */
  | { readonly phase: 'lost'; readonly sinceMs: number }
  /** Ended: by `close()` (1000) or because coming back would not help. Only `restart()` goes on from here. */
  | { readonly phase: 'closed'; readonly code: number; readonly reason: string };

export type ConnectionOptions = {
  readonly transport: Transport;
  /** Asked before each try. */
  target(): TransportTarget;
  onState(state: ConnectionState): void;
  onMessage(message: ServerMessage): void;
  /** Calls `wake` when trying at once makes sense (network is back, page is seen); returns how to stop that. */
  readonly watchWake?: (wake: () => void) => () => void;
};

export type Connection = {
  /** Sends a frame if the connection is live; says whether it did. */
  send(text: string): boolean;
  bufferedBytes(): number;
  state(): ConnectionState;
  /** Drops the line and starts again from the cursor: something was missed. */
  resync(reason: string): void;
  /** Ends it; nothing is tried any more. */
  close(): void;
  /** Begins anew after the end; does nothing before it. */
  restart(): void;
};

export function createConnection(options: ConnectionOptions): Connection {
  const backoff = createBackoff();
  let state: ConnectionState = { phase: 'connecting' };
  let line: TransportLine | undefined;
  /** Whether the line has said where it begins. */
  let joined = false;
  let beatLimitMs: number = timing.heartbeatMs * 2;
  let timers: { retry?: Timer; stable?: Timer; silent?: Timer } = {};
  let bye: { waitMs: number } | undefined;
  let stopWatching: (() => void) | undefined;

  const enter = (next: ConnectionState) => {
    state = next;
    options.onState(next);
  };
  const stopTimers = () => {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    timers = {};
  };

  function open(): void {
    stopTimers();
    bye = undefined;
    joined = false;
    // Each line has its own identity: what an old one still says after its end concerns nobody.
    const opened: TransportLine = options.transport(options.target(), {
      // A line that opens and then says nothing is as dead as one that falls silent.
      onOpen: () => line === opened && heard(),
      onFrame: (text) => line === opened && read(text),
      onClose: (code, reason) => line === opened && lose(code, reason),
    });
    line = opened;
  }

  function heard(): void {
    clearTimeout(timers.silent);
    timers.silent = setTimeout(() => drop(closeCodes.resync, 'no heartbeat'), beatLimitMs);
  }

  function read(text: string): void {
    let message: ServerMessage;
    try {
      message = readServerFrame(text);
    } catch {
      // Something between here and the relay garbled the line; nothing on it can be trusted any more.
      return drop(closeCodes.resync, 'a frame is not JSON');
    }
    receive(message);
  }

  function receive(message: ServerMessage): void {
    const from = line;
    heard();
    // A line begins by saying where, and resumes once; what says otherwise was mixed up on its way, and what it brings
    // may have been told already.
    const follows = message.type === 'events' || message.type === 'beat';
    if (message.type === 'resume' ? joined : follows && !joined) {
      return drop(closeCodes.resync, `${message.type} out of turn`);
    }
    if (message.type === 'snapshot' || message.type === 'resume') {
      joined = true;
      beatLimitMs = message.heartbeatMs * 2;
      backoff.advise(message.retry.minMs, message.retry.maxMs);
      timers.stable ??= setTimeout(backoff.reset, timing.stableMs);
      heard();
      options.onMessage(message);
      // Who was told may have ended this line, and opened another.
      if (line === from && state.phase !== 'live') enter({ phase: 'live' });
      return;
    }
    if (message.type === 'bye') {
      bye = { waitMs: message.afterMs + Math.random() * message.spreadMs };
    }
    options.onMessage(message);
  }

  function lose(code: number, reason: string): void {
    line = undefined;
    stopTimers();
    // With the same token coming back would end the same way, for ever.
    if (!mayComeBack(code) || code === closeCodes.tokenExpired) {
      stopWatching?.();
      return enter({ phase: 'closed', code, reason });
    }
    const waitMs = bye?.waitMs ?? backoff.nextMs();
    if (state.phase !== 'lost') enter({ phase: 'lost', sinceMs: Date.now() });
    timers.retry = setTimeout(open, waitMs);
  }

  function drop(code: number, reason: string): void {
    const dropped = line;
    lose(code, reason);
    dropped?.close(code, reason);
  }

  function begin(): void {
    stopWatching = options.watchWake?.(() => {
      if (state.phase === 'lost' && !line) open();
    });
    open();
  }

  begin();
  return {
    send(text) {
      if (state.phase !== 'live' || !line || line.readOnly) return false;
      line.send(text);
      return true;
    },
    bufferedBytes: () => line?.bufferedBytes() ?? 0,
    state: () => state,
    resync(reason) {
      if (line) drop(closeCodes.resync, reason);
    },
    close() {
      if (state.phase !== 'closed') drop(closeCodes.end, 'closed');
    },
    restart() {
      if (state.phase !== 'closed') return;
      enter({ phase: 'connecting' });
      begin();
    },
  };
}

type Timer = ReturnType<typeof setTimeout>;
