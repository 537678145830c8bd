// What a request for a stream asks for, or why it is refused: address, session, origin, subprotocol, tracks, in that
// order. Spellings of one thing: `/live` for a WebSocket, `/events` for Server-Sent Events, `/plain` for a page. Tokens are
// read here and checked in admission.ts.
import type { IncomingMessage } from 'node:http';

import { errorCodes } from '../../protocol/codes.ts';
import { bearerPrefix, limits, subprotocol } from '../../protocol/limits.ts';
import { isId, mainTrack } from '../../protocol/records.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { originAllowed } from '../auth/origins.ts';
import { hostFault } from '../http/host-header.ts';
import type { Problem } from '../http/problems.ts';
import type { Proxies } from '../http/proxies.ts';
import type { RefusalReason } from '../metrics/refusals.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';

export type StreamRequest = {
  readonly type: 'asked';
  readonly session: string;
  readonly token: string | undefined;
  readonly cursor: string | undefined;
  /** The tracks asked for, or those that a role gets by itself. */
  readonly tracks: { readonly viewer: TrackFilter; readonly presenter: TrackFilter };
};

export type RefusedStream = Problem & { readonly type: 'refused'; readonly reason: RefusalReason };

export type StreamRules = {
  readonly origins: ReadonlySet<string>;
  readonly proxies: Proxies;
};

const paths = {
  live: /^\/v1\/sessions\/([^/]*)\/live$/,
  events: /^\/v1\/sessions\/([^/]*)\/events$/,
  plain: /^\/s\/([^/]*)\/plain$/,
} as const;

/** Reads a request for a WebSocket. */
export function readUpgrade(request: IncomingMessage, rules: StreamRules): StreamRequest | RefusedStream {
  const asked = readAddress(request, 'live', rules);
  if (asked.type === 'refused') return asked;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
  if (!offered.includes(subprotocol)) {
    return refused('subprotocol', 400, errorCodes.subprotocol, `offer the subprotocol ${subprotocol}`);
  }
  const bearer = offered.find((text) => text.startsWith(bearerPrefix));
  return readQuery(asked, bearer?.slice(bearerPrefix.length));
}

/** Reads a request for a stream that nothing can be sent on. */
export function readReadingRequest(
  request: IncomingMessage,
  kind: 'events' | 'plain',
  rules: StreamRules,
): StreamRequest | RefusedStream {
  const asked = readAddress(request, kind, rules);
  if (asked.type === 'refused') return asked;
  const read = readQuery(asked, bearerOf(request));
  // Newer than a cursor in the URL: it comes on each return.
  const lastEventId = request.headers['last-event-id'];
  return read.type === 'asked' && typeof lastEventId === 'string' && lastEventId
    ? { ...read, cursor: lastEventId }
    : read;
}

/** The token of a request's `Authorization` (RFC 6750, 2.1). */
export function bearerOf({ headers }: IncomingMessage): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

type Address = { readonly type: 'address'; readonly session: string; readonly query: URLSearchParams };

function readAddress(
  request: IncomingMessage,
  kind: keyof typeof paths,
  { origins, proxies }: StreamRules,
): Address | RefusedStream {
  const fault = hostFault(request);
  if (fault) return refused('request', 400, errorCodes.invalid, fault);
  // As it came: a path with `..` in it is no other spelling of one without.
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const session = paths[kind].exec(path)?.[1];
  if (session === undefined) return refused('not-found', 404, errorCodes.notFound, 'no stream here');
  if (!isSessionName(session)) return refused('session-name', 400, errorCodes.sessionName, sessionNameRule);
  const forbidden = refusedOrigin(request, { origins, proxies });
  return forbidden ?? { type: 'address', session, query: new URLSearchParams(query) };
}

/** Why a page of this origin may not read here; undefined when it may. */
export function refusedOrigin(
  request: IncomingMessage,
  { origins, proxies }: StreamRules,
): RefusedStream | undefined {
  const { origin } = request.headers;
  if (originAllowed(origin, proxies.hostOf(request), origins)) return undefined;
  const detail = `${origin} is not allowed; start the relay with --origin ${origin}`;
  return refused('origin', 403, errorCodes.originForbidden, detail);
}

function readQuery({ session, query }: Address, token: string | undefined): StreamRequest | RefusedStream {
  const filter = parseTracks(query.get('tracks') ?? undefined);
  if (!filter) return refused('tracks', 400, errorCodes.invalid, 'tracks is not a list of track ids');
  return {
    type: 'asked',
    session,
    token,
    cursor: query.get('cursor') ?? undefined,
    tracks: { viewer: filter.tracks, presenter: query.has('tracks') ? filter.tracks : undefined },
  };
}

function refused(
  reason: RefusalReason,
  status: number,
  code: Problem['code'],
  detail: string,
): RefusedStream {
  return { type: 'refused', reason, status, code, detail };
}

/** One for all who ask for nothing: every viewer keeps its filter. */
const mainOnly: TrackFilter = new Set([mainTrack]);

/** The filter for the tracks that a request asked for. @returns undefined when the list is not one. */
export function parseTracks(text: string | undefined): { readonly tracks: TrackFilter } | undefined {
  if (text === undefined) return { tracks: mainOnly };
  if (text === '*') return { tracks: undefined };
  const ids = text.split(',');
  const fits = ids.length <= limits.tracksPerViewer && ids.every(isId);
  return fits ? { tracks: new Set(ids) } : undefined;
}
