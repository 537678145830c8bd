// Every route and every message against everybody who may come: what each is answered with, written down by hand.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { clientMessageSchemas } from '../../protocol/client-messages.ts';
import { errorCodes } from '../../protocol/codes.ts';
import { openRelay, type RunningRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire, type Wire } from '../helpers/wire.ts';

const people = [
  'nobody',
  'viewer',
  'presenter',
  'owner',
  'tool',
  'viewer of another session',
  'presenter of another session',
  'owner of another session',
  'tool of another session',
  'expired viewer',
  'expired presenter',
  'expired owner',
  'expired tool',
] as const;
type Person = (typeof people)[number];

/** A token for each; nobody has none. */
async function tokensOf(relay: RunningRelay): Promise<Map<Person, string | undefined>> {
  const tokenOf = async (person: Person): Promise<string | undefined> => {
    if (person === 'nobody') return undefined;
    const role = /viewer|presenter|owner|tool/.exec(person)?.[0] as 'viewer' | 'presenter' | 'owner' | 'tool';
    const session = person.endsWith('another session') ? 'other' : 'talk';
    const ttlS = person.startsWith('expired') ? -60 : 600;
    return role === 'tool' ? relay.inviteTool({ session, ttlS }) : relay.invite({ session, role, ttlS });
  };
  return new Map(await Promise.all(people.map(async (person) => [person, await tokenOf(person)] as const)));
}

type Answers = Partial<Record<Person, number>> & { readonly others: number };
type Ask = {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly inUrl?: boolean;
};

/** Open to everybody. */
const open = (status = 200): Answers => ({ others: status });
const readers: Answers = { viewer: 200, presenter: 200, owner: 200, others: 401 };
const publishers: Answers = { presenter: 200, owner: 200, viewer: 403, others: 401 };

/** What is asked at each route of `/openapi.json`, and answered; each session is private. */
const routes: Record<string, [Ask, Answers][]> = {
  'get /': [[{ path: '/' }, open()]],
  'get /healthz': [[{ path: '/healthz' }, open()]],
  'get /readyz': [[{ path: '/readyz' }, open()]],
  'get /metrics': [[{ path: '/metrics' }, open()]],
  'get /widget.js': [[{ path: '/widget.js' }, open()]],
  'get /console': [[{ path: '/console' }, open()]],
  'get /s/{session}': [[{ path: '/s/talk' }, open()]],
  'get /s/{session}/plain': [[{ path: '/s/talk/plain' }, readers]],
  'get /v1/sessions/{session}/events': [[{ path: '/v1/sessions/talk/events' }, readers]],
  ...Object.fromEntries(
    ['vtt', 'srt', 'txt', 'json'].map((type) => [
      `get /v1/sessions/{session}/transcript.${type}`,
      [[{ path: `/v1/sessions/talk/transcript.${type}` }, readers]],
    ]),
  ),
  'post /v1/sessions/{session}/captions': [
    [{ path: '/v1/sessions/talk/captions', method: 'POST', body: '{"text":"x"}' }, publishers],
  ],
  'post /v1/sessions/{session}/status': [
    [{ path: '/v1/sessions/talk/status', method: 'POST', body: '{"text":"x"}' }, publishers],
  ],
  'post /v1/sessions/{session}/typing': [
    [{ path: '/v1/sessions/talk/typing', method: 'POST', body: '{"typing":true,"name":"x"}' }, publishers],
  ],
  'post /v1/sessions/{session}/tokens': [
    [
      { path: '/v1/sessions/talk/tokens', method: 'POST', body: '{"role":"viewer"}' },
      { owner: 201, presenter: 403, viewer: 403, others: 401 },
    ],
    // An owner's is not to be had.
    [
      { path: '/v1/sessions/talk/tokens', method: 'POST', body: '{"role":"owner"}' },
      { owner: 400, presenter: 403, viewer: 403, others: 401 },
    ],
  ],
  'post /closedcaption': [
    [
      { path: '/closedcaption?seq=1&cid=', method: 'POST', body: '', inUrl: true },
      { tool: 200, 'tool of another session': 200, others: 403 },
    ],
  ],
  'get /closedcaption/seq': [
    [
      { path: '/closedcaption/seq?cid=', inUrl: true },
      { tool: 200, 'tool of another session': 200, others: 403 },
    ],
  ],
  'post /cartcaption': [
    [
      { path: '/cartcaption?meetingid=talk&token=', method: 'POST', body: 'x', inUrl: true },
      // As Teams answers for another meeting than the token's.
      { tool: 200, 'tool of another session': 404, nobody: 400, others: 401 },
    ],
  ],
  'post /ingest/streamtext': [
    [
      { path: '/ingest/streamtext?seq=1&token=', method: 'POST', body: 'x', inUrl: true },
      { tool: 200, 'tool of another session': 200, nobody: 400, others: 401 },
    ],
  ],
  'post /ingest/webhook': [
    [
      { path: '/ingest/webhook?token=', method: 'POST', body: 'x', inUrl: true },
      { tool: 200, 'tool of another session': 200, nobody: 400, others: 401 },
    ],
  ],
};

