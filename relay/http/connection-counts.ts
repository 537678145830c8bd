// How many streams are open: in all, per address, per session. A place is taken before anything is awaited, so that no
// burst gets past a limit, and given back when the connection is gone.
import type { RefusalReason } from '../metrics/refusals.ts';
import { createShares } from './shares.ts';

/** How many may be open at once. */
export type ConnectionLimits = {
  /** In all; 20,000 by default. */
  readonly connections: number;
  /** From one IPv4 address or one IPv6 network of 64 bits; 500 by default. This machine's own are not counted. */
  readonly connectionsPerAddress: number;
  /** In one session; 10,000 by default. */
  readonly connectionsPerSession: number;
};

type Full = {
  /** The limit that was reached. */
  readonly limit: keyof ConnectionLimits;
  readonly reason: RefusalReason;
  /** 429 where the client has too many itself, 503 where others have. */
  readonly status: 429 | 503;
};

export type ConnectionCounts = {
  /**
   * Takes a place.
   * @param address as `countedAddress` gives it.
   * @returns how to give it back, once; or the limit that was reached.
   */
  take(address: string | undefined, session: string): (() => void) | Full;
};

export function createConnectionCounts(most: ConnectionLimits): ConnectionCounts {
  let open = 0;
  const addresses = createShares(most.connectionsPerAddress);
  const sessions = createShares(most.connectionsPerSession);

  return {
    take(address, session) {
      if (open >= most.connections) {
        return { limit: 'connections', reason: 'limit-connections', status: 503 };
      }
      const ofAddress = addresses.take(address);
      if (!ofAddress) return { limit: 'connectionsPerAddress', reason: 'limit-address', status: 429 };
      const ofSession = sessions.take(session);
      if (!ofSession) {
        ofAddress();
        return { limit: 'connectionsPerSession', reason: 'limit-session', status: 503 };
      }
      open++;
      return () => {
        open--;
        ofAddress();
        ofSession();
      };
    },
  };
}
