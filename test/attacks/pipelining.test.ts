// One connection that sends many requests without waiting for an answer, and leaves.
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { packageFiles } from '../../relay/package-files.ts';
import { connectRaw } from '../helpers/raw-request.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { upgradeHeaders } from '../helpers/upgrade-status.ts';

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;
const times = (count: number, text: string) => Array.from({ length: count }, () => text).join('');
const firstIn = (folder: string) =>
  readdirSync(join(packageFiles.browser, folder)).find((name) => name.endsWith('.js'));

/** What this process has open of the files that a relay serves; descriptors are told by Linux alone. */
const openFiles = () =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(packageFiles.browser) || path.startsWith(packageFiles.demo) ? [path] : [];
    } catch {
      // Closed since the folder was read.
      return [];
    }
  });

/** A figure of the relay's own. */
const metric = async ({ url }: RunningRelay, name: string) =>
  (await (await fetch(`${url}/metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.split(' ')[1];

const staticFiles = [
  '/widget.js',
  `/widget/${firstIn('widget')}`,
  '/console',
  `/console/assets/${firstIn('console/assets')}`,
  '/pages/pages.css',
  '/demo/film.webm',
];

describe('requests sent all at once', () => {
  it('are answered in their order, whatever they ask for', async () => {
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    const paths = [...staticFiles, '/healthz', '/none', '/s/talk'];
    raw.send(paths.map((path) => get(path)).join(''));
    raw.send(get('/readyz', 'connection: close\r\n'));
    const answers = await raw.closed();
    const types = [...answers.matchAll(/^content-type: ([a-z/+]+)/gim)].map(([, type]) => type);
    expect(types).toEqual([
      'text/javascript',
      'text/javascript',
      'text/html',
      expect.stringMatching(/javascript/),
      'text/css',
      'video/webm',
      'application/json',
      'application/problem+json',
      'text/html',
      'application/json',
    ]);
  });

  it.skipIf(process.platform !== 'linux').each(staticFiles)(
    '200 for %s leak no descriptor when the client leaves',
    async (path) => {
      const relay = await startRelay({ demo: true });
      for (let round = 0; round < 5; round++) {
        const raw = await connectRaw(relay.url);
        // What the client does not read stands before all the others.
        raw.socket.pause();
        raw.send(get('/demo/film.webm') + times(199, get(path)));
        await until(() => expect(openFiles().length).toBeGreaterThan(0));
        // However many ask, one file is open, and the one before it may be closing.
        expect(openFiles().length).toBeLessThanOrEqual(2);
        raw.socket.destroy();
        await until(() => expect(openFiles()).toEqual([]));
      }
      expect((await fetch(relay.url + path)).status).toBe(200);
    },
  );

  it('end the connection when there are more than a client has use for', async () => {
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    raw.socket.pause();
    raw.send(get('/demo/film.webm') + times(relayLimits.pipelinedRequests + 1, get('/healthz')));
    raw.socket.resume();
    await raw.closed();
    expect(await metric(relay, 'captionwire_refusals_total{reason="limit-requests"}')).toBe('1');
  });

  it('behind a stream wait for its end, and leave nothing behind', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    ann.say(1, 'Hello');
    await ann.next('ack');
    const raw = await connectRaw(relay.url);
    const waiting = ['/s/talk/plain', '/v1/sessions/talk/events', '/v1/sessions/talk/transcript.vtt'];
    raw.send(
      get('/s/talk/plain') +
        times(relayLimits.openTranscripts + 5, waiting.map((path) => get(path)).join('')),
    );
    await until(() => expect(raw.received()).toContain('Hello'));
    await until(async () => expect(await metric(relay, 'captionwire_viewers')).toBe('1'));
    raw.socket.destroy();
    await until(async () => expect(await metric(relay, 'captionwire_viewers')).toBe('0'));
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.vtt`)).status).toBe(200);
  });
});

describe('behind an answer that is still going out', () => {
  const film = get('/demo/film.webm');
  const filmBytes = 1_799_272;
  /** What came after the film. */
  const rest = (received: string) => received.slice(received.indexOf('\r\n\r\n') + 4 + filmBytes);

  it.each([
    [
      'an offer of HTTP/2',
      'connection: upgrade\r\nupgrade: h2c\r\n',
      '/healthz',
      /^HTTP\/1\.1 200 OK[^]*"ok"/,
    ],
    ['a WebSocket', upgradeHeaders, '/v1/sessions/talk/live', /^HTTP\/1\.1 101 [^]*"snapshot"/],
  ])('%s is answered', async (_name, headers, path, expected) => {
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    raw.socket.setEncoding('latin1');
    raw.send(film + get(path, headers));
    await until(() => expect(rest(raw.received())).toMatch(expected));
    expect(relay.failures).toEqual([]);
  });

  it('a body that ends in the middle of its chunks is told so, and cut where an answer is going out', async () => {
    const relay = await startRelay({ demo: true });
    const broken =
      'POST /v1/sessions/talk/captions HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nBOO\r\n';
    const alone = await connectRaw(relay.url);
    alone.send(broken);
    expect(await alone.closed()).toMatch(/^HTTP\/1\.1 40[01] /);
    const behind = await connectRaw(relay.url);
    behind.send(film + broken);
    const received = await behind.closed();
    expect(received.split('HTTP/1.1 ').length).toBeLessThanOrEqual(2);
    expect(relay.failures).toEqual([]);
  });

  it('what is no HTTP, again and again, is told once and leaves nothing on the connection', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    raw.socket.setEncoding('latin1').pause();
    raw.send(film);
    for (let n = 0; n < 20; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      raw.send('BOO\r\n\r\n');
    }
    raw.socket.resume();
    expect(rest(await raw.closed()).split('HTTP/1.1 400 ')).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it('what is no HTTP is told so', async () => {
    const relay = await startRelay({ demo: true });
    const raw = await connectRaw(relay.url);
    raw.socket.setEncoding('latin1');
    raw.send(`${film}BOO\r\n\r\n`);
    expect(rest(await raw.closed())).toMatch(/^HTTP\/1\.1 400 /);
  });
});
