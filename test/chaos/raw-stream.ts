// A connection to a session's stream below any WebSocket client: sends bytes of whatever kind, reads what comes back
// frame by frame, and knows when everything that it sent has been answered.
import { connect } from 'node:net';

import { subprotocol } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import { closeFrame, frameBytes, opcodes, readFrame } from './websocket-frames.ts';

export type RawStreamOptions = {
  readonly relay: string;
  readonly session: string;
  readonly token?: string | undefined;
  readonly query?: string;
  onMessage(message: ServerMessage): void;
  /** The relay's own close frame. */
  onClose(code: number, reason: string): void;
};

export type RawStream = {
  send(bytes: Buffer): void;
  /** Resolves once the relay has read everything sent so far, or the connection is over. */
  answered(): Promise<void>;
  /** Resolves once the connection is over. Says goodbye first, or breaks off where `how` says so. */
  end(how: 'close' | 'half' | 'break'): Promise<void>;
  isOpen(): boolean;
};

/** Opens a stream; resolves once the relay has switched protocols. */
export async function openRawStream(options: RawStreamOptions): Promise<RawStream> {
  const { hostname, port } = new URL(options.relay);
  const socket = connect({ port: Number(port), host: hostname, noDelay: true });
  const over = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  const waiting = new Map<string, () => void>();
  let received: Buffer = Buffer.alloc(0);
  let pings = 0;
  let open = true;
  socket.once('close', () => {
    open = false;
    for (const resolve of waiting.values()) resolve();
  });

  const protocols = [subprotocol, ...(options.token ? [`bearer.${options.token}`] : [])];
  socket.write(
    `GET /v1/sessions/${options.session}/live?${options.query ?? ''} HTTP/1.1\r\nHost: relay\r\n` +
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
      `Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: ${protocols.join(', ')}\r\n\r\n`,
  );

  function read(opcode: number, payload: Buffer): void {
    if (opcode === opcodes.text) options.onMessage(readServerFrame(payload.toString()));
    else if (opcode === opcodes.ping) socket.write(frameBytes({ opcode: opcodes.pong, payload }));
    else if (opcode === opcodes.pong) {
      const key = payload.toString();
      waiting.get(key)?.();
      waiting.delete(key);
    } else if (opcode === opcodes.close) {
      if (open)
        options.onClose(payload.length >= 2 ? payload.readUInt16BE(0) : 1005, payload.toString('utf8', 2));
      open = false;
      socket.end();
    } else throw new Error(`a frame with opcode ${opcode} came`);
  }

  await new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 101 ')) return reject(new Error(`no stream: ${head}`));
      received = received.subarray(end + 4);
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
    socket.once('close', () => reject(new Error('the connection ended before it was a stream')));
  });
  const readAll = (chunk: Buffer) => {
    received = received.length > 0 ? Buffer.concat([received, chunk]) : chunk;
    for (let frame = readFrame(received); frame; frame = readFrame(received)) {
      received = received.subarray(frame.bytes);
      read(frame.opcode, frame.payload);
    }
  };
  socket.on('data', readAll);
  readAll(Buffer.alloc(0));

  return {
    send(bytes) {
      if (socket.writable) socket.write(bytes);
    },
    answered() {
      if (!open) return over;
      const key = `answered ${++pings}`;
      socket.write(frameBytes({ opcode: opcodes.ping, payload: Buffer.from(key) }));
      return new Promise((resolve) => waiting.set(key, resolve));
    },
    end(how) {
      open = false;
      if (how === 'break') socket.destroy();
      else if (how === 'half' || !socket.writable) socket.end();
      else socket.write(closeFrame(1000));
      return over;
    },
    isOpen: () => open,
  };
}
