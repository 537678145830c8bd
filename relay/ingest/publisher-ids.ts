// What posted requests are published under. Made from what the sender holds and nobody else knows, cut to a hash, so that
// the same sender is the same publisher after a restart and no token gets into the log.
import { createHash } from 'node:crypto';

/** 96 bits are enough that nobody meets somebody else's. */
const hashBytes = 12;

const hashOf = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  // Each with its length, so that no two lists of parts read the same.
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
};

/** The publisher that the bearer of a token is, as an id: `webhook.Rt3k…`. */
export const publisherOf = (dialect: string, token: string): string =>
  `${dialect}.${hashOf(token).subarray(0, hashBytes).toString('base64url')}`;

/** The publisher that a request with this key is, once (`Idempotency-Key`). */
export const keyOf = (publisher: string, key: string): string =>
  `key.${hashOf(publisher, key).subarray(0, hashBytes).toString('base64url')}`;

/** A number that tells one request from another: 48 bits, a whole number that JSON keeps. */
export const fingerprintOf = (path: string, body: string): number => hashOf(path, body).readUIntBE(0, 6);
