// The WebSocket side of the relay: checks the upgrade request, then ties each socket to its session. What an upgrade
// is refused for is answered in HTTP where no page needs to know why (origin, name), else by a close code, because
// browsers hide the HTTP answer from the page.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { type WebSocket, WebSocketServer } from 'ws';

import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits, relayTiming, subprotocol } from '../../protocol/limits.ts';
import type { Tokens } from '../auth/tokens.ts';
import { asksForWebSocket, handToRoutes } from '../http/plain-requests.ts';
import { endWithProblem } from '../http/problems.ts';
import type { RequestTurns } from '../http/request-turns.ts';
import type { Watch } from '../metrics/watch.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import type { Admission, Admitted, Denied, NoPlace } from './admission.ts';
import type { Paces } from './paces.ts';
import { serveSocket } from './serve-socket.ts';
import { closeSocket, createSocketPeer } from './socket-peer.ts';
import type { StreamList } from './stream-list.ts';
import { createTurnstile } from './turnstile.ts';
import { readUpgrade, type StreamRequest, type StreamRules } from './stream-request.ts';

export type LiveSocketsOptions = StreamRules & {
  readonly sessions: SessionRegistry;
  readonly tokens: Tokens;
  readonly admission: Admission;
  readonly paces: Paces;
  readonly streams: StreamList;
  readonly turns: RequestTurns;
  readonly watch: Watch;
  onError(error: unknown, context: { stage: string }): void;
};

export type LiveSockets = {
  /** Takes over the `upgrade` requests of a server that ask for a WebSocket. */
  listen(server: Server): void;
};

export function createLiveSockets(options: LiveSocketsOptions): LiveSockets {
  const { admission, streams, turns, proxies, watch, onError } = options;

  const serverFor = (maxPayload: number) => {
    const server = new WebSocketServer({
      noServer: true,
      maxPayload,
      perMessageDeflate: false,
      handleProtocols: () => subprotocol,
    });
    // A method, key or version that is none of RFC 6455's; `ws` would answer in words of its own.
    server.on('wsClientError', ({ message }, socket, request) => {
      const address = proxies.addressOf(request);
      watch.refused({ reason: 'request', code: errorCodes.invalid, address });
      endWithProblem(socket, { status: 400, code: errorCodes.invalid, detail: message });
    });
    return server;
  };
  const turnstile = createTurnstile();
  const presenterServer = serverFor(relayLimits.presenterFrameBytes);
  const viewerServer = serverFor(relayLimits.viewerFrameBytes);

  /** Resolves with undefined when the connection went before it was settled, or was dropped because that took too long. */
  async function admitInTime(
    asked: StreamRequest,
    socket: Duplex,
    onLate: () => void,
  ): Promise<Admitted | Denied | undefined> {
    const deadline = setTimeout(() => {
      onLate();
      socket.destroy();
    }, relayTiming.admissionMs);
    let onClose = () => {};
    const gone = new Promise<undefined>((resolve) => {
      onClose = () => resolve(undefined);
      socket.on('close', onClose);
    });
    try {
      return await Promise.race([admission.admit(asked.session, asked.token), gone]);
    } finally {
      clearTimeout(deadline);
      // Else all of this would live as long as the socket does.
      socket.off('close', onClose);
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = proxies.addressOf(request);
    const refuse = (refusal: NoPlace, session?: string) => {
      watch.refused({ reason: refusal.reason, code: refusal.code, address, session });
      endWithProblem(socket, refusal);
    };
    const asked = readUpgrade(request, options);
    if (asked.type === 'refused') return refuse(asked);
    const { session } = asked;
    const place = admission.place(address, session);
    if (typeof place !== 'function') return refuse(place, session);
    socket.on('close', place);

    const onLate = () => watch.refused({ reason: 'deadline', address, session });
    const admitted = await admitInTime(asked, socket, onLate);
    if (!admitted) return;
    const closed = admission.closed();
    if (closed) return refuse(closed, session);
    const isPresenter = admitted.type === 'admitted' && admitted.role !== 'viewer';
    const server = isPresenter ? presenterServer : viewerServer;
    server.handleUpgrade(request, socket, head, (webSocket) =>
      settle(webSocket, socket, asked, admitted, address),
    );
  }

  function settle(
    webSocket: WebSocket,
    socket: Duplex,
    asked: StreamRequest,
    admitted: Admitted | Denied,
    address: string,
  ): void {
    const { session, cursor } = asked;
    webSocket.on('error', (error: NodeJS.ErrnoException) => {
      // What a peer did wrong, `ws` answers and closes by itself; the close event tells us.
      if (error.code?.startsWith('WS_ERR_'))
        watch.refused({ reason: 'frame', address, session, code: error.code });
      else onError(error, { stage: 'socket' });
    });
    if (admitted.type === 'denied') {
      const { reason, closeCode, detail } = admitted;
      watch.refused({ reason, address, session, code: String(closeCode) });
      return closeSocket(webSocket, closeCode, detail);
    }
    const { role } = admitted;
    const peer = createSocketPeer(webSocket, socket, admitted, streams.nextBeatSlot(), watch);
    streams.add(peer);
    watch.joined({ session, role, address });
    peer.onGone(() => watch.left({ session, role, address }));
    const tracks = role === 'viewer' ? asked.tracks.viewer : asked.tracks.presenter;
    void serveSocket({ ...options, webSocket, peer, session, address, tracks, cursor });
  }

  return {
    listen(server) {
      server.on('upgrade', (request, socket, head) => {
        // A peer that vanishes must not become an uncaught error, for as long as the socket lives: Node's own listener
        // is gone by now, and `ws` has one only on the sockets that it takes over.
        socket.on('error', () => socket.destroy());
        const begin = () => {
          if (!asksForWebSocket(request)) handToRoutes(server, request, socket, head);
          else turnstile.enter(() => void upgrade(request, socket, head).catch(failed));
        };
        const failed = (error: unknown) => {
          onError(error, { stage: 'upgrade' });
          endWithProblem(socket, {
            status: 500,
            code: errorCodes.internal,
            detail: 'the relay could not answer',
          });
        };
        // An answer to a request before it may still be going out.
        if (!turns.enter(socket, begin)) socket.destroy();
      });
    },
  };
}
