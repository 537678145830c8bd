// Interim text and typing: told as they are now, in as few frames as can be, and gone when what they stood for is done.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { limits, relayLimits, relayTiming } from '../../protocol/limits.ts';
import { startRelay, type RunningRelay } from '../helpers/running-relay.ts';
import { shownInterims as shown } from '../helpers/shown-interims.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';

/** Resolves when the relay has read all that a presenter sent before. */
async function read(presenter: Wire): Promise<void> {
  presenter.send({ type: 'clock', sentAt: 1 });
  await presenter.next('clock');
}

describe('the flush', () => {
  // The window is open for exactly as long as the test wants.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** Waits without moving the clock. */
  const settle = async (presenter: Wire, viewer: Wire) => {
    for (let turn = 0; turn < 200; turn++) {
      const before = viewer.frames.length + presenter.frames.length;
      await new Promise((resolve) => setImmediate(resolve));
      if (viewer.frames.length + presenter.frames.length !== before) turn = 0;
    }
  };
  async function pair(): Promise<{ presenter: Wire; viewer: Wire; relay: RunningRelay }> {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    return { presenter, viewer, relay };
  }

  it('sends the first event after quiet at once, and those that follow together when the window closes', async () => {
    const { presenter, viewer } = await pair();
    for (const n of [1, 2, 3, 4]) presenter.say(n, `t${n}`);
    await settle(presenter, viewer);
    expect(viewer.all('events').map(({ records }) => records?.length)).toEqual([1]);
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    await settle(presenter, viewer);
    expect(viewer.all('events').map(({ records }) => records?.length)).toEqual([1, 3]);
    expect(viewer.texts()).toEqual(['t1', 't2', 't3', 't4']);
  });

  it('is quiet again after an empty window, so that the next event leaves at once', async () => {
    const { presenter, viewer } = await pair();
    presenter.say(1, 'one');
    await settle(presenter, viewer);
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    presenter.say(2, 'two');
    await settle(presenter, viewer);
    expect(viewer.texts()).toEqual(['one', 'two']);
  });

  it('lets a newer interim take the place of an older one', async () => {
    const { presenter, viewer } = await pair();
    presenter.interim({ add: 'G' });
    await settle(presenter, viewer);
    presenter.interim({ rev: 2, keep: 1, add: 'o' });
    presenter.interim({ rev: 3, keep: 2, add: 'od' });
    presenter.interim({ rev: 4, keep: 2, add: '🌞' });
    await settle(presenter, viewer);
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    await settle(presenter, viewer);
    expect(viewer.interims()).toEqual([
      { id: 'i1', rev: 1, keep: 0, add: 'G' },
      { id: 'i1', rev: 2, keep: 1, add: 'o🌞' },
    ]);
    expect(shown(viewer)).toEqual(['Go🌞']);
  });

  it('never shows the interim of a line that was finished in the same window', async () => {
    const { presenter, viewer } = await pair();
    presenter.say(1, 'opens the window');
    presenter.interim({ id: 'l2', add: 'two' });
    presenter.say(2, 'two!');
    await settle(presenter, viewer);
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    await settle(presenter, viewer);
    expect(viewer.texts()).toEqual(['opens the window', 'two!']);
    expect(viewer.interims()).toEqual([]);
  });

  it('builds the same frame for all, whoever they are', async () => {
    const { presenter, viewer, relay } = await pair();
    const other = await relay.view('talk');
    for (const n of [1, 2]) presenter.say(n, `t${n}`);
    await settle(presenter, viewer);
    vi.advanceTimersByTime(relayTiming.flushWindowMs);
    await settle(presenter, viewer);
    await settle(presenter, other);
    expect(other.all('events')).toEqual(viewer.all('events'));
  });
});

describe('interim text', () => {
  it('grows on the reader’s side and ends with its line', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.interim({ id: 'l1', add: 'Good', speaker: ' Ann ' });
    await until(() => expect(shown(viewer)).toEqual(['Good']));
    expect(viewer.interims()[0]).toMatchObject({ speaker: 'Ann' });
    presenter.interim({ id: 'l1', rev: 2, keep: 4, add: ' morning' });
    await until(() => expect(shown(viewer)).toEqual(['Good morning']));
    presenter.say(1, 'Good morning.');
    await until(() => expect(viewer.texts()).toEqual(['Good morning.']));
    expect(shown(viewer)).toEqual([]);
    expect((await relay.view('talk')).joined().interims).toEqual([]);
  });

  it('ends when it is taken away or its line is retracted', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.interim({ id: 'a', add: 'one' });
    presenter.interim({ id: 'b', add: 'two' });
    await until(() => expect(shown(viewer)).toEqual(['one', 'two']));
    presenter.interim({ id: 'a', rev: 2, keep: 0, add: '' });
    await until(() => expect(shown(viewer)).toEqual(['two']));
    presenter.publish(1, { type: 'retract', id: 'b' });
    await until(() => expect(shown(viewer)).toEqual([]));
  });

  it('without its base, or grown too long, is refused, and a whole text makes it good', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.interim({ rev: 5, keep: 3, add: 'x' });
    expect(await presenter.next('error')).toMatchObject({ code: 'invalid', field: 'keep' });
    presenter.interim({ add: 'a'.repeat(limits.textCodePoints) });
    presenter.interim({ rev: 2, keep: limits.textCodePoints, add: 'b' });
    expect(await presenter.next('error')).toMatchObject({ code: 'text-too-long', field: 'add' });
    presenter.interim({ rev: 3, keep: 0, add: 'fine' });
    await until(() => expect(shown(viewer)).toEqual(['fine']));
  });

  it('is clean text on the reader’s side, while deltas count what was sent', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    presenter.interim({ add: 'cafe' });
    presenter.interim({ rev: 2, keep: 4, add: '\u0301\u0007 ' });
    presenter.interim({ rev: 3, keep: 7, add: 'ok' });
    await until(() => expect(shown(viewer)).toEqual(['café ok']));
  });

  it('of more lines at once than a session may have ends the oldest', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    const texts = Array.from({ length: relayLimits.interimsPerSession + 2 }, (_, at) => `t${at}`);
    for (const text of texts) presenter.interim({ id: text, add: text });
    await until(() => expect(shown(viewer)).toEqual(texts.slice(2)));
  });

  it('stays for the grace time of a publisher that was lost, then goes', async () => {
    const relay = await startRelay();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const presenter = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    presenter.interim({ add: 'half a' });
    await until(() => expect(shown(viewer)).toEqual(['half a']));
    presenter.cut();
    vi.advanceTimersByTime(relayTiming.interimGraceMs / 2);
    expect((await relay.view('talk')).joined().interims).toHaveLength(1);
    vi.advanceTimersByTime(relayTiming.interimGraceMs);
    await until(() => expect(shown(viewer)).toEqual([]));
    vi.useRealTimers();
  });

  it('goes after the grace time too when the publisher is back but does not take it up', async () => {
    const relay = await startRelay();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    const presenter = await relay.present('talk', 'ann');
    const viewer = await relay.view('talk');
    presenter.interim({ id: 'kept', add: 'kept' });
    presenter.interim({ id: 'left', add: 'left' });
    await until(() => expect(shown(viewer)).toEqual(['kept', 'left']));
    presenter.cut();
    const back = await relay.present('talk', 'ann');
    back.interim({ id: 'kept', add: 'kept on' });
    await read(back);
    vi.advanceTimersByTime(relayTiming.interimGraceMs);
    await until(() => expect(shown(viewer)).toEqual(['kept on']));
    vi.useRealTimers();
  });
});
