// One commit at a time per session: requests that arrive while one is being flushed form the next batch. So a
// failed commit can never leave a hole behind it, and a repeat is never answered before the first is on disk.

export type CommitQueue<Request, Result> = {
  /** Queues a request; settles with its result once its batch is durable, rejects when the batch failed. */
  add(request: Request): Promise<Result>;
  /** Resolves when nothing is queued or under way. */
  drained(): Promise<void>;
};

type Waiting<Request, Result> = {
  readonly request: Request;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

/** @param commit stores a batch and gives one result per request, in order; rejects when nothing was stored. */
export function createCommitQueue<Request, Result>(
  commit: (requests: readonly Request[]) => Promise<readonly Result[]>,
): CommitQueue<Request, Result> {
  let waiting: Waiting<Request, Result>[] = [];
  let working: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        const results = await commit(batch.map(({ request }) => request));
        batch.forEach(({ resolve }, at) => resolve(results[at] as Result));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = undefined;
  }

  return {
    add: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        working ??= Promise.resolve().then(work);
      }),
    drained: () => working ?? Promise.resolve(),
  };
}
