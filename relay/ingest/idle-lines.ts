// Finishes an open line when its tool has been quiet for a while, or when the relay closes. One timer per publisher.
import { relayTiming } from '../../protocol/limits.ts';

export type IdleLines = {
  /** Finishes after relayTiming.openLineIdleMs, counted from the last call of the same key. */
  finishLater(key: string, finish: () => Promise<void>): void;
  /** Finishes all open lines. A line that cannot be stored stays in its publisher's note, for the next request. */
  finishAll(): Promise<void>;
};

export type IdleLinesOptions = { onError(error: unknown, context: { stage: string }): void };

export function createIdleLines({ onError }: IdleLinesOptions): IdleLines {
  const waiting = new Map<
    string,
    { readonly timer: ReturnType<typeof setTimeout>; finish(): Promise<void> }
  >();
  let isClosing = false;

  async function finishNow(key: string, finish: () => Promise<void>): Promise<void> {
    waiting.delete(key);
    try {
      await finish();
    } catch (error) {
      onError(error, { stage: 'post' });
      // The words were acknowledged: try again until they are stored.
      if (!isClosing && !waiting.has(key)) finishLater(key, finish);
    }
  }

  function finishLater(key: string, finish: () => Promise<void>): void {
    clearTimeout(waiting.get(key)?.timer);
    waiting.set(key, { timer: setTimeout(finishNow, relayTiming.openLineIdleMs, key, finish), finish });
  }

  return {
    finishLater,
    async finishAll() {
      isClosing = true;
      await Promise.all(
        [...waiting].map(([key, { timer, finish }]) => {
          clearTimeout(timer);
          return finishNow(key, finish);
        }),
      );
    },
  };
}
