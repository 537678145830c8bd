// The WebSocket transport (RFC 6455, browser API). The token rides as a second subprotocol, never in the URL.
// oxlint-disable unicorn/prefer-add-event-listener -- a socket that is nobody else's; these are fewer bytes
import { bearerPrefix, subprotocol, timing } from '../protocol/limits.ts';
import { sessionUrl } from './session-url.ts';
import type { Transport } from './transport.ts';

/** What the transport needs of a WebSocket: the browser's, or `ws` in Node before 22. */
export type WebSocketClass = new (url: string, protocols: string[]) => WebSocketLike;
type WebSocketLike = {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  onerror: (() => void) | null;
};

/**
 * A transport over WebSocket.
 * @param socketClass the browser's own by default; pass the class of the `ws` package in Node 20.
 */
export function createWebSocketTransport(socketClass?: WebSocketClass): Transport {
  return ({ relay, session, token, cursor, tracks }, handlers) => {
    const Socket = socketClass ?? (globalThis.WebSocket as unknown as WebSocketClass | undefined);
    if (!Socket) throw new TypeError('No WebSocket: createWebSocketTransport(WebSocket)');
    const url = sessionUrl(relay, session, 'live', { cursor, tracks: tracks?.join() });
    url.protocol = url.protocol.replace('http', 'ws');
    const socket = new Socket(url.href, token ? [subprotocol, bearerPrefix + token] : [subprotocol]);

    let ended = false;
    let closing: ReturnType<typeof setTimeout> | undefined;
    const end = (code: number, reason: string) => {
      if (ended) return;
      ended = true;
      clearTimeout(opening);
      clearTimeout(closing);
      handlers.onClose(code, reason);
    };
    // A connection that never answers (a captive portal, a dropped SYN) would hang for minutes otherwise.
    const opening = setTimeout(() => {
      socket.close();
      end(1006, 'no answer');
    }, timing.connectMs);

    socket.onopen = () => {
      clearTimeout(opening);
      if (!ended) handlers.onOpen();
    };
    socket.onmessage = ({ data }) => {
      if (!ended && typeof data === 'string') handlers.onFrame(data);
    };
    socket.onclose = ({ code, reason }) => end(code, reason);
    // What went wrong is in the `close` that always follows; `ws` throws when nobody listens.
    socket.onerror = () => {};

    return {
      send: (text) => socket.send(text),
      bufferedBytes: () => socket.bufferedAmount,
      close(code, reason) {
        // Browsers let pages close with 1000 and 3000-4999 only.
        socket.close(code === 1000 || code >= 3000 ? code : 1000, reason);
        if (!ended) closing = setTimeout(end, timing.closeMs, code, reason);
      },
    };
  };
}
