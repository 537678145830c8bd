// The transcript of a session as a file: what the fold makes of the log, in four forms, for whoever may read the session.
import { connect } from 'node:net';

import fastify from 'fastify';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import type { Line } from '../../protocol/records.ts';
import type { Engine } from '../../relay/engines/contract.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { addTranscripts } from '../../relay/http/transcript-routes.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { resolveOptions } from '../../relay/options.ts';
import { createAdmission } from '../../relay/streams/admission.ts';
import { createPaces } from '../../relay/streams/paces.ts';
import { createTokens } from '../../relay/auth/tokens.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const startMs = 1_700_000_000_000;

async function get(
  relay: { url: string },
  name: string,
  headers: Record<string, string> = {},
  method = 'GET',
) {
  const answer = await fetch(`${relay.url}/v1/sessions/talk/transcript.${name}`, { headers, method });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

/** A session with a correction, a retraction and a status in it. */
async function startTalk(options: Parameters<typeof startRelay>[0] = {}): Promise<RunningRelay> {
  const relay = await startRelay(options);
  const ann = await relay.present('talk', 'ann');
  const say = (n: number, text: string, more: Partial<Line> = {}) =>
    ann.say(n, text, { at: startMs + n * 2_000, ...more });
  say(1, 'We meat at ten', { speaker: 'Ann', lang: 'en' });
  say(2, 'Gone');
  say(3, 'applause', { kind: 'sound' });
  ann.publish(4, { type: 'retract', id: 'l2' });
  ann.publish(5, { type: 'status', level: 'info', text: 'Break' });
  ann.publish(6, { type: 'line', id: 'l1', rev: 2, text: 'We meet at <ten>', speaker: 'Ann', lang: 'en' });
  say(7, 'Wir treffen uns', { track: 'de' });
  await until(() => expect(ann.all('ack')).toHaveLength(7));
  return relay;
}

describe('a transcript', () => {
  it('is WebVTT, SubRip, text and JSON, corrected and without what was taken back', async () => {
    const relay = await startTalk();
    const vtt = await get(relay, 'vtt');
    expect(vtt.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    expect(vtt.body).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.067\n<v Ann><lang en>We meet at &lt;ten&gt;</lang>\n' +
        '\n00:00:04.000 --> 00:00:05.000\n[applause]\n',
    );
    const srt = await get(relay, 'srt');
    expect(srt.headers.get('content-type')).toBe('application/x-subrip; charset=utf-8');
    expect(srt.body).toContain('1\n00:00:00,000 --> 00:00:01,067\nAnn: We meet at <\u2060ten>\n');
    const txt = await get(relay, 'txt');
    expect(txt.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(txt.body).toBe('Ann: We meet at <ten>\n[applause]\n');
    const json = await get(relay, 'json');
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(json.headers.get('content-disposition')).toBe('inline; filename="talk.json"');
    const viewer = await relay.view('talk');
    expect(JSON.parse(json.body)).toEqual({
      session: 'talk',
      cursor: viewer.joined().cursor,
      lines: viewer.joined().lines,
    });
  });

  it('is of the main track unless others are asked for', async () => {
    const relay = await startTalk();
    expect((await get(relay, 'txt?tracks=de')).body).toBe('Wir treffen uns\n');
    expect((await get(relay, 'txt?tracks=*')).body).toContain('applause]\nWir treffen');
  });

  it('begins after a cursor, and counts its times from a moment, where that is asked for', async () => {
    const relay = await startTalk();
    const { cursor } = JSON.parse((await get(relay, 'json')).body) as { cursor: string };
    const since = cursor.replace(/\.7\./, '.1.');
    expect((await get(relay, `txt?since=${since}`)).body).toBe('[applause]\n');
    expect((await get(relay, `vtt?origin=${startMs}`)).body).toContain(
      '00:00:06.000 --> 00:00:07.000\n[applause]',
    );
  });

  it.each(['tracks=a,,b', 'since=yesterday', 'since=', 'origin=-1', 'origin=1e3', 'origin=1&origin=2'])(
    'with %s is refused, and says what is wrong',
    async (query) => {
      const { status, body } = await get(await startTalk(), `vtt?${query}`);
      expect(status).toBe(400);
      const problem = JSON.parse(body) as { code: string; detail: string };
      expect(problem.code).toBe('invalid');
      expect(problem.detail).toContain(query.split('=')[0]);
    },
  );

  it('that somebody has already is not sent again, until something is said', async () => {
    const relay = await startTalk();
    const { headers } = await get(relay, 'vtt');
    const etag = headers.get('etag') as string;
    expect(etag).toMatch(/^"[^"]+"$/);
    expect(headers.get('cache-control')).toBe('no-cache');
    for (const known of [etag, `"x", ${etag}`, `W/${etag}`, '*']) {
      const again = await get(relay, 'vtt', { 'if-none-match': known });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
    }
    const bob = await relay.present('talk', 'bob');
    bob.publish(1, { type: 'retract', id: 'l3' });
    await bob.next('ack');
    const news = await get(relay, 'txt', { 'if-none-match': etag });
    expect([news.status, news.body]).toEqual([200, 'Ann: We meet at <ten>\n']);
  });

  it('answers HEAD with the headers alone', async () => {
    const { status, headers, body } = await get(await startTalk(), 'srt', {}, 'HEAD');
    expect([status, body]).toEqual([200, '']);
    expect(headers.get('content-type')).toBe('application/x-subrip; charset=utf-8');
    expect(headers.get('etag')).toMatch(/^"/);
  });

  it('of a session in which nothing was said is not there', async () => {
    const relay = await startRelay();
    await relay.present('talk');
    const { status, headers, body } = await get(relay, 'vtt');
    expect(status).toBe(404);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'not-found' });
    expect((await fetch(`${relay.url}/v1/sessions/a%20b/transcript.vtt`)).status).toBe(400);
    expect((await fetch(`${relay.url}/v1/sessions/talk/transcript.doc`)).status).toBe(404);
  });

  it('of a private relay is for who has a token, in a header', async () => {
    const relay = await startTalk({ private: true });
    const bearer = async (session: string, ttlS = 60) => ({
      authorization: `Bearer ${await relay.invite({ session, role: 'viewer', ttlS })}`,
    });
    expect((await get(relay, 'txt', await bearer('talk'))).body).toContain('We meet');
    for (const [headers, code] of [
      [{}, 'token'],
      [await bearer('other'), 'token'],
      [await bearer('talk', -60), 'token-expired'],
      [{ authorization: 'Bearer x' }, 'token'],
    ] as const) {
      const { status, body, headers: answered } = await get(relay, 'txt', headers);
      expect(status).toBe(401);
      expect(JSON.parse(body)).toMatchObject({ code });
      expect(answered.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('may be read by pages whose origin is allowed, with a token too, and by no other page', async () => {
    const relay = await startTalk({ origins: ['https://elsewhere.example'] });
    const foreign = await get(relay, 'vtt', { origin: 'https://foreign.example' });
    expect([foreign.status, JSON.parse(foreign.body).code]).toEqual([403, 'origin-forbidden']);
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    const { headers } = await get(relay, 'vtt', { origin: 'https://elsewhere.example' });
    expect(headers.get('access-control-allow-origin')).toBe('https://elsewhere.example');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const preflight = await get(relay, 'vtt', { origin: 'https://elsewhere.example' }, 'OPTIONS');
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

it('requests that are dropped at once leave room for others', async () => {
  const relay = await startTalk();
  const token = await relay.invite({ session: 'talk', role: 'viewer' });
  const { port } = new URL(relay.url);
  const ask = `GET /v1/sessions/talk/transcript.txt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  for (let at = 0; at < relayLimits.openTranscripts * 2; at++) {
    const socket = connect(Number(port), '127.0.0.1');
    await new Promise<void>((resolve) => socket.write(ask, () => resolve()));
    socket.resetAndDestroy();
  }
  await until(async () => expect((await get(relay, 'txt')).status).toBe(200));
});

it('more transcripts at once than there may be are refused, and told when there is room', async () => {
  const engine = createMemoryEngine();
  const draft = { type: 'line', id: 'a', rev: 1, text: 'x' } as const;
  await engine.append({ session: 'talk', publisher: 'p', number: 1, draft, nowMs: startMs });
  const gates: (() => void)[] = [];
  const stalled: Engine = {
    ...engine,
    async readSince(...where) {
      await new Promise<void>((resolve) => gates.push(resolve));
      return engine.readSince(...where);
    },
  };
  const settings = resolveOptions({});
  const tokens = createTokens(settings.secret);
  const app = fastify();
  addTranscripts(app, {
    ...settings,
    engine: stalled,
    admission: createAdmission({ ...settings, tokens, paces: createPaces() }),
    watch: createWatch(pino({ level: 'silent' }), createMetrics()),
    onError: () => {},
  });
  onTestFinished(() => app.close());
  const url = await app.listen({ port: 0 });
  const ask = () => fetch(`${url}/v1/sessions/talk/transcript.txt`);
  const open = Array.from({ length: relayLimits.openTranscripts }, ask);
  await until(() => expect(gates).toHaveLength(open.length));
  const refused = await ask();
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: 'too-many', limit: 'openTranscripts' });
  const letGo = setInterval(() => gates.splice(0).forEach((go) => go()), 5);
  onTestFinished(() => clearInterval(letGo));
  for (const answer of open) expect(await (await answer).text()).toBe('x\n');
  expect(await (await ask()).text()).toBe('x\n');
});
