// What a captioning tool is told when its request cannot be taken: its own service's status, a problem document that says
// what was wrong, and nothing half published.
import { Writable } from 'node:stream';

import { pino } from 'pino';
import { describe, expect, it } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { type IngestDialect, ingestDialects } from '../../protocol/links.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { codeOf, said, send, toolUrl } from '../helpers/tool-requests.ts';

const time = '2026-01-24T00:00:06.873';
/** A body that each takes. */
const good: Readonly<Record<IngestDialect, string>> = {
  zoom: 'Hello\n',
  youtube: `${time}\nHello.`,
  teams: 'Hello',
  streamtext: 'Hello\n',
  webhook: '{"text":"Hello\\n"}',
};
/** What each adds to its URL. */
const added: Readonly<Record<IngestDialect, string>> = {
  zoom: '&seq=1&lang=en-US',
  youtube: '&seq=1',
  teams: '&lang=en-us',
  streamtext: '&seq=1',
  webhook: '&from=somewhere',
};
const bad = new Uint8Array([0x48, 0xff, 0x48]);

/** A request that would be taken, changed. */
async function ask(
  relay: RunningRelay,
  dialect: IngestDialect,
  change: { url?: (url: string) => string; body?: string | Uint8Array; ttlS?: number; method?: string } = {},
) {
  const { ttlS, body = good[dialect], url = (same: string) => same, method } = change;
  const address = (await toolUrl(relay, dialect, ttlS === undefined ? {} : { ttlS })) + added[dialect];
  const answer = await send(url(address), body, method === undefined ? {} : { method });
  return { ...answer, code: answer.status === 200 ? undefined : codeOf(answer) };
}

describe.each(ingestDialects)('what %s sends', (dialect) => {
  const status = { zoom: 403, youtube: 403, teams: 401, streamtext: 401, webhook: 401 }[dialect];

  it('is published', async () => {
    const relay = await startRelay();
    expect((await ask(relay, dialect)).status).toBe(200);
    expect((await said(relay)).trim()).toBe(dialect === 'youtube' ? 'Hello.' : 'Hello');
  });

  it.each<[what: string, change: Parameters<typeof ask>[2], status: number, code: string]>([
    ['whose token has expired', { ttlS: -60 }, status, 'token-expired'],
    [
      'whose token is forged',
      { url: (url) => url.replace(/eyJ[\w-]+/, 'eyJhbGciOiJub25lIn0') },
      status,
      'token',
    ],
    ['that is no UTF-8', { body: bad }, 400, 'malformed'],
    ['that is too large', { body: 'a '.repeat(relayLimits.postBytes) }, 413, 'too-large'],
    ['that is no POST', { method: 'GET' }, 405, 'method'],
  ])('%s is refused', async (_, change, expected, code) => {
    const relay = await startRelay();
    const answer = await ask(relay, dialect, change);
    expect([answer.status, answer.code]).toEqual([expected, code]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await said(relay)).toBe('');
  });
});

