// How long this captioner has been live among several: professional teams relieve one another after twenty minutes or half an hour.
import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';

import { keptSignal } from '../desk/kept-signal.ts';
import type { Floor } from './floor.ts';

/** Lengths of a turn that can be chosen, in minutes; 0 for none. */
export const turnLengths = [0, 15, 20, 30, 45];
const usualMinutes = 20;
const minuteMs = 60_000;

export type Turn = {
  /** When it began, local UTC milliseconds; undefined while this captioner is not live. */
  readonly sinceMs: ReadonlySignal<number | undefined>;
  readonly minutes: Signal<number>;
  /** Ends what it listens to. */
  stop(): void;
};

/** @param onOver called once for each turn that is over. */
export function createTurn({ stand }: Pick<Floor, 'stand'>, onOver: (minutes: number) => void): Turn {
  const sinceMs = signal<number | undefined>(undefined);
  const minutes = keptSignal('turn.minutes', usualMinutes, (kept) =>
    turnLengths.includes(kept as number) ? (kept as number) : undefined,
  );
  const stopStand = effect(() => {
    sinceMs.value = stand.value === 'live' ? Date.now() : undefined;
  });
  const stopTimer = effect(() => {
    const since = sinceMs.value;
    const length = minutes.value;
    const leftMs = (since ?? 0) + length * minuteMs - Date.now();
    if (since === undefined || length === 0 || leftMs <= 0) return;
    const timer = setTimeout(() => onOver(length), leftMs);
    return () => clearTimeout(timer);
  });
  return {
    sinceMs,
    minutes,
    stop() {
      stopStand();
      stopTimer();
    },
  };
}
