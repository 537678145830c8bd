// The close codes of a connection and the codes of errors, one meaning each (PROTOCOL.md, "Codes").
// 1000-1013 are RFC 6455's; 4000-4499 mean "come back", 4500-4999 "do not come back unchanged".

export const closeCodes = {
  /** The session or the relay ended the connection in good order. */
  end: 1000,
  /** A message was larger than the role may send. */
  tooLarge: 1009,
  /** The relay restarts: come back after the time that `bye` named. */
  restart: 1012,
  /** The relay has no room now: come back after the time that `bye` named. */
  overload: 1013,
  /** The peer read too slowly: come back with the cursor. */
  slow: 4000,
  /** The peer did not answer a heartbeat: come back with the cursor. */
  silent: 4001,
  /** The client saw a gap or a missing heartbeat and starts again from its cursor. */
  resync: 4002,
  /** The token ran out: come back with a fresh one. */
  tokenExpired: 4010,
  /** Too many faulty messages. */
  malformed: 4500,
  /** The token is not valid for this relay, session or role, or is missing where one is needed. */
  forbidden: 4501,
  /** A newer connection of the same publisher took over. */
  superseded: 4502,
} as const;

export type CloseCode = (typeof closeCodes)[keyof typeof closeCodes];

/** Whether a client should reconnect after a close with this code. */
export function mayComeBack(code: number): boolean {
  return code !== closeCodes.end && code !== closeCodes.tooLarge && (code < 4500 || code > 4999);
}

/** Codes of `error` messages and of HTTP problem documents. */
export const errorCodes = {
  /** Not JSON, or binary. */
  malformed: 'malformed',
  /** JSON that does not fit the message's schema; `field` names the first fault. */
  invalid: 'invalid',
  /** A text longer than limits.textCodePoints, or a name longer than limits.nameCodePoints. */
  textTooLong: 'text-too-long',
  /** A finished line without any visible text. */
  textEmpty: 'text-empty',
  /** More replies than a viewer may send, or more requests than a publisher; send it again later. */
  tooFast: 'too-fast',
  /** The role may not do this. */
  roleForbidden: 'role-forbidden',
  /** A presenter published before its `hello`. */
  helloFirst: 'hello-first',
  /** The log could not be written; nothing was published, send it again. */
  storeFailed: 'store-failed',
  /** The token is missing, forged, or for another session or role. */
  token: 'token',
  /** The token ran out: bring a fresh one. */
  tokenExpired: 'token-expired',
  /** The session's name is not `[A-Za-z0-9_-]{1,64}`. */
  sessionName: 'session-name',
  /** The `Origin` is not on the allow-list. */
  originForbidden: 'origin-forbidden',
  /** The subprotocol `captionwire.v1` was not offered. */
  subprotocol: 'subprotocol',
  /** No such page or resource. */
  notFound: 'not-found',
  /** A limit of connections has been reached; `limit` names it. */
  tooMany: 'too-many',
  /** The body of a request is larger than limits allow. */
  tooLarge: 'too-large',
  /** Nothing lies in the range of bytes that was asked for. */
  range: 'range',
  /** This `Idempotency-Key` came before with another body. */
  keyReused: 'key-reused',
  /** The session has ended; only a presenter begins it again. */
  sessionEnded: 'session-ended',
  /** A tool's URL was asked with another method than POST. */
  method: 'method',
  /** The request was not complete in time. */
  tooSlow: 'too-slow',
  /** The relay is closing, or its log cannot be written. */
  unavailable: 'unavailable',
  /** Something failed inside the relay. */
  internal: 'internal',
} as const;

export type ErrorCode = (typeof errorCodes)[keyof typeof errorCodes];
