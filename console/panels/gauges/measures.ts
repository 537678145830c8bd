// What the gauges measure, also while their box is closed: round trips of this console's lines and of the client's own
// clock probes, and words finished. Everything kept has a fixed size.
import { effect } from '@preact/signals';

import type { ConsoleState } from '../../console-state.ts';
import { createLatencyWindow, type LatencyWindow } from './latency-window.ts';
import { countWords, createWordPace, type WordPace } from './word-pace.ts';

export type Measures = {
  readonly latency: Pick<LatencyWindow, 'samples'>;
  readonly pace: Pick<WordPace, 'perMinute' | 'average'>;
  /** How long the oldest line on its way has had no answer; 0 when there is none. */
  waitingMs(nowMs: number): number;
  stop(): void;
};

export function createMeasures(state: ConsoleState): Measures {
  const latency = createLatencyWindow();
  const pace = createWordPace();
  /** When each record on its way was sent, by its key; a client sends clientLimits.outboxInFlight at most. */
  const sentAt = new Map<number, number>();

  const measured = (sentAtMs: number) => {
    const atMs = Date.now();
    latency.add({ atMs, tookMs: Math.max(0, atMs - sentAtMs) });
  };
  const stopHearing = state.hear({
    message(message) {
      if (message.type === 'clock') measured(message.sentAt);
    },
    publication({ key, draft, state: progress }) {
      // A correction says nothing new.
      if (progress === 'waiting' && draft.type === 'line' && draft.rev === 1)
        pace.add(countWords(draft.text), Date.now());
      if (progress === 'sent') sentAt.set(key, Date.now());
      const sentAtMs = sentAt.get(key);
      if (progress === 'acked' && sentAtMs !== undefined) measured(sentAtMs);
      if (progress === 'acked' || progress === 'refused') sentAt.delete(key);
    },
  });
  // What was on its way over a line that broke says nothing about how fast the next one is.
  const stopWatching = effect(() => {
    if (state.connection.value.phase !== 'live') sentAt.clear();
  });

  return {
    latency,
    pace,
    waitingMs(nowMs) {
      // In the order in which they were sent.
      const [oldest = nowMs] = sentAt.values();
      return Math.max(0, nowMs - oldest);
    },
    stop() {
      stopHearing();
      stopWatching();
    },
  };
}
