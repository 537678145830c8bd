// A request for a WebSocket, by hand: its headers, and the status that it is answered with.
import { WebSocket } from 'ws';

import { subprotocol } from '../../protocol/limits.ts';
import { until } from './until.ts';

/** The headers of a request below any client, each with its line end. */
export const upgradeHeaders =
  'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
  `sec-websocket-key: ${'A'.repeat(22)}==\r\nsec-websocket-protocol: ${subprotocol}\r\n`;

/** The HTTP status that a viewer's request with these headers is answered with; 101 when it is a WebSocket. */
export async function upgradeStatus(
  relay: { readonly url: string },
  headers: Record<string, string>,
): Promise<number> {
  const address = `${relay.url.replace('http', 'ws')}/v1/sessions/talk/live`;
  const socket = new WebSocket(address, [subprotocol], { headers });
  let status: number | undefined;
  socket.on('upgrade', () => (status = 101)).on('error', () => {});
  socket.on('unexpected-response', (_, response) => (status = response.statusCode));
  const answered = await until(() => status ?? Promise.reject(new Error('no answer')));
  socket.terminate();
  return answered;
}
