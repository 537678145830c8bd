// Plays random histories. They run in batches, so that memory does not grow with their number, and a run of more than the
// usual effort says how far it is.
import { randomInt } from 'node:crypto';

import * as fc from 'fast-check';

import { effort } from '../helpers/effort.ts';

const batch = 1_000;

/** How long the usual number of histories may take, or more of them with more effort. */
export const historiesMs = (): number => 120_000 * Math.max(1, effort());

/** @throws Error with the seed and the shortest history for which the claim does not hold. */
export async function checkHistories<History>(
  count: number,
  anyHistory: fc.Arbitrary<History>,
  claim: (history: History) => Promise<void>,
): Promise<void> {
  for (let done = 0; done < count;) {
    const numRuns = Math.min(batch, count - done);
    // Node's dice: a test may have fixed those of Math.
    await fc.assert(fc.asyncProperty(anyHistory, claim), { numRuns, seed: randomInt(2 ** 31) });
    done += numRuns;
    if (effort() > 1) process.stderr.write(`${done} of ${count} histories\n`);
  }
}
