// A connection to a relay that the test plays, on fake timers.
import { vi } from 'vitest';

import { type ConnectionState, createConnection } from '../../client/connection.ts';
import { timing } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { createFakeRelay } from '../helpers/fake-relay.ts';

export function startConnection() {
  const relay = createFakeRelay();
  const states: ConnectionState[] = [];
  const messages: ServerMessage[] = [];
  let wake = () => {};
  let watching = false;
  let cursor = 'e.0.0';
  let react = () => {};
  const connection = createConnection({
    transport: relay.transport,
    target: () => ({ relay: 'https://relay', session: 'talk', token: undefined, tracks: undefined, cursor }),
    onState: (state) => states.push(state),
    onMessage(message) {
      messages.push(message);
      const now = react;
      react = () => {};
      now();
    },
    watchWake(tryNow) {
      wake = tryNow;
      watching = true;
      return () => {
        watching = false;
      };
    },
  });
  return {
    ...relay,
    connection,
    states,
    messages,
    phases: () => states.map(({ phase }) => phase),
    wake: () => wake(),
    /** Does something from within the next message. */
    onNextMessage: (reaction: () => void) => {
      react = reaction;
    },
    isWatching: () => watching,
    moveTo: (text: string) => {
      cursor = text;
    },
    goLive: (heartbeatMs: number = timing.heartbeatMs) =>
      relay.snapshot({ heartbeatMs, retry: { minMs: timing.retryMinMs, maxMs: timing.retryMaxMs } }),
    /** How long it waits before the next try. */
    waits(): number {
      const before = relay.links.length;
      let waitedMs = 0;
      while (relay.links.length === before && waitedMs <= 100_000) vi.advanceTimersByTime(++waitedMs && 1);
      return waitedMs;
    },
  };
}
