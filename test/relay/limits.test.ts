// Connections: how many there may be, and how long a peer may take. The answer names the limit.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import { countedAddress } from '../../relay/http/proxies.ts';
import { askRaw, connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { slowSockets } from '../helpers/slow-sockets.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

shorten(relayTiming, { headersMs: 1_000, requestMs: 2_000, requestCheckMs: 100 });
shorten(relayLimits, { pageConnections: 100 });

afterEach(() => void vi.useRealTimers());

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('streams', () => {
  it('beyond the limit of the relay are refused with 503, until one ends', async () => {
    const relay = await startRelay({ limits: { connections: 2 } });
    const [first] = [await relay.view('one'), await relay.view('two')];
    const { status, type, problem } = await connectWire(relay.url, 'three').refusal();
    expect({ status, type }).toEqual({ status: 503, type: 'application/problem+json' });
    expect(problem).toMatchObject({ type: '/problems/too-many', code: 'too-many', limit: 'connections' });
    expect(problem.detail).toContain('connections');
    first.cut();
    await until(async () => expect((await relay.view('three')).joined().session).toBe('three'));
  });

  it('beyond the limit of a session are refused with 503, and other sessions go on', async () => {
    const relay = await startRelay({ limits: { connectionsPerSession: 1 } });
    await relay.view('talk');
    const { status, problem } = await connectWire(relay.url, 'talk').refusal();
    expect({ status, limit: problem.limit }).toEqual({ status: 503, limit: 'connectionsPerSession' });
    expect((await relay.view('other')).isOpen()).toBe(true);
  });

  it('beyond the limit of an address are refused with 429, and other addresses go on', async () => {
    const relay = await startRelay({ trustProxy: ['loopback'], limits: { connectionsPerAddress: 2 } });
    await Promise.all([relay.view('a', from('203.0.113.9')), relay.view('b', from('203.0.113.9'))]);
    const { status, problem } = await connectWire(relay.url, 'c', from('203.0.113.9')).refusal();
    expect({ status, limit: problem.limit }).toEqual({ status: 429, limit: 'connectionsPerAddress' });
    expect((await relay.view('c', from('203.0.113.8'))).isOpen()).toBe(true);
  });

  it('of one IPv6 customer count together', async () => {
    const relay = await startRelay({ trustProxy: ['loopback'], limits: { connectionsPerAddress: 1 } });
    await relay.view('talk', from('2001:db8:1:2::a'));
    const { problem } = await connectWire(relay.url, 'talk', from('2001:db8:1:2:ffff::b')).refusal();
    expect(problem.limit).toBe('connectionsPerAddress');
    expect((await relay.view('talk', from('2001:db8:1:3::a'))).isOpen()).toBe(true);
  });

  it('that come all at once do not get past a limit', async () => {
    const relay = await startRelay({ limits: { connections: 5 } });
    const token = await relay.invite({ session: 'talk', role: 'viewer' });
    const wires = Array.from({ length: 20 }, () => connectWire(relay.url, 'talk', { token }));
    const refused = await Promise.allSettled(
      wires.map((wire) => Promise.any([wire.first(), wire.refusal()])),
    );
    expect(refused.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(wires.filter((wire) => wire.frames.length > 0)).toHaveLength(5);
  });

  it('that are refused by token give their place back', async () => {
    const relay = await startRelay({ limits: { connections: 1 } });
    for (let at = 0; at < 3; at++) {
      await until(async () => {
        const wire = connectWire(relay.url, 'talk', { token: 'forged' });
        expect((await wire.closed()).code).toBe(4501);
      });
    }
  });

  it.each([0, -1, 1.5, Number.NaN])('cannot be limited to %s', async (connections) => {
    await expect(startRelay({ limits: { connections } })).rejects.toThrow(`limit connections ${connections}`);
  });
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['127.0.0.1', undefined],
  ['::1', undefined],
  ['::ffff:127.0.0.1', undefined],
  ['unknown', 'unknown'],
  // Some proxies write the client's port too.
  ['203.0.113.9:50123', '203.0.113.9'],
  ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
  ['[::1]:443', undefined],
])('the address %s is counted as %s', (address, counted) => {
  expect(countedAddress(address)).toBe(counted);
});

describe('TCP connections', () => {
  it('beyond all that may be needed are dropped, and there is room again afterwards', async () => {
    const relay = await startRelay({ limits: { connections: 1 } });
    const most = 1 + relayLimits.pageConnections;
    const idle = await Promise.all(Array.from({ length: most + 1 }, () => connectRaw(relay.url)));
    // Which one comes too late is the kernel's choice: it may complete many connections in another order.
    expect(await Promise.any(idle.map((raw) => raw.closed(20_000)))).toBe('');
    expect(idle.filter(({ socket }) => socket.closed)).toHaveLength(1);
    for (const { socket } of idle) socket.destroy();
    await until(async () => expect(await askRaw(relay.url, '/healthz', {})).toContain('200 OK'));
  });
});

describe('a request that comes by drops', () => {
  it(
    'is answered with 408 and dropped, while others are served',
    async () => {
      const relay = await startRelay();
      const [silent, slow, upgrading] = await Promise.all([1, 2, 3].map(() => connectRaw(relay.url)));
      const dripping = setInterval(() => slow?.send('x: y\r\n'), relayTiming.headersMs / 20);
      onTestFinished(() => clearInterval(dripping));
      slow?.send('GET / HTTP/1.1\r\nhost: x\r\n');
      upgrading?.send('GET /v1/sessions/talk/live HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\n');
      expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
      const timeoutMs = relayTiming.headersMs + 10_000;
      const answers = await Promise.all([silent, slow, upgrading].map((raw) => raw?.closed(timeoutMs)));
      for (const answer of answers) {
        expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
        expect(answer).toContain('"code":"too-slow"');
      }
      expect(relay.failures).toEqual([]);
    },
    relayTiming.headersMs + 20_000,
  );

  it('that is too large or no HTTP is answered with a problem document', async () => {
    const relay = await startRelay();
    const large = await connectRaw(relay.url);
    large.send(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(await large.closed()).toMatch(
      /^HTTP\/1\.1 431 [^]*application\/problem\+json[^]*"code":"invalid"/,
    );
    const wrong = await connectRaw(relay.url);
    wrong.send('hello\r\n\r\n');
    expect(await wrong.closed()).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid"/);
  });
});

describe('an upgrade whose admission is not settled in time', () => {
  it('is dropped, and gives its place back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { sockets, refused } = slowSockets();
    const server = createServer();
    sockets.listen(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const raw = await connectRaw(url);
    raw.send(
      'GET /v1/sessions/talk/live HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
        'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        'sec-websocket-protocol: captionwire.v1, bearer.slow\r\n\r\n',
    );
    await until(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    vi.advanceTimersByTime(relayTiming.admissionMs);
    expect(await raw.closed()).toBe('');
    await until(() => expect(refused()).toEqual(['deadline']));
  });
});
