// A publisher's requests, one after the other: what one of them stores is what the next one finds.

export type PublisherTurns = (key: string, task: () => Promise<void>) => Promise<void>;

/** @returns what runs a task once those of the same key before it are through, whatever became of them */
export function createPublisherTurns(): PublisherTurns {
  /** The last of each publisher's requests that are under way. */
  const underWay = new Map<string, Promise<void>>();
  return async (key, task) => {
    const before = underWay.get(key);
    const result = before ? before.then(task, task) : task();
    underWay.set(key, result);
    try {
      await result;
    } finally {
      if (underWay.get(key) === result) underWay.delete(key);
    }
  };
}
