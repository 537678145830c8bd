// What a relay refuses to peers, by one word each: the label in /metrics and the field in the log.

export const refusalReasons = [
  /** A page whose origin is not on the allow-list. */
  'origin',
  /** A token that is missing, forged, or for another session. */
  'token',
  'token-expired',
  'session-name',
  'subprotocol',
  /** A list of tracks that is none. */
  'tracks',
  /** A stream that is not there. */
  'not-found',
  /** The relay is closing. */
  'closing',
  'limit-connections',
  'limit-address',
  'limit-session',
  'limit-requests',
  /** Who may connect was not settled in time. */
  'deadline',
  /** A message that was answered with an `error`. */
  'message',
  /** A frame that is too large, or not by the WebSocket protocol. */
  'frame',
  /** A request that is no HTTP, too large, or took too long. */
  'request',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** Refusals that an operator may have to act on; the rest are mistakes that peers make. */
const serious: ReadonlySet<RefusalReason> = new Set([
  'origin',
  'token',
  'limit-connections',
  'limit-address',
  'limit-session',
  'limit-requests',
  'deadline',
]);

export function refusalLevel(reason: RefusalReason): 'warn' | 'info' {
  return serious.has(reason) ? 'warn' : 'info';
}