it.each<[dialect: IngestDialect, what: string, from: RegExp, to: string, status: number, detail: RegExp]>([
  ['zoom', 'its signature missing', /signature=[^&]*&/, '', 403, /signature is missing/],
  ['zoom', 'its id missing', /id=talk&/, '', 403, /id is missing/],
  ['zoom', 'its number missing', /&seq=1/, '', 403, /seq is missing/],
  [
    'zoom',
    'a number that is none',
    /seq=1/,
    'seq=-1',
    403,
    /seq must be an integer from 0 to 9007199254740990/,
  ],
  ['zoom', 'a number twice', /seq=1/, 'seq=1&seq=2', 403, /seq is there twice/],
  ['zoom', 'another session', /id=talk/, 'id=other', 403, /another session/],
  ['youtube', 'its token missing', /cid=[^&]*&/, 'key=yt_qc&', 400, /signature is missing/],
  [
    'youtube',
    'a number that is none',
    /seq=1/,
    'seq=one',
    400,
    /seq must be an integer from 0 to 9007199254740990/,
  ],
  ['teams', 'its meeting missing', /meetingid=talk&/, '', 400, /meetingid is missing/],
  ['teams', 'its token missing', /token=[^&]*&/, '', 400, /token is missing/],
  ['streamtext', 'its number missing', /&seq=1/, '', 400, /seq is missing/],
  ['webhook', 'its token missing', /token=[^&]*&/, '', 400, /token is missing/],
  ['webhook', 'a level that is none', /&from/, '&level=loud&from', 400, /level is not info/],
  ['webhook', 'a kind that is none', /&from/, '&as=line&from', 400, /as is not "status"/],
])('%s with %s is told so', async (dialect, _, from, to, status, detail) => {
  const relay = await startRelay();
  const answer = await ask(relay, dialect, { url: (url) => url.replace(from, to) });
  expect(answer.status).toBe(status);
  expect(JSON.parse(answer.text).detail).toMatch(detail);
  expect(await said(relay)).toBe('');
});

it.each([
  ['{"transcript":', 'malformed'],
  ['{"volume":7}', 'invalid'],
  ['{"text":7}', 'invalid'],
  ['{"status":"a","level":"loud"}', 'invalid'],
])('a webhook’s body %s is refused', async (body, code) => {
  const relay = await startRelay();
  expect(await ask(relay, 'webhook', { body })).toMatchObject({ status: 400, code });
  expect(await said(relay)).toBe('');
});

it('more captions than one request may bring are refused, all of them', async () => {
  const relay = await startRelay();
  const body = 'a\n'.repeat(relayLimits.captionsPerPost + 1);
  expect(await ask(relay, 'zoom', { body })).toMatchObject({ status: 400, code: 'invalid' });
  expect(await said(relay)).toBe('');
});

it('a text that is too long for one line becomes several', async () => {
  const relay = await startRelay();
  const word = 'word '.repeat(1_000).trim();
  expect((await ask(relay, 'teams', { body: word })).status).toBe(200);
  const text = await said(relay);
  expect(text.trim().split('\n').length).toBeGreaterThan(1);
  expect(text.trim().replaceAll('\n', ' ')).toBe(word);
});

it('a language that is none leaves the words without one', async () => {
  const relay = await startRelay();
  const viewer = await relay.view('talk');
  await ask(relay, 'zoom', { url: (url) => url.replace('en-US', 'english%20please') });
  expect(await said(relay)).toBe('Hello\n');
  expect(viewer.records()[0]).not.toHaveProperty('lang');
});

it('a tool’s token opens nothing but publishing', async () => {
  const relay = await startRelay({ private: true });
  const token = await relay.inviteTool({ session: 'talk' });
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['transcript.txt', 'events']) {
    expect((await fetch(`${relay.url}/v1/sessions/talk/${path}`, { headers })).status).toBe(401);
  }
  const captions = { method: 'POST', headers, body: 'Hello' };
  expect((await fetch(`${relay.url}/v1/sessions/talk/captions`, captions)).status).toBe(401);
  expect((await fetch(`${relay.url}/v1/sessions/talk/tokens`, captions)).status).toBe(401);
});

it('no token gets into the log, whatever becomes of its request', async () => {
  let log = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  const relay = await startRelay({ logger: pino({ level: 'trace' }, sink) });
  const token = await relay.inviteTool({ session: 'talk' });
  const secret = token.slice(-20);
  const url = `${relay.url}/closedcaption?id=talk&ns=a&expire=1&spparams=a&signature=${token}`;
  for (const asked of [
    url,
    `${url}&seq=1`,
    `${url}x&seq=1`,
    `${url}&seq=%`,
    url.replace('id=talk', 'id=a'),
  ]) {
    await send(asked, 'Hello');
    await send(asked, bad);
  }
  await relay.close();
  expect(log).toContain('token');
  expect(log).not.toContain(secret);
});
