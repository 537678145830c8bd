// The WebSocket side of the relay: checks the upgrade request, then ties each socket to its session. What an upgrade
// is refused for is answered in HTTP where no page needs to know why (origin, name), else by a close code, because
// browsers hide the HTTP answer from the page.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { type WebSocket, WebSocketServer } from 'ws';

import type { Role } from '../../protocol/client-messages.ts';
import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { relayLimits, relayTiming, subprotocol, timing } from '../../protocol/limits.ts';
import type { Tokens } from '../auth/tokens.ts';
import { type ConnectionLimits, createConnectionCounts, type Full } from '../http/connection-counts.ts';
import { asksForWebSocket, handToRoutes } from '../http/plain-requests.ts';
import { endWithProblem } from '../http/problems.ts';
import { countedAddress } from '../http/proxies.ts';
import type { Watch } from '../metrics/watch.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { serveSocket } from './serve-socket.ts';
import { closeSocket, createSocketPeer, type SocketPeer } from './socket-peer.ts';
import {
  readUpgrade,
  type RefusedUpgrade,
  type UpgradeRequest,
  type UpgradeRules,
} from './upgrade-request.ts';

export type LiveSocketsOptions = UpgradeRules & {
  readonly sessions: SessionRegistry;
  readonly tokens: Tokens;
  readonly limits: ConnectionLimits;
  /** Viewers need a token too. */
  readonly isPrivate: boolean;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

export type LiveSockets = {
  /** Takes over the `upgrade` requests of a server that ask for a WebSocket. */
  listen(server: Server): void;
  /** Beats every session and probes every socket. */
  beat(): Promise<void>;
  count(): number;
  /** Refuses new connections, answers what is under way, sends everybody away with their own time to come back. */
  drain(): Promise<void>;
};

/** Who connects, as which role; or why not, as a close code that its page can read. */
type Admission = { role: Role; name?: string | undefined } | { code: number; reason: string };

export function createLiveSockets(options: LiveSocketsOptions): LiveSockets {
  const { sessions, tokens, proxies, watch, onError } = options;
  const counts = createConnectionCounts(options.limits);
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

  /** Resolves with undefined when the connection went before it was settled, or was dropped because that took too long. */
  async function admitInTime(
    asked: UpgradeRequest,
    socket: Duplex,
    onLate: () => void,
  ): Promise<Admission | undefined> {
    const deadline = setTimeout(() => {
      onLate();
      socket.destroy();
    }, relayTiming.admissionMs);
    const gone = new Promise<undefined>((resolve) => socket.once('close', () => resolve(undefined)));
    try {
      return await Promise.race([admit(asked.session, asked.token), gone]);
    } finally {
      clearTimeout(deadline);
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = proxies.addressOf(request);
    const refuse = (refusal: Omit<RefusedUpgrade, 'type'>, session?: string) => {
      watch.refused({ reason: refusal.reason, code: refusal.code, address, session });
      endWithProblem(socket, refusal);
    };
    const asked = readUpgrade(request, options);
    if (asked.type === 'refused') return refuse(asked);
    const { session } = asked;
    if (draining) return refuse(closing, session);
    const place = counts.take(countedAddress(address), session);
    if (typeof place !== 'function') return refuse(tooMany(place), session);
    socket.once('close', place);

    const onLate = () => watch.refused({ reason: 'deadline', address, session });
    const admission = await admitInTime(asked, socket, onLate);
    if (!admission) return;
    if (draining) return refuse(closing, session);
    const admitted = 'role' in admission ? admission : undefined;
    const isPresenter = admitted !== undefined && admitted.role !== 'viewer';
    const server = isPresenter ? presenterServer : viewerServer;
    server.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', (error: NodeJS.ErrnoException) => {
        // What a peer did wrong, `ws` answers and closes by itself; the close event tells us.
        if (error.code?.startsWith('WS_ERR_'))
          watch.refused({ reason: 'frame', address, session, code: error.code });
        else onError(error, { stage: 'socket' });
      });
      if (!admitted) {
        const { code, reason } = admission as { code: number; reason: string };
        const why = code === closeCodes.tokenExpired ? 'token-expired' : 'token';
        watch.refused({ reason: why, address, session, code: String(code) });
        return closeSocket(webSocket, code, reason);
      }
      const { role, name } = admitted;
      const peer = createSocketPeer(webSocket, socket, role, name, watch);
      sockets.set(webSocket, peer);
      watch.joined({ session, role, address });
      webSocket.on('close', () => {
        sockets.delete(webSocket);
        watch.left({ session, role, address });
      });
      const tracks = isPresenter ? asked.tracks.presenter : asked.tracks.viewer;
      void serveSocket({
        webSocket,
        peer,
        sessions,
        session,
        address,
        tracks,
        cursor: asked.cursor,
        watch,
        onError,
      });
    });
  }

  return {
    listen(server) {
      server.on('upgrade', (request, socket, head) => {
        if (!asksForWebSocket(request)) return handToRoutes(server, request, socket, head);
        // A peer that vanishes must not become an uncaught error, for as long as the socket lives: Node's own listener
        // is gone by now, and `ws` has one only on the sockets that it takes over.
        socket.on('error', () => socket.destroy());
        upgrade(request, socket, head).catch((error: unknown) => {
          onError(error, { stage: 'upgrade' });
          endWithProblem(socket, {
            status: 500,
            code: errorCodes.internal,
            detail: 'the relay could not answer',
          });
        });
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

const closing: Omit<RefusedUpgrade, 'type'> = {
  reason: 'closing',
  status: 503,
  code: errorCodes.unavailable,
  detail: 'the relay is closing',
};

function tooMany({ limit, reason, status }: Full): Omit<RefusedUpgrade, 'type'> {
  const detail = `the limit "${limit}" is reached; come back later`;
  return { reason, status, code: errorCodes.tooMany, detail, limit };
}
