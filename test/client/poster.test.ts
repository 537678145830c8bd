import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';

import { createPoster, PostError, type PosterOptions } from '../../client/index.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

async function startPoster(options: Partial<PosterOptions> = {}) {
  const relay = await startRelay();
  const token = await relay.invite({ session: 'talk', role: 'presenter' });
  const poster = createPoster({ relay: relay.url, session: 'talk', token, ...options });
  return { relay, poster, viewer: await relay.view('talk') };
}

/** What stands before the relay and does with the first requests what a test wants. */
async function startGate(relay: string, ...answers: RequestListener[]) {
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers['idempotency-key']);
    const answer = answers.shift();
    if (answer) return answer(request, response);
    const { authorization = '', 'idempotency-key': key = '' } = request.headers;
    const headers = { authorization, 'idempotency-key': String(key), 'content-type': 'application/json' };
    const passOn = async () => {
      const body = await new Response(request as unknown as ReadableStream).text();
      const passed = await fetch(`${relay}${request.url}`, { method: 'POST', headers, body });
      response.writeHead(passed.status, { 'content-type': 'application/json' }).end(await passed.text());
    };
    void passOn();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keys };
}

describe('createPoster', () => {
  it('publishes captions, a status and who types', async () => {
    const { poster, viewer } = await startPoster();
    const { records } = await poster.captions([{ text: 'One.', speaker: 'Ana' }, { text: 'Two.' }]);
    expect(records).toMatchObject([{ seq: 1 }, { seq: 2 }]);
    await poster.status({ text: 'Back soon', level: 'warning' });
    await poster.typing({ typing: true, name: 'Ana' });
    await until(() => expect(viewer.typing()).toMatchObject([{ name: 'Ana' }]));
    expect(viewer.records()).toMatchObject([
      { text: 'One.', speaker: 'Ana' },
      { text: 'Two.' },
      { type: 'status', text: 'Back soon', level: 'warning' },
    ]);
  });

  it('keeps the order of the calls', async () => {
    const { poster, viewer } = await startPoster();
    const texts = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    await Promise.all(texts.map((text) => poster.captions({ text })));
    await until(() => expect(viewer.texts()).toEqual(texts));
  });

  it('sends again, under one key, what got no answer or was told to wait; it is published once', async () => {
    const { relay, viewer } = await startPoster();
    const gate = await startGate(
      relay.url,
      (_, response) => response.writeHead(503).end('a proxy’s own words'),
      (request) => request.socket.destroy(),
      (_, response) => response.writeHead(429, { 'retry-after': '0' }).end(),
    );
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const poster = createPoster({ relay: gate.url, session: 'talk', token: () => token });
    await poster.captions({ text: 'Once.' });
    expect(gate.keys).toHaveLength(4);
    expect(new Set(gate.keys).size).toBe(1);
    await until(() => expect(viewer.texts()).toEqual(['Once.']));
  });

  it('does not publish twice when only the answer was lost', async () => {
    const { relay, viewer } = await startPoster();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    let isLost = false;
    const loseAnswer: typeof fetch = async (...request) => {
      const response = await fetch(...request);
      if (isLost) return response;
      isLost = true;
      throw new TypeError('the line broke');
    };
    const poster = createPoster({ relay: relay.url, session: 'talk', token, fetch: loseAnswer });
    expect(await poster.captions({ text: 'Once.' })).toMatchObject({ repeated: true });
    await poster.captions({ text: 'Next.' });
    await until(() => expect(viewer.texts()).toEqual(['Once.', 'Next.']));
  });

  it('goes on with a relay that was away', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const token = await first.invite({ session: 'talk', role: 'presenter' });
    const poster = createPoster({ relay: first.url, session: 'talk', token });
    await poster.captions({ text: 'Before.' });
    await first.close();
    const waiting = poster.captions({ text: 'After.' });
    const second = await startRelay({ data, port: Number(new URL(first.url).port) });
    await waiting;
    const viewer = await second.view('talk');
    expect(viewer.joined().lines.map(({ text }) => text)).toEqual(['Before.', 'After.']);
  });

  it('says what was refused, does not try that again, and goes on with the next', async () => {
    const { poster, viewer } = await startPoster();
    const refused = poster.captions({ text: ' ' });
    await expect(refused).rejects.toBeInstanceOf(PostError);
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'text-empty' });
    await poster.captions({ text: 'Next.' });
    await until(() => expect(viewer.texts()).toEqual(['Next.']));
  });

  it('gives up a relay that is out of reach, and says which', async () => {
    const poster = createPoster({ relay: 'http://127.0.0.1:1', session: 'talk', token: 't', tryForMs: 20 });
    await expect(poster.captions({ text: 'Hello' })).rejects.toThrow(
      /^the relay at http:\/\/127\.0\.0\.1:1 could not be reached/,
    );
  });

  it('gives up a relay that takes the request and never answers', async () => {
    const gate = await startGate('', ...Array.from({ length: 20 }, () => () => {}));
    const poster = createPoster({ relay: gate.url, session: 'talk', token: 't', tryForMs: 200 });
    await expect(poster.captions({ text: 'Hello' })).rejects.toThrow(PostError);
    await expect(poster.typing({ typing: true, name: 'Ana' })).rejects.toThrow(PostError);
  });

  it('passes on what the token’s function throws, at once', async () => {
    const token = () => {
      throw new Error('no token today');
    };
    const poster = createPoster({ relay: 'http://127.0.0.1:1', session: 'talk', token });
    await expect(poster.captions({ text: 'Hello' })).rejects.toThrow('no token today');
  });

  it('stops with its signal', async () => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const poster = createPoster({ relay: 'http://127.0.0.1:1', session: 'talk', token: 't', signal });
    const waiting = poster.captions({ text: 'Hello' });
    stopping.abort(new Error('no longer needed'));
    await expect(waiting).rejects.toThrow('no longer needed');
  });

  it.each([
    [{ session: 'a b' }, /session "a b"/],
    [{ relay: 'nowhere' }, /Invalid URL/],
  ])('refuses %j', (wrong, words) => {
    expect(() => createPoster({ relay: 'http://r', session: 'talk', token: 't', ...wrong })).toThrow(words);
  });
});
