// Server-Sent Events: the same stream for networks that block WebSocket, read by a client that is not ours.
import { EventSource, type EventSourceFetchInit } from 'eventsource';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import { timing } from '../../protocol/limits.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import { beatRounds, playClock } from '../helpers/heartbeats.ts';
import { connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

afterEach(() => void vi.useRealTimers());

type Options = { token?: string; origin?: string; query?: string; lastEventId?: string };

const eventsUrl = (relay: { url: string }, query = '') => `${relay.url}/v1/sessions/talk/events${query}`;

function headersOf({ token, origin, lastEventId }: Options): Record<string, string> {
  return {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(origin ? { origin } : {}),
    ...(lastEventId ? { 'last-event-id': lastEventId } : {}),
  };
}

/** Reads the stream as a page would, with the `eventsource` package. */
function listen(relay: { url: string }, options: Options = {}) {
  const messages: ServerMessage[] = [];
  const ids: string[] = [];
  const errors: (number | undefined)[] = [];
  const source = new EventSource(eventsUrl(relay, options.query), {
    fetch: (url: string | URL, init: EventSourceFetchInit) =>
      fetch(url, { ...init, headers: { ...init.headers, ...headersOf(options) } }),
  });
  source.addEventListener('message', ({ data, lastEventId }) => {
    messages.push(readServerFrame(String(data)));
    ids.push(lastEventId);
  });
  source.addEventListener('error', ({ code }) => void errors.push(code));
  onTestFinished(() => source.close());
  const texts = () =>
    messages.flatMap((message) =>
      message.type === 'resume' || message.type === 'events'
        ? (message.records ?? []).flatMap((record) => (record.type === 'line' ? [record.text] : []))
        : [],
    );
  return { source, messages, ids, errors, texts };
}

/** Asks once, and reads the answer's head. */
async function ask(relay: { url: string }, options: Options & { method?: string } = {}) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { method = 'GET', query } = options;
  const init = { method, headers: headersOf(options), signal: leaving.signal };
  return { answer: await fetch(eventsUrl(relay, query), init), leave: () => leaving.abort() };
}

describe('the events of a session', () => {
  it('are what the WebSocket says: a snapshot, then every line, interim text and typing', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'before');
    await presenter.next('ack');
    const viewer = await relay.view('talk');
    const page = listen(relay);
    await until(() => expect(page.messages[0]).toMatchObject({ type: 'snapshot', role: 'viewer' }));
    presenter.send({ type: 'typing', typing: true, name: 'ann' });
    presenter.interim({ id: 'l2', add: 'aft' });
    presenter.say(2, 'after\nin two lines');
    await until(() => expect(page.texts()).toEqual(['after\nin two lines']));
    await until(() => expect(viewer.texts()).toEqual(page.texts()));
    const events = page.messages.filter(({ type }) => type === 'events');
    expect(events).toEqual(viewer.all('events').slice(-events.length));
    expect(page.ids.at(-1)).toBe(viewer.cursor());
  });

  it('go on from the last id when the connection breaks, with nothing missing and nothing twice', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const page = listen(relay);
    await until(() => expect(page.messages).toHaveLength(1));
    for (let n = 1; n <= 3; n++) presenter.say(n, `t${n}`);
    await until(() => expect(page.texts()).toEqual(['t1', 't2', 't3']));
    page.source.close();
    for (let n = 4; n <= 6; n++) presenter.say(n, `t${n}`);
    await until(() => expect(presenter.all('ack')).toHaveLength(6));
    const back = listen(relay, { lastEventId: page.ids.at(-1) as string });
    await until(() => expect(back.texts()).toEqual(['t4', 't5', 't6']));
    expect(back.messages[0]).toMatchObject({ type: 'resume' });
  });

  it('can be resumed with a cursor in the address too, and are reset where that is not known', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'one');
    await presenter.next('ack');
    const strange = listen(relay, { query: '?cursor=other.9.9' });
    await until(() => expect(strange.messages[0]).toMatchObject({ type: 'snapshot', reset: 'epoch' }));
    const known = listen(relay, { query: `?cursor=${strange.ids[0]}` });
    await until(() => expect(known.messages[0]).toMatchObject({ type: 'resume', records: [] }));
  });

  it('carry headers that keep proxies from gathering or changing them', async () => {
    const { answer } = await ask(await startRelay());
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
  });

  it('bring the heartbeat, and are not cut for being still', async () => {
    playClock();
    const page = listen(await startRelay());
    await until(() => expect(page.messages).toHaveLength(1));
    for (let beat = 1; beat <= 5; beat++) {
      vi.advanceTimersByTime(timing.heartbeatMs);
      await until(() => expect(page.messages).toHaveLength(1 + beat));
      expect(page.messages.at(-1)).toMatchObject({ type: 'beat', cursor: page.ids.at(-1) });
    }
    expect(page.errors).toEqual([]);
  });

  it('count as a viewer, who is gone when the connection is', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const { leave } = await ask(relay);
    await until(() => expect(presenter.all('presence').at(-1)).toMatchObject({ viewers: 1, presenters: 1 }));
    leave();
    await until(() => expect(presenter.all('presence').at(-1)).toMatchObject({ viewers: 0 }));
  });

  it('end with a word on when to come back when the relay closes', async () => {
    const relay = await startRelay();
    const { answer } = await ask(relay);
    const text = answer.text();
    await relay.close();
    expect(await text).toMatch(/\nretry: \d+\n\ndata: \{"type":"bye","code":1012,[^\n]*\}\n\n$/);
  });
});

