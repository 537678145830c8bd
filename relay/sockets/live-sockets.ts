// The WebSocket side of the relay: checks the upgrade request, then ties each socket to its session. What an upgrade
// is refused for is answered in HTTP where no page needs to know why (origin, name), else by a close code, because
// browsers hide the HTTP answer from the page.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { type WebSocket, WebSocketServer } from 'ws';

import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { bearerPrefix, relayLimits, subprotocol, timing } from '../../protocol/limits.ts';
import { isSessionName, sessionNameRule } from '../../protocol/session-name.ts';
import { originAllowed } from '../auth/origins.ts';
import type { Tokens } from '../auth/tokens.ts';
import { problemText, type Problem } from '../http/problems.ts';
import { parseTracks } from '../sessions/session.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { serveSocket } from './serve-socket.ts';
import { closeSocket, createSocketPeer, type SocketPeer } from './socket-peer.ts';

export type LiveSocketsOptions = {
  readonly sessions: SessionRegistry;
  readonly tokens: Tokens;
  readonly origins: ReadonlySet<string>;
  /** Viewers need a token too. */
  readonly isPrivate: boolean;
  onError(error: unknown, context: { stage: string }): void;
};

export type LiveSockets = {
  /** Takes over the `upgrade` requests of a server. */
  listen(server: Server): void;
  /** Beats every session and probes every socket. */
  beat(): Promise<void>;
  count(): number;
  /** Refuses new connections, answers what is under way, sends everybody away with their own time to come back. */
  drain(): Promise<void>;
};

/** Who connects, as which role; or why not, as a close code that its page can read. */
type Admission = { role: Role; name?: string | undefined } | { code: number; reason: string };

const livePath = /^\/v1\/sessions\/([^/]*)\/live$/;

export function createLiveSockets(options: LiveSocketsOptions): LiveSockets {
  const { sessions, tokens, onError } = options;
  const sockets = new Map<WebSocket, SocketPeer>();
  let draining = false;

  const serverFor = (maxPayload: number) =>
    new WebSocketServer({
      noServer: true,
      maxPayload,
      perMessageDeflate: false,
      handleProtocols: () => subprotocol,
    });
  const presenterServer = serverFor(relayLimits.presenterFrameBytes);
  const viewerServer = serverFor(relayLimits.viewerFrameBytes);

  async function admit(session: string, token: string | undefined): Promise<Admission> {
    if (token === undefined) {
      return options.isPrivate
        ? { code: closeCodes.forbidden, reason: 'this session needs a token' }
        : { role: 'viewer' };
    }
    const verdict = await tokens.verify(token, session);
    if (verdict.type === 'accepted') return verdict.claims;
    return verdict.type === 'expired'
      ? { code: closeCodes.tokenExpired, reason: 'the token has expired' }
      : { code: closeCodes.forbidden, reason: `token refused: ${verdict.reason}` };
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const target = request.url ?? '/';
    const url = URL.canParse(target, 'http://relay') ? new URL(target, 'http://relay') : undefined;
    const session = livePath.exec(url?.pathname ?? '')?.[1];
    if (!url || session === undefined) return refuse(socket, 404, errorCodes.notFound, 'no stream here');
    if (draining) return refuse(socket, 503, errorCodes.unavailable, 'the relay is closing');
    if (sockets.size >= relayLimits.connections) {
      return refuse(socket, 503, errorCodes.unavailable, `${relayLimits.connections} connections are open`);
    }
    if (!isSessionName(session)) return refuse(socket, 400, errorCodes.sessionName, sessionNameRule);
    const { origin, host } = request.headers;
    if (!originAllowed(origin, host, options.origins)) {
      const detail = `${origin} is not allowed; start the relay with --origin ${origin}`;
      return refuse(socket, 403, errorCodes.originForbidden, detail);
    }
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim());
    if (!offered.includes(subprotocol)) {
      return refuse(socket, 400, errorCodes.subprotocol, `offer the subprotocol ${subprotocol}`);
    }
    const filter = parseTracks(url.searchParams.get('tracks') ?? undefined);
    if (!filter) return refuse(socket, 400, errorCodes.invalid, 'tracks is not a list of track ids');

    const bearer = offered.find((text) => text.startsWith(bearerPrefix));
    const admission = await admit(session, bearer?.slice(bearerPrefix.length));
    if (draining) return refuse(socket, 503, errorCodes.unavailable, 'the relay is closing');
    const admitted = 'role' in admission ? admission : undefined;
    const isPresenter = admitted !== undefined && admitted.role !== 'viewer';
    const server = isPresenter ? presenterServer : viewerServer;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      // `ws` reports what a peer did wrong here and closes by itself; the close event tells us.
      webSocket.on('error', (error) => onError(error, { stage: 'socket' }));
      if (!admitted) {
        const { code, reason } = admission as { code: number; reason: string };
        return closeSocket(webSocket, code, reason);
      }
      const peer = createSocketPeer(webSocket, admitted.role, admitted.name);
      sockets.set(webSocket, peer);
      webSocket.on('close', () => sockets.delete(webSocket));
      const tracks = isPresenter && !url.searchParams.has('tracks') ? undefined : filter.tracks;
      const cursor = url.searchParams.get('cursor') ?? undefined;
      void serveSocket({ webSocket, peer, sessions, session, tracks, cursor, onError });
    });
  }

  return {
    listen(server) {
      server.on('upgrade', (request, socket, head) => {
        // Before `ws` takes over, a peer that vanishes must not become an uncaught error.
        const onEarlyError = (error: Error) => onError(error, { stage: 'upgrade' });
        socket.on('error', onEarlyError);
        upgrade(request, socket, head)
          .catch((error: unknown) => {
            onError(error, { stage: 'upgrade' });
            refuse(socket, 500, errorCodes.internal, 'the relay could not answer');
          })
          .finally(() => socket.off('error', onEarlyError));
      });
    },
    async beat() {
      for (const session of await sessions.open()) session.beat();
      for (const peer of sockets.values()) peer.probe();
    },
    count: () => sockets.size,
    async drain() {
      draining = true;
      const open = await sessions.open();
      await Promise.all(open.map((session) => session.settled()));
      const peers = [...sockets.values()];
      // Everybody gets a slot of their own, so that the next relay is not met by all at once.
      const slotMs = Math.min(timing.retryMaxMs, peers.length * 2) / Math.max(1, peers.length);
      peers.forEach((peer, at) => {
        const back = { afterMs: Math.round(timing.retryMinMs + at * slotMs), spreadMs: 200 };
        peer.close(closeCodes.restart, 'the relay restarts', back);
      });
      await Promise.all([...sockets.keys()].map(closed));
    },
  };
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) resolve();
    else socket.once('close', () => resolve());
  });
}

/** Answers an upgrade with a problem document (RFC 9457) instead. */
function refuse(socket: Duplex, status: number, code: Problem['code'], detail: string): void {
  const { statusLine, body } = problemText({ status, code, detail });
  socket.end(
    `HTTP/1.1 ${statusLine}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
