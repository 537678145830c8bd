// Requests that offer to switch to a protocol which is not WebSocket, as `curl --http2` does with `Upgrade: h2c`. A server
// may ignore such an offer (RFC 9110, 7.8), but Node 20 hands every one to the `upgrade` event and its routes never
// see it. So the request is put back onto its connection without the offer, and the connection begins anew.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Whether the request asks for a WebSocket; the names of protocols have no case (RFC 6455, 4.2.1). */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  const offered = (headers.upgrade ?? '').split(',');
  return offered.some((protocol) => protocol.trim().toLowerCase() === 'websocket');
}

/**
 * Gives a request that came as an upgrade to the routes.
 * @param head what came behind its headers: its body, or the next request.
 */
export function handToRoutes(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] as string;
    const value = plainValue(name, request.rawHeaders[at + 1] as string);
    if (value !== undefined) lines.push(`${name}: ${value}`);
  }
  // Headers were read as Latin-1, so this gives back the bytes that came.
  const headers = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([headers, head]));
  server.emit('connection', socket);
}

/** A header without the offer; undefined where nothing of it is left. */
function plainValue(name: string, value: string): string | undefined {
  switch (name.toLowerCase()) {
    case 'upgrade':
    case 'http2-settings':
      return undefined;
    case 'connection': {
      const kept = value.split(',').filter((option) => !/^\s*(upgrade|http2-settings)\s*$/i.test(option));
      return kept.length > 0 ? kept.join(',') : undefined;
    }
    default:
      return value;
  }
}
