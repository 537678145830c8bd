// What an upgrade request asks for, or why it is refused: address, session, origin, subprotocol, tracks, in that order.
// Tokens are not looked at here: who is refused by token is told with a close code, which pages can read.
import type { IncomingMessage } from 'node:http';

import { errorCodes } from '../../protocol/codes.ts';
import { bearerPrefix, limits, subprotocol } from '../../protocol/limits.ts';
import { isId, mainTrack } from '../../protocol/records.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { originAllowed } from '../auth/origins.ts';
import type { Problem } from '../http/problems.ts';
import type { Proxies } from '../http/proxies.ts';
import type { RefusalReason } from '../metrics/refusals.ts';
import type { TrackFilter } from '../sessions/event-frames.ts';

export type UpgradeRequest = {
  readonly type: 'asked';
  readonly session: string;
  readonly token: string | undefined;
  readonly cursor: string | undefined;
  /** The tracks asked for, or those that a role gets by itself. */
  readonly tracks: { readonly viewer: TrackFilter; readonly presenter: TrackFilter };
};

export type RefusedUpgrade = Problem & { readonly type: 'refused'; readonly reason: RefusalReason };

export type UpgradeRules = {
  readonly origins: ReadonlySet<string>;
  readonly proxies: Proxies;
};

const livePath = /^\/v1\/sessions\/([^/]*)\/live$/;

export function readUpgrade(
  request: IncomingMessage,
  { origins, proxies }: UpgradeRules,
): UpgradeRequest | RefusedUpgrade {
  const target = request.url ?? '/';
  const url = URL.canParse(target, 'http://relay') ? new URL(target, 'http://relay') : undefined;
  const session = livePath.exec(url?.pathname ?? '')?.[1];
  if (!url || session === undefined) {
    return refused('not-found', 404, errorCodes.notFound, 'no stream here');
  }
  if (!isSessionName(session)) return refused('session-name', 400, errorCodes.sessionName, sessionNameRule);
  const { origin } = request.headers;
  if (!originAllowed(origin, proxies.hostOf(request), origins)) {
    const detail = `${origin} is not allowed; start the relay with --origin ${origin}`;
    return refused('origin', 403, errorCodes.originForbidden, detail);
  }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim());
  if (!offered.includes(subprotocol)) {
    return refused('subprotocol', 400, errorCodes.subprotocol, `offer the subprotocol ${subprotocol}`);
  }
  const filter = parseTracks(url.searchParams.get('tracks') ?? undefined);
  if (!filter) return refused('tracks', 400, errorCodes.invalid, 'tracks is not a list of track ids');

  const bearer = offered.find((text) => text.startsWith(bearerPrefix));
  return {
    type: 'asked',
    session,
    token: bearer?.slice(bearerPrefix.length),
    cursor: url.searchParams.get('cursor') ?? undefined,
    tracks: { viewer: filter.tracks, presenter: url.searchParams.has('tracks') ? filter.tracks : undefined },
  };
}

function refused(
  reason: RefusalReason,
  status: number,
  code: Problem['code'],
  detail: string,
): RefusedUpgrade {
  return { type: 'refused', reason, status, code, detail };
}

/** The filter for the tracks that a request asked for. @returns undefined when the list is not one. */
function parseTracks(text: string | undefined): { readonly tracks: TrackFilter } | undefined {
  if (text === undefined) return { tracks: new Set([mainTrack]) };
  if (text === '*') return { tracks: undefined };
  const ids = text.split(',');
  const fits = ids.length <= limits.tracksPerViewer && ids.every(isId);
  return fits ? { tracks: new Set(ids) } : undefined;
}
