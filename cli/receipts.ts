// What became of the lines that were handed in: how many were acknowledged or refused, and how long it took.
import { createHistogram } from 'node:perf_hooks';

import type { Publication } from '../client/index.ts';

export type Receipts = {
  /** Lines only; what else is published is passed over. */
  note(publication: Publication): void;
  sum(): {
    readonly acked: number;
    readonly refused: number;
    /** Why the last one was refused. */
    readonly refusal: string | undefined;
    /** From handed in to acknowledged, in the median; 0 before any. */
    readonly ackP50Ms: number;
    readonly ackP95Ms: number;
  };
};

export function createReceipts(): Receipts {
  const handedIn = new Map<number, number>();
  const tookMicroseconds = createHistogram();
  let acked = 0;
  let refused = 0;
  let refusal: string | undefined;

  const atPercentile = (percentile: number) =>
    acked === 0 ? 0 : Math.round(tookMicroseconds.percentile(percentile) / 100) / 10;

  return {
    note({ key, state, draft, error }) {
      if (draft.type !== 'line') return;
      if (!handedIn.has(key)) handedIn.set(key, performance.now());
      if (state !== 'acked' && state !== 'refused') return;
      const tookMs = performance.now() - (handedIn.get(key) as number);
      handedIn.delete(key);
      if (state === 'refused') {
        refused++;
        refusal = error?.message;
        return;
      }
      acked++;
      tookMicroseconds.record(Math.max(1, Math.round(tookMs * 1000)));
    },
    sum: () => ({ acked, refused, refusal, ackP50Ms: atPercentile(50), ackP95Ms: atPercentile(95) }),
  };
}