describe('a reader of events that reads nothing', () => {
  it('costs the others nothing, is ended by the heartbeat, and goes on from its cursor', async () => {
    playClock();
    const relay = await startRelay();
    const [ann, bob] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    const stalled = await connectRaw(relay.url);
    stalled.send('GET /v1/sessions/talk/events HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => expect(stalled.received()).toContain('"type":"snapshot"'));
    stalled.socket.pause();
    const reader = await relay.view('talk');
    // Twice what the kernel holds for it on its way.
    const text = '語'.repeat(1_900);
    const lines = 1_800;
    for (let n = 1; n <= lines; n++) {
      ann.say(n, text);
      bob.say(n, text);
      if (n % 100 === 0) await until(() => expect(reader.records().at(-1)?.seq).toBe(n * 2));
    }
    await beatRounds(3, [ann, bob, reader]);
    await until(async () => {
      const metrics = await (await fetch(`${relay.url}/metrics`)).text();
      expect(metrics).toMatch(/^captionwire_slow_viewers_closed_total 1$/m);
      expect(metrics).toMatch(/^captionwire_viewers 1$/m);
    });
    expect(reader.records()).toHaveLength(lines * 2);
  });
});

describe('who may read the events', () => {
  it.each([
    ['the relay itself', undefined, 200, null],
    ['a page on localhost', 'http://localhost:3000', 200, 'http://localhost:3000'],
    ['a page that is allowed', 'https://good.example', 200, 'https://good.example'],
    ['a page that is not', 'https://bad.example', 403, null],
    ['a page whose address only begins so', 'https://good.example.bad.example', 403, null],
    ['a page without an origin of its own', 'null', 403, null],
  ])('%s', async (_, origin, status, allowed) => {
    const relay = await startRelay({ origins: ['https://good.example'] });
    for (const method of ['GET', 'OPTIONS']) {
      const { answer } = await ask(relay, { method, ...(origin ? { origin } : {}) });
      expect(answer.status).toBe(status === 200 && method === 'OPTIONS' ? 204 : status);
      expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
      if (status === 403) expect(await answer.json()).toMatchObject({ code: 'origin-forbidden' });
      else expect(answer.headers.get('vary')).toContain('Origin');
    }
  });

  it('of a private relay: who has a token, in a header', async () => {
    const relay = await startRelay({ private: true });
    const token = await relay.invite({ session: 'talk', role: 'viewer' });
    const page = listen(relay, { token });
    await until(() =>
      expect(page.messages[0]).toMatchObject({ type: 'snapshot', expiresAt: expect.any(Number) }),
    );
    const other = await relay.invite({ session: 'other', role: 'viewer' });
    const old = await relay.invite({ session: 'talk', role: 'viewer', ttlS: -60 });
    for (const [wrong, code] of [
      [undefined, 'token'],
      ['forged', 'token'],
      [other, 'token'],
      [old, 'token-expired'],
    ] as const) {
      const { answer } = await ask(relay, { ...(wrong ? { token: wrong } : {}), origin: 'http://localhost' });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toMatchObject({ type: `/problems/${code}`, code });
      expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost');
    }
  });

  it('ends when the token runs out, with the code that asks for a fresh one', async () => {
    playClock('Date');
    const relay = await startRelay({ private: true });
    const page = listen(relay, { token: await relay.invite({ session: 'talk', role: 'viewer', ttlS: 5 }) });
    await until(() => expect(page.messages).toHaveLength(1));
    vi.advanceTimersByTime(timing.heartbeatMs);
    await until(() => expect(page.messages.at(-1)).toMatchObject({ type: 'bye', code: 4010 }));
    await until(() => expect(page.errors).toContain(401));
  });

  it('counts for the limits of connections, and gives its place back', async () => {
    const relay = await startRelay({ limits: { connections: 1 } });
    const { leave } = await ask(relay);
    const { answer } = await ask(relay);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'too-many', limit: 'connections' });
    leave();
    await until(async () => expect((await relay.view('talk')).isOpen()).toBe(true));
  });

  it.each([
    ['/v1/sessions/a%20b/events', 400, 'session-name'],
    ['/v1/sessions/talk/events?tracks=a,,b', 400, 'invalid'],
  ])('%s is answered with %s', async (path, status, code) => {
    const answer = await fetch((await startRelay()).url + path);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });
});
