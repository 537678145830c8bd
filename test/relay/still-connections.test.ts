// Connections that hold a place and do nothing with it: each ends by a deadline of its own, and streams do not.
import { describe, expect, it } from 'vitest';

import { relayTiming, timing } from '../../protocol/limits.ts';
import { connectRaw } from '../helpers/raw-request.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';

shorten(relayTiming, { headersMs: 1_000, requestMs: 2_000, requestCheckMs: 100, stillConnectionMs: 3_000 });
shorten(timing, { heartbeatMs: 1_000 });
const { requestMs, requestCheckMs, stillConnectionMs } = relayTiming;
/** What a deadline may be late by on a machine that is busy. */
const lateMs = 10_000;

describe.concurrent('a connection', () => {
  it('that never brings the body it announced is ended', { timeout: requestMs + 30_000 }, async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    const beganMs = performance.now();
    raw.send('POST /healthz HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 1000\r\n\r\n');
    const dripping = setInterval(() => raw.send('x'), requestMs / 40);
    const answer = await raw.closed(requestMs + lateMs).finally(() => clearInterval(dripping));
    expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*too-slow/);
    expect(performance.now() - beganMs).toBeGreaterThan(requestMs - requestCheckMs);
    expect(relay.failures).toEqual([]);
  });

  it('that is a stream of events stays', { timeout: stillConnectionMs + 40_000 }, async () => {
    const relay = await startRelay();
    const raw = await connectRaw(relay.url);
    raw.send('GET /v1/sessions/talk/events HTTP/1.1\r\nhost: x\r\n\r\n');
    const beats = () => raw.received().split('"type":"beat"').length - 1;
    await until(() => expect(beats()).toBe(4), stillConnectionMs + 20_000);
    expect(raw.socket.closed).toBe(false);
  });
});
