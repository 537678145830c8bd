// The WebSocket transport: where it connects, how it carries the token, and that it always ends.
import { createServer, type AddressInfo } from 'node:net';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { createWebSocketTransport } from '../../client/websocket-transport.ts';
import { timing } from '../../protocol/limits.ts';
import { breakableTransport } from '../helpers/client-peers.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

afterEach(() => void vi.useRealTimers());

/** Opens a link and writes down what happens to it, but for beats: one may come at any moment. */
function open(relay: string, more: { token?: string; cursor?: string; tracks?: string[] } = {}) {
  const { transport, sockets } = breakableTransport();
  const log: string[] = [];
  const target = { relay, session: 'talk', token: undefined, cursor: undefined, tracks: undefined, ...more };
  const line = transport(target, {
    onOpen: () => log.push('open'),
    onFrame(text) {
      const { type } = JSON.parse(text) as { type: string };
      if (type !== 'beat') log.push(type);
    },
    onClose: (code, reason) => log.push(`close ${code} ${reason}`.trim()),
  });
  onTestFinished(() => sockets.forEach((socket) => socket.terminate()));
  return { line, log, sockets };
}

describe('the address', () => {
  it.each([
    ['https://x.example', 'wss://x.example/v1/sessions/talk/live'],
    ['http://localhost:8080/', 'ws://localhost:8080/v1/sessions/talk/live'],
    ['https://x.example/captions', 'wss://x.example/captions/v1/sessions/talk/live'],
  ])('keeps scheme, port and path of the relay: %s', (relay, url) => {
    const urls: string[] = [];
    class Kept extends EventTarget {
      bufferedAmount = 0;
      constructor(opened: string) {
        super();
        urls.push(opened);
      }
      send() {}
      close() {}
    }
    const target = { relay, session: 'talk', token: undefined, cursor: undefined, tracks: undefined };
    const handlers = { onOpen() {}, onFrame() {}, onClose() {} };
    createWebSocketTransport(Kept as never)(target, handlers).close(1000, '');
    expect(urls).toEqual([url]);
  });

  it('has cursor and tracks, and never the token', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const { log, sockets } = open(relay.url, { token, cursor: '0.0.811c9dc5', tracks: ['main', 'fr'] });
    await until(() => expect(log.slice(0, 2)).toEqual(['open', 'resume']));
    expect(sockets[0]?.url).toContain('/v1/sessions/talk/live?cursor=0.0.811c9dc5&tracks=main%2Cfr');
    expect(sockets[0]?.url).not.toContain(token.slice(0, 10));
    expect(sockets[0]?.protocol).toBe('captionwire.v1');
  });
});

it('where there is no WebSocket, says how to give it one', () => {
  vi.stubGlobal('WebSocket', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const target = {
    relay: 'http://x',
    session: 'talk',
    token: undefined,
    cursor: undefined,
    tracks: undefined,
  };
  const handlers = { onOpen() {}, onFrame() {}, onClose() {} };
  expect(() => createWebSocketTransport()(target, handlers)).toThrow('createWebSocketTransport(WebSocket)');
});

describe('a line', () => {
  it('opens once, brings frames, and closes once', async () => {
    const relay = await startRelay();
    const { line, log } = open(relay.url);
    await until(() => expect(log).toEqual(['open', 'snapshot']));
    expect(line.bufferedBytes()).toBe(0);
    line.close(1000, 'done');
    line.close(1000, 'done');
    await until(() => expect(log.at(-1)).toBe('close 1000 done'));
    expect(log.filter((entry) => entry.startsWith('close'))).toHaveLength(1);
  });

  it('that nobody answers ends with 1006', async () => {
    const relay = await startRelay();
    await relay.close();
    const { log } = open(relay.url);
    await until(() => expect(log).toEqual(['close 1006']));
  });

  it('that is taken and never answered ends with 1006 after a while', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { log } = open(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    vi.advanceTimersByTime(timing.connectMs - 1);
    expect(log).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(log).toEqual(['close 1006 no answer']);
  });

  it('closes after a while also when the other end takes no part in it', async () => {
    const relay = await startRelay();
    const { line, log, sockets } = open(relay.url);
    await until(() => expect(log).toEqual(['open', 'snapshot']));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    sockets[0]?.pause();
    line.close(4002, 'a gap');
    vi.advanceTimersByTime(timing.closeMs);
    expect(log.at(-1)).toBe('close 4002 a gap');
  });
});
