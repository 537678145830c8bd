// What a tool left open is finished when it has been quiet for a while; one timer for each publisher.
import { relayTiming } from '../../protocol/limits.ts';

export type IdleLines = {
  /** Finishes after relayTiming.openLineIdleMs, counted from the last call of the same key. */
  finishLater(key: string, finish: () => Promise<void>): void;
  dispose(): void;
};

export type IdleLinesOptions = { onError(error: unknown, context: { stage: string }): void };

export function createIdleLines({ onError }: IdleLinesOptions): IdleLines {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function finishLater(key: string, finish: () => Promise<void>): void {
    clearTimeout(timers.get(key));
    const begin = () => {
      timers.delete(key);
      finish().catch((error: unknown) => {
        onError(error, { stage: 'post' });
        // The words were acknowledged: they wait until the store takes them.
        if (!isDisposed && !timers.has(key)) finishLater(key, finish);
      });
    };
    timers.set(key, setTimeout(begin, relayTiming.openLineIdleMs));
  }
  let isDisposed = false;

  return {
    finishLater,
    dispose() {
      isDisposed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
