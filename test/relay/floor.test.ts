// Who of several captioners is live: told to captioners, kept over a short loss, and never a reason to refuse a line.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { relayLimits, relayTiming } from '../../protocol/limits.ts';
import { createFloor } from '../../relay/sessions/floor.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';
import { textOf } from '../helpers/frame-text.ts';

const floor = (wire: Wire) => {
  const { type: _, ...stands } = wire.all('floor').at(-1) ?? { type: 'floor' };
  return stands;
};
type Told = { presenters?: object[]; text?: string };
const messageOf = (frame: Frame) => JSON.parse(textOf(frame)) as Told;
const ann = { id: 'ann', name: 'ann' };
const bob = { id: 'bob', name: 'bob' };

afterEach(() => void vi.useRealTimers());

describe('the floor', () => {
  it('is told to every captioner after welcome and on each change, and to no viewer', async () => {
    const relay = await startRelay();
    const a = await relay.present('talk', 'ann');
    await until(() => expect(floor(a)).toEqual({ presenters: [ann], live: null, offRecord: false }));
    const [b, viewer] = [await relay.present('talk', 'bob'), await relay.view('talk')];
    a.send({ type: 'floor', live: 'ann' });
    const taken = { presenters: [ann, bob], live: 'ann', offRecord: false };
    for (const wire of [a, b]) await until(() => expect(floor(wire)).toEqual(taken));
    b.send({ type: 'floor', live: 'bob', offRecord: true });
    for (const wire of [a, b]) {
      await until(() => expect(floor(wire)).toEqual({ ...taken, live: 'bob', offRecord: true }));
    }
    expect(viewer.all('floor')).toEqual([]);
  });

  it('is given to nobody who is not here', async () => {
    const relay = await startRelay();
    const a = await relay.present('talk', 'ann');
    a.send({ type: 'floor', live: 'zoe' });
    expect(await a.next('error')).toMatchObject({ code: 'invalid', field: 'live' });
    expect(floor(a)).toMatchObject({ live: null });
  });

  it('is no reason to refuse a line: what a captioner on standby publishes is published', async () => {
    const relay = await startRelay();
    const [a, b] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    const viewer = await relay.view('talk');
    a.send({ type: 'floor', live: 'ann' });
    b.say(1, 'All the same');
    await until(() => expect(viewer.texts()).toEqual(['All the same']));
  });

  it('stays with one whose line broke, who finds it again', async () => {
    const relay = await startRelay();
    const [a, b] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    a.send({ type: 'floor', live: 'ann' });
    await until(() => expect(floor(b)).toMatchObject({ live: 'ann' }));
    a.cut();
    const again = await relay.present('talk', 'ann');
    await until(() => expect(floor(again)).toMatchObject({ live: 'ann', presenters: [ann, bob] }));
    expect(floor(b)).toMatchObject({ live: 'ann' });
  });

  it('is nobody’s once who had it is gone for good; off the record is over when all are', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let here = [ann, bob];
    const told: Told[] = [];
    const peer = { push: (frame: Frame) => told.push(messageOf(frame)) } as unknown as Peer;
    const board = createFloor({ present: () => here, readers: () => [[peer, 'bob']] });
    board.change({ live: 'ann', offRecord: true });
    vi.runAllTimers();
    here = [bob];
    board.changed();
    vi.runAllTimers();
    expect(told).toMatchObject([
      { live: 'ann', offRecord: true },
      { live: null, offRecord: true },
    ]);
    here = [];
    board.changed();
    vi.runAllTimers();
    expect(told.at(-1)).toMatchObject({ presenters: [], live: null, offRecord: false });
  });

  it('lists no more captioners than its limit', () => {
    const crowd = Array.from({ length: relayLimits.presentersListed + 9 }, (_, n) => ({
      id: `p${n}`,
      name: '',
    }));
    const told: Told[] = [];
    const peer = { push: (frame: Frame) => told.push(messageOf(frame)) } as unknown as Peer;
    createFloor({ present: () => crowd, readers: () => [] }).tell(peer);
    expect(told[0]?.presenters).toHaveLength(relayLimits.presentersListed);
  });
});

describe('what is written on standby', () => {
  it('is shown to the other captioners, also to one who comes later, and to nobody else', async () => {
    const relay = await startRelay();
    const [a, b] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    const viewer = await relay.view('talk');
    b.send({ type: 'standby', text: 'And now\u0007 the' });
    const shown = { type: 'standby', publisher: 'bob', text: 'And now the' };
    await until(() => expect(a.all('standby')).toEqual([shown]));
    const late = await relay.present('talk', 'cat');
    await until(() => expect(late.all('standby')).toEqual([shown]));
    expect(b.all('standby')).toEqual([]);
    expect(viewer.all('standby')).toEqual([]);
  });

  it('is over when its captioner says so, or is gone', async () => {
    const relay = await startRelay();
    const [a, b] = [await relay.present('talk', 'ann'), await relay.present('talk', 'bob')];
    const last = () => a.all('standby').at(-1)?.text;
    b.send({ type: 'standby', text: 'one' });
    await until(() => expect(last()).toBe('one'));
    b.send({ type: 'standby', text: '' });
    await until(() => expect(last()).toBe(''));
    b.send({ type: 'standby', text: 'two' });
    await until(() => expect(last()).toBe('two'));
    b.cut();
    await until(() => expect(last()).toBe(''));
  });

  it('waits for one who reads slowly as its newest alone', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const told: unknown[] = [];
    let backlog = relayLimits.softBacklogBytes + 1;
    const slow = {
      open: () => true,
      backlogBytes: () => backlog,
      push: (frame: Frame) => told.push(messageOf(frame).text),
    } as unknown as Peer;
    const board = createFloor({ present: () => [ann, bob], readers: () => [[slow, 'ann']] });
    for (const text of ['a', 'ab', 'abc']) {
      board.write('bob', text);
      vi.advanceTimersByTime(relayTiming.flushWindowMs);
    }
    expect(told).toEqual([]);
    backlog = 0;
    vi.advanceTimersByTime(relayTiming.levelCheckMs);
    expect(told).toEqual(['abc']);
    board.dispose();
  });
});
