// Brings a fresh token before the one in use runs out, on the connection itself (PROTOCOL.md, `auth`), so that the line
// never breaks for it. Where there is no fresh one yet it asks again, until the relay closes with 4010.
import { publisherTiming } from '../protocol/limits.ts';

export type RenewalOptions = {
  /** The freshest token that the caller has. */
  token(): string | undefined;
  /** Sends a token to the relay. */
  send(token: string): void;
};

export type Renewal = {
  /** The connection asked for a token, and got this one. */
  used(token: string | undefined): void;
  /** The token in use runs out then, by the relay's clock, which says `nowMs` now. */
  expires(expiresAtMs: number | undefined, nowMs: number): void;
  /** The connection is gone. */
  stop(): void;
};

export function createRenewal({ token, send }: RenewalOptions): Renewal {
  let inUse: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function renew(): void {
    const fresh = token();
    if (fresh !== undefined && fresh !== inUse) {
      inUse = fresh;
      send(fresh);
    }
    // Also after it was sent: the answer says when to look next, a refusal does not.
    timer = setTimeout(renew, publisherTiming.renewRetryMs);
  }
  return {
    used(used) {
      inUse = used;
    },
    expires(expiresAtMs, nowMs) {
      clearTimeout(timer);
      if (expiresAtMs === undefined) return;
      const waitMs = expiresAtMs - nowMs - publisherTiming.renewAheadMs;
      // A day at most: a longer timer would run out at once (HTML, 8.7, a 32-bit number of milliseconds).
      timer = setTimeout(renew, Math.min(Math.max(0, waitMs), 86_400_000));
    },
    stop: () => clearTimeout(timer),
  };
}
