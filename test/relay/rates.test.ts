// How fast peers may be. Who is faster is read more slowly, so nothing is lost and nobody else pays; who asks for streams
// or pages too fast is told so.
import { describe, expect, it } from 'vitest';

import { relayLimits, relayRates } from '../../protocol/limits.ts';
import { createPaces } from '../../relay/streams/paces.ts';
import { createTokenBucket } from '../../relay/streams/token-bucket.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';

shorten(relayLimits, { requestsPerMinute: 100, pacedPeers: 1_000 });
shorten(relayRates.addressJoins, { perSecond: 2, burst: 100 });
shorten(relayRates.presenterMessages, { burst: 400 });
shorten(relayRates.publisherMessages, { burst: 400 });

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('a token bucket', () => {
  it('lets a burst through, then says how long to wait, and refills with time', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 3 });
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1_000))).toEqual([0, 0, 0, 100, 200]);
    expect(bucket.take(1_300)).toBe(0);
    expect(bucket.isFull(1_300)).toBe(false);
    expect(bucket.isFull(1_600)).toBe(true);
  });

  it('never holds more than a burst', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 2 });
    bucket.take(0);
    expect([1, 2, 3].map(() => bucket.take(3_600_000))).toEqual([0, 0, 100]);
  });
});

describe('what is remembered of fast peers', () => {
  it('is one bucket per publisher over all of its connections, and one per address', () => {
    const paces = createPaces();
    expect(paces.publisher('talk', 'ann')).toBe(paces.publisher('talk', 'ann'));
    expect(paces.publisher('talk', 'ann')).not.toBe(paces.publisher('other', 'ann'));
    expect(paces.address('203.0.113.9')).toBe(paces.address('203.0.113.9'));
    expect(paces.address(undefined)).toBeUndefined();
    expect(paces.connection('viewer')).not.toBe(paces.connection('viewer'));
  });

  it('is bounded, also while all of them are fast', () => {
    const paces = createPaces();
    const first = paces.address('first');
    first?.take(performance.now());
    const take = (name: string) => paces.address(name)?.take(performance.now());
    for (let n = 1; n < relayLimits.pacedPeers; n++) take(`peer ${n}`);
    expect(paces.address('first')).toBe(first);
    for (let n = 0; n < relayLimits.pacedPeers; n++) take(`later peer ${n}`);
    expect(paces.address('first')).not.toBe(first);
  });
});

describe('a peer that sends too fast', () => {
  it('has every message answered, only later', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const { perSecond, burst } = relayRates.viewerMessages;
    const more = 2;
    const beganMs = performance.now();
    for (let n = 0; n < burst + more; n++)
      viewer.send({ type: 'reply', id: `r${n}`, from: 'eve', text: 'Hello' });
    // Taken, or refused because replies have a rate of their own.
    const answers = () => [...viewer.all('reply-taken'), ...viewer.all('error')];
    await until(() => expect(answers()).toHaveLength(burst + more));
    // The first one over the burst is still taken; what comes after it waits.
    expect(performance.now() - beganMs).toBeGreaterThan(((more - 1) / perSecond) * 1000);
    expect(viewer.isOpen()).toBe(true);
    const metrics = await (await fetch(`${relay.url}/metrics`)).text();
    expect(metrics).toMatch(/^captionwire_paced_total [1-9]/m);
  });

  it('costs nobody else anything', async () => {
    const relay = await startRelay();
    const [flood, presenter, reader] = [
      await relay.view('talk'),
      await relay.present('talk'),
      await relay.view('talk'),
    ];
    for (let n = 0; n < 2_000; n++) flood.raw('{"type":"tracks","tracks":["main"]}');
    for (let n = 1; n <= 20; n++) presenter.say(n, `t${n}`);
    await until(() => expect(reader.texts()).toHaveLength(20));
    expect(flood.all('snapshot').length).toBeLessThan(relayRates.viewerMessages.burst * 3);
  });

  it('loses no line and keeps their order', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const reader = await relay.view('talk');
    const lines = relayRates.presenterMessages.burst + 200;
    for (let n = 1; n <= lines; n++) presenter.say(n, `t${n}`);
    await until(() => expect(presenter.all('ack')).toHaveLength(lines));
    await until(() => expect(reader.texts()).toEqual(Array.from({ length: lines }, (_, at) => `t${at + 1}`)));
  });

  it('is as fast under a new connection as its publisher was under the old one', async () => {
    const relay = await startRelay();
    const first = await relay.present('talk', 'ann');
    const { burst, perSecond } = relayRates.publisherMessages;
    const beganMs = performance.now();
    for (let n = 1; n < burst; n++) first.say(n, `t${n}`);
    await until(() => expect(first.all('ack')).toHaveLength(burst - 1));
    first.cut();
    const second = await relay.present('talk', 'ann');
    const more = perSecond * 2;
    for (let n = 0; n < more; n++) second.say(burst + n, 'more');
    await until(() => expect(second.all('ack')).toHaveLength(more));
    // What is beyond the burst of both together takes its time, however slow the way to it was.
    expect(performance.now() - beganMs).toBeGreaterThan((more / perSecond) * 1000 * 0.9);
  });
});

describe('an address', () => {
  it('that asks for streams too fast is refused with 429, and others are not', async () => {
    const relay = await startRelay({ trustProxy: ['loopback'], limits: { connectionsPerAddress: 5_000 } });
    const ask = async () => {
      const answer = await fetch(`${relay.url}/v1/sessions/talk/events`, from('203.0.113.9'));
      if (answer.ok) await answer.body?.cancel();
      else expect(await answer.json()).toMatchObject({ code: 'too-many', limit: 'addressJoins' });
      return answer.status;
    };
    const { burst } = relayRates.addressJoins;
    const statuses: number[] = [];
    while (statuses.length < burst * 1.5) {
      statuses.push(...(await Promise.all(Array.from({ length: 50 }, ask))));
    }
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(burst);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await relay.view('talk', from('203.0.113.8'))).isOpen()).toBe(true);
  });

  it('that asks for pages too fast is refused with 429 and told when to come back; others are not', async () => {
    const relay = await startRelay({ trustProxy: ['loopback'] });
    const ask = (path: string, address: string) => fetch(relay.url + path, from(address));
    for (let n = 0; n < relayLimits.requestsPerMinute; n++) {
      const answer = await ask(n % 2 ? '/healthz' : '/nothing', '203.0.113.9');
      await answer.arrayBuffer();
      expect(answer.status).toBe(n % 2 ? 200 : 404);
    }
    for (const path of ['/healthz', '/nothing']) {
      const refused = await ask(path, '203.0.113.9');
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      expect(await refused.json()).toMatchObject({ code: 'too-many', limit: 'requestsPerMinute' });
    }
    expect((await ask('/healthz', '203.0.113.8')).status).toBe(200);
    expect((await fetch(`${relay.url}/healthz`)).status).toBe(200);
  });
});
