// Back-pressure for a command that has lines faster than the relay takes them: it hands in no more while so many wait.
import type { Presenter } from '../client/index.ts';

/** Lines that may wait for the relay. */
const waitingLines = 1_000;

export type OutboxRoom = {
  /** Resolves when there is room for another line. */
  free(): Promise<void>;
  /** A line was acknowledged or refused. */
  changed(): void;
};

/** Room for one that hands in lines one after another. */
export function createOutboxRoom(pending: Presenter['pending']): OutboxRoom {
  let wake: (() => void) | undefined;
  return {
    async free() {
      while (pending() >= waitingLines) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    changed() {
      wake?.();
      wake = undefined;
    },
  };
}
