// Everything that a real relay says in a lively session is what serverMessageSchemas promises, field by field.
import { Compile } from 'typebox/compile';
import { afterEach, expect, it, vi } from 'vitest';

import { serverMessageSchemas } from '../../protocol/server-messages.ts';
import { limits, timing } from '../../protocol/limits.ts';
import { playClock } from '../helpers/heartbeats.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

afterEach(() => void vi.useRealTimers());

/** The schemas without leave to say more than they name. */
const checks = new Map(
  Object.entries(serverMessageSchemas).map(([type, schema]) => [
    type,
    Compile({ ...schema, additionalProperties: false }),
  ]),
);

it('every message of a lively session fits its schema, and every kind of message was met', async () => {
  playClock();
  const relay = await startRelay({ replies: true });
  const ann = await relay.present('talk', 'ann');
  const early = await relay.view('talk', { tracks: '*' });
  ann.say(1, 'one 😀', { speaker: 'Ann', lang: 'en', kind: 'speech' });
  ann.say(2, '\ufb2c'.repeat(limits.textCodePoints / 3), { track: 'he' });
  ann.say(4, 'too far');
  ann.publish(3, { type: 'line', id: 'l1', rev: 2, text: 'One' });
  ann.publish(4, { type: 'status', level: 'alert', text: 'Fire', until: Date.now() });
  ann.publish(5, { type: 'clear', scope: 'screen' });
  ann.publish(6, { type: 'retract', id: 'l2' });
  ann.interim({ add: 'Goo', kind: 'speech', speaker: '\ufb2c'.repeat(26) });
  ann.interim({ rev: 2, keep: 3, add: 'd' });
  ann.interim({ id: 'long', add: '\ufb2c'.repeat(limits.textCodePoints) });
  ann.interim({ id: 'lost', rev: 9, keep: 9, add: '' });
  ann.send({ type: 'typing', typing: true, name: 'ann' });
  ann.send({ type: 'clock', sentAt: 1 });
  ann.send({ type: 'auth', token: await relay.invite({ session: 'talk', role: 'presenter' }) });
  ann.send({ type: 'publish', n: 7, record: { type: 'line' } });
  ann.raw('{');
  await until(() => expect(ann.all('ack')).toHaveLength(6));
  await until(() => expect(early.interims().length).toBeGreaterThan(0));
  const resumed = await relay.view('talk', { cursor: early.joined().cursor, tracks: 'main,he' });
  const fresh = await relay.view('talk', { cursor: 'other.9.9' });
  ann.interim({ rev: 3, keep: 0, add: '' });
  ann.publish(7, { type: 'end' });
  fresh.send({ type: 'signal', signal: 'fast' });
  await ann.next('signals');
  ann.send({ type: 'seen', signal: 'fast' });
  await fresh.next('seen');
  ann.send({ type: 'note', text: 'over to you' });
  await ann.next('note');
  const bob = await relay.present('talk', 'bob');
  ann.send({ type: 'floor', live: 'ann', offRecord: true });
  ann.send({ type: 'standby', text: 'on standby' });
  early.send({ type: 'reply-typing', from: 'v', typing: true });
  fresh.send({ type: 'reply', id: 'r', from: 'v', text: 'Yes' });
  fresh.send({ type: 'reply', id: 'r', from: 'v', text: ' ' });
  for (const type of ['standby', 'replies', 'reply-typing'] as const) await bob.next(type);
  fresh.send({ type: 'publish' });
  fresh.send({ type: 'tracks', tracks: ['he'] });
  await until(() => expect(fresh.all('snapshot')).toHaveLength(2));
  vi.advanceTimersByTime(timing.heartbeatMs);
  await until(() => expect(fresh.all('beat')).toHaveLength(1));
  await relay.close();

  const frames = [ann, bob, early, resumed, fresh].flatMap((wire) => wire.frames);
  for (const frame of frames) {
    const check = checks.get(frame.type);
    expect(check?.Errors(frame), JSON.stringify(frame).slice(0, 300)).toEqual([]);
  }
  expect([...new Set(frames.map(({ type }) => type))].sort()).toEqual([...checks.keys()].sort());
});
