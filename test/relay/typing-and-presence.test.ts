// Who types, and how many are here: told to those whom it concerns, and ended by the relay itself.
import { afterEach, describe, expect, it, vi } from 'vitest';

import { relayTiming, publisherTiming } from '../../protocol/limits.ts';
import { createTypingBoard } from '../../relay/sessions/typing-board.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';

afterEach(() => void vi.useRealTimers());

const names = (wire: Wire) => wire.typing()?.map(({ name }) => name);

describe('typing', () => {
  it('is shown by name, with the time left, and ended by who began it', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    ann.send({ type: 'typing', typing: true, name: 'ann' });
    await until(() => expect(names(viewer)).toEqual(['ann']));
    expect(viewer.typing()?.[0]?.leftMs).toBeGreaterThan(publisherTiming.typingTtlMs - 1_000);
    expect(viewer.typing()?.[0]?.leftMs).toBeLessThanOrEqual(publisherTiming.typingTtlMs);
    ann.send({ type: 'typing', typing: false });
    await until(() => expect(names(viewer)).toEqual([]));
  });

  it('goes by the name it was told with, cleaned', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'captioner');
    const viewer = await relay.view('talk');
    ann.send({ type: 'typing', typing: true, name: ' Ann\n B ' });
    await until(() => expect(names(viewer)).toEqual(['Ann B']));
  });

  it('is told without the captioner’s name, which only captioners know, unless the token makes it public', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const invitation = { session: 'talk', role: 'presenter', name: 'Ann Private' } as const;
    for (const [publicName, shown] of [
      [false, ''],
      [true, 'Ann Private'],
    ] as const) {
      const token = await relay.invite({ ...invitation, publicName });
      const ann = await relay.join('talk', 'presenter', { token });
      ann.send({ type: 'hello', publisher: `p${publicName}` });
      await ann.next('welcome');
      ann.send({ type: 'typing', typing: true });
      await until(() => expect(names(viewer)).toEqual([shown]));
      ann.send({ type: 'typing', typing: false });
      await until(() => expect(names(viewer)).toEqual([]));
    }
    expect(JSON.stringify(viewer.frames.slice(0, 3))).not.toContain('Ann');
  });

  it('is ended by a line of the same publisher, and by no other record', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const bob = await relay.present('talk', 'bob');
    const viewer = await relay.view('talk');
    ann.send({ type: 'typing', typing: true, name: 'ann' });
    bob.send({ type: 'typing', typing: true, name: 'bob' });
    await until(() => expect(names(viewer)).toEqual(['ann', 'bob']));
    ann.publish(1, { type: 'status', level: 'info', text: 'hi' });
    await until(() => expect(viewer.records()).toHaveLength(1));
    expect((await relay.view('talk')).joined().typing).toHaveLength(2);
    ann.say(2, 'done');
    await until(() => expect(names(viewer)).toEqual(['bob']));
  });

  it('is ended when its publisher’s connection is lost', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    ann.send({ type: 'typing', typing: true, name: 'ann' });
    await until(() => expect(names(viewer)).toEqual(['ann']));
    ann.cut();
    await until(() => expect(names(viewer)).toEqual([]));
  });

  it('ends by itself when it is not renewed', () => {
    vi.useFakeTimers();
    const changes: string[][] = [];
    const board = createTypingBoard(() => changes.push(board.now().map(({ name }) => name)));
    board.start('a', 'Ann');
    vi.advanceTimersByTime(publisherTiming.typingTtlMs - 1_000);
    board.start('b', 'Bob');
    expect(board.now()).toEqual([
      { name: 'Ann', leftMs: 1_000 },
      { name: 'Bob', leftMs: publisherTiming.typingTtlMs },
    ]);
    vi.advanceTimersByTime(1_000);
    expect(changes.at(-1)).toEqual(['Bob']);
    board.start('b', 'Bob');
    vi.advanceTimersByTime(publisherTiming.typingTtlMs - 1);
    expect(board.now()).toEqual([{ name: 'Bob', leftMs: 1 }]);
    vi.advanceTimersByTime(1);
    expect(changes.at(-1)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('presence', () => {
  it('is counts, told to presenters at most once a second, and never to viewers', async () => {
    const relay = await startRelay();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const ann = await relay.present('talk', 'ann');
    expect(await ann.next('presence')).toEqual({ type: 'presence', viewers: 0, presenters: 1 });
    const viewers = [await relay.view('talk'), await relay.view('talk')];
    await relay.view('another');
    vi.advanceTimersByTime(relayTiming.presenceMs);
    expect(await ann.next('presence')).toEqual({ type: 'presence', viewers: 2, presenters: 1 });
    const told = ann.all('presence').length;
    viewers[0]?.cut();
    await until(async () => {
      vi.advanceTimersByTime(relayTiming.presenceMs);
      expect(ann.all('presence').length).toBeGreaterThan(told);
    });
    expect(ann.all('presence').at(-1)).toEqual({ type: 'presence', viewers: 1, presenters: 1 });
    expect(viewers[1]?.all('presence')).toEqual([]);
  });
});