async function statusOf(relay: RunningRelay, ask: Ask, token: string | undefined): Promise<number> {
  const { path, method = 'GET', body, inUrl } = ask;
  const headers = {
    ...(body?.startsWith('{') && { 'content-type': 'application/json' }),
    ...(token && !inUrl && { authorization: `Bearer ${token}` }),
  };
  const leaving = new AbortController();
  const url = relay.url + path + (inUrl ? (token ?? '') : '');
  const { status } = await fetch(url, { method, headers, signal: leaving.signal, ...(body && { body }) });
  // Streams never end by themselves.
  leaving.abort();
  return status;
}

let relay: RunningRelay;
let tokens: Map<Person, string | undefined>;
beforeAll(async () => {
  relay = await openRelay({ private: true });
  tokens = await tokensOf(relay);
  const headers = { authorization: `Bearer ${tokens.get('owner')}`, 'content-type': 'text/plain' };
  await fetch(`${relay.url}/v1/sessions/talk/captions`, { method: 'POST', headers, body: 'Hello' });
});
afterAll(() => relay.close());

describe('every route', () => {
  it('is in this table', async () => {
    const { paths } = (await (await fetch(`${relay.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, object>>;
    };
    const all = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => /^(get|post|put|patch|delete)$/.test(method))
        .map((method) => `${method} ${path}`),
    );
    const elsewhere = new Set(['get /openapi.json', 'get /v1/sessions/{session}/live']);
    expect(Object.keys(routes).sort()).toEqual(all.filter((route) => !elsewhere.has(route)).sort());
  });

  it.for(Object.entries(routes))('%s answers everybody as it should', async ([, asks]) => {
    for (const [ask, answers] of asks) {
      const given: Partial<Record<Person, number>> = {};
      for (const person of people) given[person] = await statusOf(relay, ask, tokens.get(person));
      const { others, ...some } = answers;
      expect(given).toEqual({ ...Object.fromEntries(people.map((person) => [person, others])), ...some });
    }
  });
});

describe('every message', () => {
  const line = { type: 'line', id: 'a', rev: 1, text: 'x' };
  const messages: Record<keyof typeof clientMessageSchemas, [object, ...allowed: string[]]> = {
    hello: [{ publisher: 'p', name: 'x' }, 'presenter', 'owner'],
    publish: [{ n: 1, record: line }, 'presenter', 'owner'],
    interim: [{ id: 'a', rev: 1, keep: 0, add: 'x' }, 'presenter', 'owner'],
    typing: [{ typing: true, name: 'x' }, 'presenter', 'owner'],
    clock: [{ sentAt: 1 }, 'presenter', 'owner'],
    tracks: [{ tracks: ['main'] }, 'viewer', 'presenter', 'owner'],
    auth: [{ token: 'x' }, 'viewer', 'presenter', 'owner'],
    signal: [{ signal: 'fast' }, 'viewer', 'presenter', 'owner'],
    floor: [{ live: null }, 'presenter', 'owner'],
    standby: [{ text: 'x' }, 'presenter', 'owner'],
    note: [{ text: 'x' }, 'presenter', 'owner'],
    seen: [{ signal: 'fast' }, 'presenter', 'owner'],
    // Only where the operator lets viewers write: test/relay/replies.test.ts.
    reply: [{ id: 'r', from: 'v', text: 'x' }],
    'reply-typing': [{ from: 'v', typing: true }],
  };
  const refusals = (wire: Wire) =>
    wire.all('error').flatMap(({ code, message }) => (code === errorCodes.roleForbidden ? [message] : []));

  it('of those who may connect is taken from their role alone', async () => {
    for (const role of ['viewer', 'presenter', 'owner'] as const) {
      for (const [type, [fields, ...allowed]] of Object.entries(messages)) {
        const wire = connectWire(relay.url, 'talk', { token: tokens.get(role) as string });
        await wire.first();
        wire.send({ type, ...fields });
        await wire.roundTrip();
        // Behind it: what is answered to that says that the first was read.
        wire.send({ type: 'tracks', tracks: ['main'] });
        await until(() => expect(wire.all('snapshot').length).toBeGreaterThan(1));
        expect([role, type, refusals(wire).length]).toEqual([role, type, allowed.includes(role) ? 0 : 1]);
        wire.cut();
      }
    }
  });

  it('of those who may not is never read', async () => {
    for (const person of people.slice(4).concat('nobody')) {
      const token = tokens.get(person);
      const wire = connectWire(relay.url, 'talk', token ? { token } : {});
      const code = /^expired (?!tool)/.test(person) ? 4010 : 4501;
      expect([person, (await wire.closed()).code]).toEqual([person, code]);
      expect(wire.frames).toEqual([]);
    }
  });

  it('of a role goes on with a renewed token, and no token makes the role another', async () => {
    const viewer = connectWire(relay.url, 'talk', { token: tokens.get('viewer') as string });
    await viewer.first();
    viewer.send({ type: 'auth', token: tokens.get('viewer') });
    expect(await viewer.next('auth')).toMatchObject({ expiresAt: expect.any(Number) });
    for (const person of people.filter((one) => one !== 'viewer' && one !== 'nobody')) {
      viewer.send({ type: 'auth', token: tokens.get(person) });
      expect((await viewer.next('error')).code).toMatch(/^token/);
    }
    viewer.send({ type: 'hello', publisher: 'p' });
    expect((await viewer.next('error')).code).toBe(errorCodes.roleForbidden);
  });
});
