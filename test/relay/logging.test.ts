// The log: what happened, for operators, without a word of what was said and without a token.
import { Writable } from 'node:stream';

import { pino } from 'pino';
import { expect, it } from 'vitest';

import { relayLimits } from '../../protocol/limits.ts';
import { createMetrics } from '../../relay/metrics/metrics.ts';
import { createWatch } from '../../relay/metrics/watch.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { connectWire } from '../helpers/wire.ts';

/** A logger, and what it wrote. */
function keepLog() {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const lines = () =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger: pino({ level: 'debug' }, stream), text: () => text, lines };
}

it('says when the relay starts and stops, which sessions are used, and which presenters come and go', async () => {
  const log = keepLog();
  const relay = await startRelay({ logger: log.logger });
  const presenter = await relay.present('talk');
  presenter.cut();
  await until(() => expect(log.lines().map(({ msg }) => msg)).toContain('presenter left'));
  await relay.close();
  const said = (msg: string) => log.lines().find((line) => line.msg === msg);
  expect(said('listening')).toMatchObject({ level: 30, url: relay.url, store: 'memory' });
  expect(said('session opened')).toMatchObject({ session: 'talk' });
  expect(said('presenter joined')).toMatchObject({
    session: 'talk',
    role: 'presenter',
    address: '127.0.0.1',
  });
  expect(said('presenter left')).toMatchObject({ session: 'talk' });
  expect(said('session put away')).toMatchObject({ session: 'talk' });
  expect(said('closing')).toBeDefined();
  expect(log.lines().at(-1)).toMatchObject({ msg: 'closed' });
});

it('says what was refused, why and to whom', async () => {
  const log = keepLog();
  const relay = await startRelay({ logger: log.logger });
  await connectWire(relay.url, 'talk', { origin: 'https://evil.example' }).refusal();
  await connectWire(relay.url, 'talk', { token: 'forged' }).closed();
  await connectWire(relay.url, 'talk', { protocols: ['graphql-ws'] }).refusal();
  const refusals = log.lines().filter(({ msg }) => msg === 'refused');
  expect(refusals).toMatchObject([
    { level: 40, reason: 'origin', code: 'origin-forbidden', address: '127.0.0.1' },
    { level: 40, reason: 'token', code: '4501', session: 'talk', address: '127.0.0.1' },
    { level: 30, reason: 'subprotocol', address: '127.0.0.1' },
  ]);
});

it('has no text, no name and no token in it, even at level debug', async () => {
  const log = keepLog();
  const relay = await startRelay({ logger: log.logger, private: true });
  const secrets: string[] = [];
  const secret = (text: string) => {
    secrets.push(text);
    return text;
  };
  const token = secret(
    await relay.invite({ session: 'talk', role: 'presenter', name: secret('Token Holder') }),
  );
  const presenter = connectWire(relay.url, 'talk', { token });
  await presenter.first();
  presenter.send({ type: 'hello', publisher: secret('publisher-id-7'), name: secret('Console Name') });
  await presenter.next('welcome');
  presenter.say(1, secret('spoken words'), { speaker: secret('Some Speaker') });
  presenter.publish(2, { type: 'status', level: 'alert', text: secret('status words') });
  await until(() => expect(presenter.all('ack')).toHaveLength(2));
  presenter.interim({ add: secret('interim words') });
  presenter.send({ type: 'typing', typing: true, name: secret('Typing Name') });
  presenter.send({
    type: 'interim',
    id: secret('interim-id'),
    rev: 4,
    keep: 99,
    add: secret('no base words'),
  });
  presenter.send({ type: 'hello', [secret('field-of-its-own')]: secret('value-of-its-own') });
  presenter.raw(`{"text":"${secret('broken json words')}`);
  await until(() => expect(presenter.all('error')).toHaveLength(3));
  presenter.raw(secret('oversize words').repeat(10_000));
  await presenter.closed();

  const expired = secret(await relay.invite({ session: 'talk', role: 'viewer', ttlS: -60 }));
  const forged = secret(`${token}x`);
  for (const wrong of [expired, forged, secret('garbage-token')]) {
    await connectWire(relay.url, 'talk', { token: wrong }).closed();
  }
  const query = `token=${secret('query-token')}`;
  for (const path of [
    `/?${query}`,
    `/none?${query}`,
    `/s/talk?${query}`,
    `/s/%zz?${query}`,
    `/widget.js?${query}`,
  ]) {
    await fetch(relay.url + path, { headers: { authorization: `Bearer ${secret(`header-token${path}`)}` } });
  }
  await connectWire(relay.url, 'talk', { tracks: secret('track words') }).refusal();
  await connectWire(relay.url, `talk/live?${query}&more=`).closed();
  await relay.close();

  expect(log.lines().length).toBeGreaterThan(10);
  expect(secrets.filter((text) => log.text().includes(text))).toEqual([]);
  // Nor the parts of a token, cut somewhere.
  expect(log.text()).not.toContain(token.split('.')[1]);
});

it('cannot be made to grow without bound by peers', () => {
  const log = keepLog();
  const watch = createWatch(log.logger, createMetrics());
  for (let at = 0; at < relayLimits.logLinesPerMinute * 3; at++) watch.refused({ reason: 'origin' });
  expect(log.lines()).toHaveLength(relayLimits.logLinesPerMinute + 1);
  expect(log.lines().at(-1)).toMatchObject({ level: 40, limit: 'logLinesPerMinute' });
  // A store that fails in the middle of a flood of refusals is not hidden by them.
  watch.failed(new Error('the disk is full'), 'append');
  expect(log.lines().at(-1)).toMatchObject({ level: 50, stage: 'append' });
});
