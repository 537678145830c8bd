// Behind a proxy (`--trust-proxy`): whose word counts about host, scheme and address; and offers to switch protocol.
import { describe, expect, it } from 'vitest';

import { createProxies } from '../../relay/http/proxies.ts';
import { askRaw, connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { upgradeStatus } from '../helpers/upgrade-status.ts';

const forwarded = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'captions.example.org',
  'x-forwarded-proto': 'https',
};

describe('a proxy that is trusted', () => {
  it('says how the start page was reached, so that the tag to copy is right', async () => {
    const relay = await startRelay({ trustProxy: ['127.0.0.0/8'] });
    const page = await askRaw(relay.url, '/', forwarded);
    expect(page).toContain('src=&quot;https://captions.example.org/widget.js&quot;');
  });

  it('says which address pages of the relay itself come from', async () => {
    const relay = await startRelay({ trustProxy: ['loopback'] });
    const own = { ...forwarded, 'x-forwarded-host': '203.0.113.1', origin: 'https://203.0.113.1' };
    expect(await upgradeStatus(relay, own)).toBe(101);
    expect(await upgradeStatus(relay, { ...own, origin: 'https://203.0.113.2' })).toBe(403);
  });

  it('says who connects, and only its own word counts, not what the client put before it', async () => {
    const relay = await startRelay({ trustProxy: ['127.0.0.1'], limits: { connectionsPerAddress: 1 } });
    const from = (...addresses: string[]) => ({ headers: { 'x-forwarded-for': addresses.join(', ') } });
    const open = async (options: { headers: Record<string, string> }) => {
      const wire = await relay.view('talk', options);
      return wire.joined().session;
    };
    expect(await open(from('203.0.113.9'))).toBe('talk');
    expect(await upgradeStatus(relay, from('198.51.100.1', '203.0.113.9').headers)).toBe(429);
    expect(await open(from('203.0.113.9', '198.51.100.1'))).toBe('talk');
  });

  it('is walked past further proxies that are trusted as well', async () => {
    const relay = await startRelay({
      trustProxy: ['127.0.0.1', '10.0.0.0/8'],
      limits: { connectionsPerAddress: 1 },
    });
    await relay.view('talk', { headers: { 'x-forwarded-for': '203.0.113.9, 10.1.2.3' } });
    expect(await upgradeStatus(relay, { 'x-forwarded-for': '203.0.113.9, 10.9.9.9' })).toBe(429);
    expect(await upgradeStatus(relay, { 'x-forwarded-for': '203.0.113.8, 10.9.9.9' })).toBe(101);
  });
});

describe('anybody else', () => {
  it.each([{ trustProxy: [] }, { trustProxy: ['10.0.0.0/8', '192.0.2.1'] }])(
    'is not believed, with $trustProxy',
    async (options) => {
      const relay = await startRelay(options);
      const page = await askRaw(relay.url, '/', forwarded);
      expect(page).toContain(`src=&quot;${relay.url}/widget.js&quot;`);
      expect(page).not.toContain('captions.example.org');
      const own = { ...forwarded, origin: 'https://captions.example.org' };
      expect(await upgradeStatus(relay, own)).toBe(403);
    },
  );
});

it.each(['10.0.0.0/33', 'example.org', '', '10.0.0', '::/129'])(
  '%j is no proxy and is said to be none',
  (range) => {
    expect(() => createProxies([range])).toThrow(`trust-proxy "${range}"`);
  },
);

describe('a request that offers to switch to HTTP/2, as curl --http2 does', () => {
  const offer = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
  };

  it.each(['/', '/healthz', '/s/talk', '/demo/support.html'])('gets %s over HTTP/1.1', async (path) => {
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    const lines = Object.entries({ host: 'x', ...offer }).map(([name, value]) => `${name}: ${value}\r\n`);
    raw.send(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
    await until(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 200 OK\r\n/));
    // The connection goes on, and may offer again.
    raw.send(`GET /readyz HTTP/1.1\r\n${lines.join('')}\r\n`);
    await until(() => expect(raw.received()).toContain('{"status":"ready"}'));
    raw.send('GET /none HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await raw.closed()).toContain('HTTP/1.1 404 Not Found');
    expect(relay.failures).toEqual([]);
  });

  it('has its body read, and gets no stream', async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    const headers = 'host: x\r\nconnection: Upgrade\r\nupgrade: h2c\r\n';
    raw.send(`POST /healthz HTTP/1.1\r\ncontent-length: 5\r\n${headers}\r\nhello`);
    await until(() => expect(raw.received()).toContain('HTTP/1.1 404'));
    raw.send(`GET /v1/sessions/talk/live HTTP/1.1\r\n${headers}\r\n`);
    await until(() => expect(raw.received()).toContain('nothing is at /v1/sessions/talk/live'));
    raw.send('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await raw.closed()).toContain('{"status":"ok"}');
  });
});
