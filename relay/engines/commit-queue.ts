// One commit at a time per session: requests that arrive while one is being flushed form the next batch. So a
// failed commit can never leave a hole behind it, and a repeat is never answered before the first is on disk.
// Between two batches what memory says of the log is what the disk has of it; that is when it is looked at.

export type CommitQueue<Request, Result> = {
  /** Queues a request; settles with its result once its batch is durable, rejects when the batch failed or too many wait. */
  add(request: Request): Promise<Result>;
  /** Calls `look` as soon as all that was added before is settled and nothing is under way, and gives what it gives. */
  between<Seen>(look: () => Seen): Promise<Seen>;
};

type Waiting<Request, Result> = {
  readonly request: Request;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

/**
 * @param commit stores a batch and gives one result per request, in order; rejects when nothing was stored.
 * @param limit how many may wait, those under way included.
 */
export function createCommitQueue<Request, Result>(
  commit: (requests: readonly Request[]) => Promise<readonly Result[]>,
  limit: number,
): CommitQueue<Request, Result> {
  let waiting: Waiting<Request, Result>[] = [];
  let looks: (() => void)[] = [];
  let underWay = 0;
  let working = false;

  async function store(batch: readonly Waiting<Request, Result>[]): Promise<void> {
    try {
      const results = await commit(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, at) => resolve(results[at] as Result));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function work(): Promise<void> {
    while (waiting.length + looks.length > 0) {
      const [batch, due] = [waiting, looks];
      [waiting, looks] = [[], []];
      underWay = batch.length + due.length;
      if (batch.length > 0) await store(batch);
      for (const look of due) look();
      underWay = 0;
    }
    working = false;
  }

  /** Lets one more in, and sees to it that it has its turn. */
  function enter(): void {
    if (waiting.length + looks.length + underWay >= limit) {
      throw new Error(`${limit} already wait for the log; nothing was stored`);
    }
    if (working) return;
    working = true;
    queueMicrotask(() => void work());
  }

  return {
    add: (request) =>
      new Promise((resolve, reject) => {
        enter();
        waiting.push({ request, resolve, reject });
      }),
    between: (look) =>
      new Promise((resolve, reject) => {
        enter();
        looks.push(() => {
          try {
            resolve(look());
          } catch (error) {
            reject(error);
          }
        });
      }),
  };
}
