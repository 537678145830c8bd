// How fast peers may be: buckets per connection, per publisher (over its connections) and per address (over all of
// its connections). A bucket that is full again is forgotten, so that what is kept is bounded by who was fast lately.
import type { Role } from '../../protocol/client-messages.ts';
import { relayLimits, relayRates } from '../../protocol/limits.ts';
import { createTokenBucket, type Rate, type TokenBucket } from './token-bucket.ts';

export type Paces = {
  /** For the messages of one new connection. */
  connection(role: Role): TokenBucket;
  /** For the messages of one publisher. */
  publisher(session: string, publisher: string): TokenBucket;
  /** For the messages from one address, as `countedAddress` gives it; one that is not counted has none. */
  address(address: string | undefined): TokenBucket | undefined;
  /** For the streams that one address asks for. */
  joins(address: string | undefined): TokenBucket | undefined;
};

export function createPaces(): Paces {
  const publishers = keyed(relayRates.publisherMessages);
  const addresses = keyed(relayRates.addressMessages);
  const joins = keyed(relayRates.addressJoins);
  return {
    connection: (role) =>
      createTokenBucket(role === 'viewer' ? relayRates.viewerMessages : relayRates.presenterMessages),
    publisher: (session, publisher) => publishers(`${session} ${publisher}`),
    address: (address) => (address === undefined ? undefined : addresses(address)),
    joins: (address) => (address === undefined ? undefined : joins(address)),
  };
}

function keyed(rate: Rate): (key: string) => TokenBucket {
  const buckets = new Map<string, TokenBucket>();
  return (key) => {
    const known = buckets.get(key);
    if (known) return known;
    if (buckets.size >= relayLimits.pacedPeers) makeRoom(buckets);
    const bucket = createTokenBucket(rate);
    buckets.set(key, bucket);
    return bucket;
  };
}

function makeRoom(buckets: Map<string, TokenBucket>): void {
  const nowMs = performance.now();
  for (const [key, bucket] of buckets) if (bucket.isFull(nowMs)) buckets.delete(key);
  // All of them fast at once: the one that was met first begins anew.
  if (buckets.size >= relayLimits.pacedPeers) buckets.delete(buckets.keys().next().value as string);
}
