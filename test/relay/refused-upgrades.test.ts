// A peer that is refused, and behaves badly about it, costs the relay nothing.
import { connect, type Socket } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const upgradeTo = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

function dial(url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  return socket;
}

it('that resets its connection does not end the relay', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('uncaughtException', note);
  onTestFinished(() => void process.off('uncaughtException', note));
  const relay = await startRelay();
  for (let n = 0; n < 50; n++) {
    const socket = dial(relay.url);
    socket.write(upgradeTo('/nope'));
    await new Promise((resolve) => socket.once(n % 2 ? 'connect' : 'data', resolve));
    socket.resetAndDestroy();
  }
  const viewer = await relay.view('talk');
  expect(viewer.isOpen()).toBe(true);
  expect(uncaught).toEqual([]);
});

it('that never closes its side is closed, and does not hold up closing the relay', async () => {
  const relay = await startRelay();
  const sockets = Array.from({ length: 20 }, () => dial(relay.url));
  const answers: string[] = [];
  for (const socket of sockets) {
    socket.write(upgradeTo('/v1/sessions/a.b/live'));
    socket.once('data', (data) => answers.push(String(data)));
  }
  await until(() => expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 400 '))).toHaveLength(20));
  await until(() => expect(sockets.filter(({ readableEnded }) => readableEnded)).toHaveLength(20));
  await relay.close();
});
