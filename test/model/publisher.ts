// What one publisher was promised (PROTOCOL.md, "Publishing is exactly once"): its records stand in the log in the order
// in which they were handed in, none twice; one that it was told is acknowledged stands there; and in the end all do.
// Only a log that lost its tail lets go of some.
import type { Publication } from '../../client/outbox.ts';
import type { ModelLog, Place } from './log.ts';

export type Publisher = ReturnType<typeof createPublisher>;

/** @param fail called with what is wrong, in words. */
export function createPublisher(name: string, index: number, log: ModelLog, fail: (what: string) => void) {
  const handedIn: number[] = [];
  const acked = new Set<number>();
  const refused = new Set<number>();
  /** Acknowledged before the log lost them. */
  const lost = new Set<number>();
  const wrong = (what: string) => fail(`${name}: ${what}`);
  const isOwn = (place: Place) => place.publisher === index;
  const ownKeys = () =>
    log
      .wayTo(log.head())
      .filter(isOwn)
      .map(({ key }) => key);

  log.onAppended.add((place) => {
    if (!isOwn(place)) return;
    const before = ownKeys().at(-2);
    if (before !== undefined && before >= place.key) {
      wrong(`its record ${place.key} comes into the log after its record ${before}`);
    }
  });

  return {
    nextKey: () => handedIn.length + 1,
    onPublication({ key, state, draft, error }: Publication): void {
      if (state === 'waiting') handedIn.push(key);
      if (state === 'acked') {
        if (acked.has(key)) wrong(`record ${key} is acknowledged twice`);
        acked.add(key);
        if (!ownKeys().includes(key)) wrong(`record ${key} is acknowledged, and not in the log`);
      }
      if (state === 'refused') {
        refused.add(key);
        const isBlank = 'text' in draft && draft.text.trim() === '';
        if (!isBlank || error?.code !== 'text-empty') wrong(`record ${key} is refused: ${error?.message}`);
      }
    },
    /** The log lost these. */
    onLost(places: readonly Place[]): void {
      for (const { key } of places.filter(isOwn)) if (acked.has(key)) lost.add(key);
    },
    /** Everything has come to rest. */
    settle(pending: number): void {
      if (pending > 0) wrong(`${pending} records still wait`);
      const there = new Set(ownKeys());
      const missing = handedIn.filter((key) => !there.has(key) && !refused.has(key) && !lost.has(key));
      if (missing.length > 0) wrong(`records ${missing.join(', ')} are not in the log`);
    },
  };
}
