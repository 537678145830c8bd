// The queue before the disk: one batch at a time, a look at the log only between two, and a limit to what waits.
import { describe, expect, it } from 'vitest';

import { createCommitQueue } from '../../relay/engines/commit-queue.ts';
import { until } from '../helpers/until.ts';

type Batch = { readonly requests: readonly number[]; readonly done: () => void; fail(): void };

/** A disk that settles each batch when the test says so. */
function start(limit = 100) {
  /** What is on the disk, and what memory already says of it while a batch is under way. */
  const stored: number[] = [];
  const begun: number[] = [];
  const batches: Batch[] = [];
  const queue = createCommitQueue(
    (requests: readonly number[]) =>
      new Promise<readonly number[]>((resolve, reject) => {
        begun.push(...requests);
        const done = () => {
          stored.push(...requests);
          resolve(requests);
        };
        batches.push({ requests, done, fail: () => reject(new Error('full')) });
      }),
    limit,
  );
  /** The batch of this number from 1, once the disk has got it. */
  const batch = (number: number) =>
    until(() => {
      expect(batches.length).toBeGreaterThanOrEqual(number);
      return batches[number - 1] as Batch;
    });
  return { queue, stored, begun, batch };
}

describe('a look at the log', () => {
  it('sees all that was queued before it and nothing half stored, and never waits for what comes later', async () => {
    const { queue, stored, begun, batch } = start();
    const all = [queue.add(1)];
    const first = await batch(1);
    all.push(queue.add(2));
    const look = queue.between(() => [[...stored], [...begun]]);
    first.done();
    const second = await batch(2);
    all.push(queue.add(3));
    second.done();
    expect(await look).toEqual([
      [1, 2],
      [1, 2],
    ]);
    (await batch(3)).done();
    expect(await Promise.all(all)).toEqual([1, 2, 3]);
  });

  it('has its turn although something always waits', async () => {
    const { queue, stored, batch } = start();
    const all = [queue.add(1)];
    const looks: Promise<number>[] = [];
    for (let number = 1; number <= 5; number++) {
      const { done } = await batch(number);
      looks.push(queue.between(() => stored.length));
      all.push(queue.add(number + 1));
      done();
    }
    // The sixth is never settled while these are answered.
    expect(await Promise.all(looks.slice(0, 4))).toEqual([2, 3, 4, 5]);
    (await batch(6)).done();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is there after a batch that failed, and a look that fails is its own affair', async () => {
    const { queue, stored, batch } = start();
    const lost = queue.add(1);
    const look = queue.between(() => stored.length);
    const failed = queue.between(() => {
      throw new Error('damaged');
    });
    (await batch(1)).fail();
    await expect(lost).rejects.toThrow('full');
    expect(await look).toBe(0);
    await expect(failed).rejects.toThrow('damaged');
    const next = queue.add(2);
    (await batch(2)).done();
    expect(await next).toBe(2);
  });
});

describe('what waits', () => {
  it('is limited, what is under way included; one more is refused and stores nothing', async () => {
    const { queue, stored, batch } = start(3);
    const kept = [queue.add(1)];
    const first = await batch(1);
    kept.push(queue.add(2), queue.add(3));
    const words = '3 already wait for the log; nothing was stored';
    await expect(queue.add(4)).rejects.toThrow(words);
    await expect(queue.between(() => {})).rejects.toThrow(words);
    first.done();
    const second = await batch(2);
    kept.push(queue.add(5));
    second.done();
    (await batch(3)).done();
    expect(await Promise.all(kept)).toEqual([1, 2, 3, 5]);
    expect(stored).toEqual([1, 2, 3, 5]);
  });
});
