// Requests below any HTTP client: bytes onto a TCP connection, and the bytes that come back.
import { connect, type Socket } from 'node:net';

import { onTestFinished } from 'vitest';

import { until } from './until.ts';

export type RawConnection = {
  readonly socket: Socket;
  send(text: string): void;
  /** All that has come back. */
  received(): string;
  /** Resolves with all that came back, once the relay has closed the connection. */
  closed(timeoutMs?: number): Promise<string>;
};

export async function connectRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  let text = '';
  let ended = false;
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
  socket.on('error', () => {}).on('close', () => (ended = true));
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    received: () => text,
    closed: (timeoutMs) =>
      until(() => {
        if (!ended) throw new Error(`still open; got last ${JSON.stringify(text.slice(-300))}`);
        return text;
      }, timeoutMs),
  };
}

/** Sends one request over a connection of its own; resolves with the whole answer. */
export async function askRaw(url: string, path: string, headers: Record<string, string>): Promise<string> {
  const raw = await connectRaw(url);
  const lines = Object.entries({ host: new URL(url).host, connection: 'close', ...headers });
  raw.send(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  return raw.closed();
}
