// Requests that say who they are, and where they go, in a way that two readers may read differently.
import { describe, expect, it } from 'vitest';

import { askRaw, connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { upgradeHeaders } from '../helpers/upgrade-status.ts';

it('1,100 small headers before X-Forwarded-For do not hide it', async () => {
  const relay = await startRelay({ trustProxy: ['loopback'], limits: { connectionsPerAddress: 1 } });
  const many = Array.from({ length: 1_100 }, (_, n) => [`h${n}`, '']);
  const headers = { ...Object.fromEntries(many), 'x-forwarded-for': '203.0.113.9' } as Record<string, string>;
  const stream = await connectRaw(relay.url);
  stream.send('GET /v1/sessions/talk/events HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.9\r\n\r\n');
  await until(() => expect(stream.received()).toContain('200 OK'));
  const answer = await askRaw(relay.url, '/v1/sessions/talk/events', headers);
  expect(answer).toMatch(/^HTTP\/1\.1 429 [^]*connectionsPerAddress/);
});

describe('two Host headers', () => {
  it.each([
    ['/healthz', ''],
    ['/v1/sessions/talk/events', ''],
    ['/v1/sessions/talk/live', upgradeHeaders],
  ])('are refused at %s', async (path, more) => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    raw.send(`GET ${path} HTTP/1.1\r\nhost: a.example\r\nhost: b.example\r\n${more}\r\n`);
    await until(() => expect(raw.received()).toMatch(/^HTTP\/1\.1 400 [^]*more than one host/));
  });

  it('none, from HTTP/1.1, is refused for a WebSocket too', async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    raw.send(`GET /v1/sessions/talk/live HTTP/1.1\r\n${upgradeHeaders}\r\n`);
    expect(await raw.closed()).toMatch(/^HTTP\/1\.1 400 [^]*no host/);
  });
});

it.each([
  '/v1/sessions/talk/../hall/live',
  '/x/../v1/sessions/talk/live',
  '/v1/sessions/./talk/live',
  '/v1/sessions/talk/%2e%2e/hall/live',
  '//v1/sessions/talk/live',
  '/v1\\sessions/talk/live',
])('a WebSocket at %s gets none: a path has one spelling', async (path) => {
  const relay = await startRelay();
  const raw = await connectRaw(relay.url);
  raw.send(`GET ${path} HTTP/1.1\r\nhost: x\r\n${upgradeHeaders}\r\n`);
  expect(await raw.closed()).toMatch(/^HTTP\/1\.1 404 /);
});
