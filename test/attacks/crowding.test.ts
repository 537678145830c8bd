// One address that takes the places of all others.
import { networkInterfaces } from 'node:os';

import { describe, expect, it } from 'vitest';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import { askRaw, connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';

shorten(relayTiming, { keepAliveMs: 1_000 });

const path = '/v1/sessions/talk/transcript.vtt';
const get = (address: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: ${address}\r\n\r\n`;

it('slow transcript readers of one address leave room for the others', async () => {
  const relay = await startRelay({ trustProxy: ['loopback'] });
  const ann = await relay.present('talk', 'ann');
  // More than the network takes for a reader that does not read.
  for (let n = 1; n <= 800; n++) {
    ann.say(n, '😀'.repeat(1_900));
    // No more at once than the relay sends back to a presenter on a busy machine.
    if (n % 50 === 0) await until(() => expect(ann.all('ack').at(-1)?.n).toBe(n));
  }
  for (let n = 0; n < relayLimits.openTranscripts; n++) {
    const slow = await connectRaw(relay.url);
    slow.socket.pause();
    slow.send(get('203.0.113.9'));
  }
  await until(async () =>
    expect(await askRaw(relay.url, path, { 'x-forwarded-for': '203.0.113.9' })).toMatch(
      /^HTTP\/1\.1 429 [^]*openTranscriptsPerAddress/,
    ),
  );
  expect(await askRaw(relay.url, path, { 'x-forwarded-for': '203.0.113.8' })).toMatch(/^HTTP\/1\.1 200 /);
});

/** An address of this machine that is not its own loopback: connections from it are counted. */
const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one && !one.internal && one.family === 'IPv4')?.address;

describe.skipIf(outside === undefined)('idle TCP connections', () => {
  const most = relayLimits.pageConnectionsPerAddress + 1;

  it('of one address leave room for the others', async () => {
    const relay = await startRelay({ host: '0.0.0.0', limits: { connectionsPerAddress: 1 } });
    const url = relay.url.replace(/\/\/[^:]*/, `//${outside}`);
    const idle = [];
    for (let n = 0; n < most; n++) idle.push(await connectRaw(url));
    const oneMore = await connectRaw(url);
    oneMore.send('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await oneMore.closed()).toBe('');
    const own = relay.url.replace(/\/\/[^:]*/, '//127.0.0.1');
    expect((await fetch(`${own}/healthz`)).status).toBe(200);
    // One that goes makes room.
    idle[0]?.socket.destroy();
    await until(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200));
  });

  it('are closed a few seconds after their answer', async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    raw.send('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await raw.closed()).toMatch(
      new RegExp(`keep-alive: timeout=${relayTiming.keepAliveMs / 1_000}`, 'i'),
    );
  });
});
