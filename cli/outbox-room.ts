// Back-pressure for a command that has lines faster than the relay takes them: it hands in no more while so many wait.
import type { Presenter } from '../client/index.ts';

/** Lines that may wait for the relay. */
const waitingLines = 1_000;

export type OutboxRoom = {
  /** Resolves when there is room for another line, or none is needed any more. */
  free(signal?: AbortSignal): Promise<void>;
  /** A line was acknowledged or refused. */
  changed(): void;
};

/** Room for one that hands in lines one after another. */
export function createOutboxRoom(pending: Presenter['pending']): OutboxRoom {
  let wake: (() => void) | undefined;
  return {
    async free(signal) {
      const isNeeded = () => pending() >= waitingLines && !signal?.aborted;
      while (isNeeded()) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    },
    changed() {
      wake?.();
      wake = undefined;
    },
  };
}
