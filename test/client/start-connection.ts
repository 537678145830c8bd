// A connection over a transport that the test plays, on fake timers.
import { vi } from 'vitest';

import { type ConnectionState, createConnection } from '../../client/connection.ts';
import { timing } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { createHandTransport, snapshot } from '../helpers/hand-transport.ts';

export function startConnection() {
  const hand = createHandTransport();
  const states: ConnectionState[] = [];
  const messages: ServerMessage[] = [];
  let wake = () => {};
  let watching = false;
  let cursor = 'e.0.0';
  let react = () => {};
  const connection = createConnection({
    transport: hand.transport,
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
    ...hand,
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
    goLive: (heartbeatMs: number = timing.heartbeatMs) => {
      hand.line().open();
      hand.line().say(snapshot({ heartbeatMs }));
    },
    /** How long it waits before the next try. */
    waits(): number {
      const before = hand.lines.length;
      let waitedMs = 0;
      while (hand.lines.length === before && waitedMs <= 100_000) vi.advanceTimersByTime(++waitedMs && 1);
      return waitedMs;
    },
  };
}
