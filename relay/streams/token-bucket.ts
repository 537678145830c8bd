// A token bucket: how much may come, and how long to wait when more came. What came already is let through, so a bucket
// can be in debt; who asks waits until the debt is paid. Nothing is thrown away.

export type Rate = {
  /** What a bucket refills by. */
  readonly perSecond: number;
  /** What may come at once after quiet. */
  readonly burst: number;
};

export type TokenBucket = {
  /** Takes tokens, one by default. @returns the milliseconds until one may be taken without debt; 0 for now. */
  take(nowMs: number, count?: number): number;
  /** Whether it would be the same as a new one. */
  isFull(nowMs: number): boolean;
};

export function createTokenBucket({ perSecond, burst }: Rate): TokenBucket {
  let tokens = burst;
  let atMs: number | undefined;

  const refill = (nowMs: number) => {
    tokens = Math.min(burst, tokens + ((nowMs - (atMs ?? nowMs)) / 1000) * perSecond);
    atMs = nowMs;
  };
  return {
    take(nowMs, count = 1) {
      refill(nowMs);
      tokens -= count;
      return tokens >= 0 ? 0 : Math.ceil((-tokens / perSecond) * 1000);
    },
    isFull(nowMs) {
      refill(nowMs);
      return tokens >= burst;
    },
  };
}
