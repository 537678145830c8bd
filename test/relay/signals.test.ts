// What viewers let presenters know: counted, bounded, told to presenters only, and never who it was.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { relayRates, relayTiming } from '../../protocol/limits.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { createSignalBoard } from '../../relay/sessions/signal-board.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';
import { textOf } from '../helpers/frame-text.ts';

const told = (wire: Wire) => wire.all('signals').at(-1)?.signals;

describe('a signal', () => {
  it('is told to every presenter as a count, and to no viewer', async () => {
    const relay = await startRelay();
    const [ann, bob] = [await relay.present('talk', 'ann'), await relay.join('talk', 'owner')];
    const other = await relay.present('another');
    const viewers = [await relay.view('talk'), await relay.view('talk'), await relay.view('talk')];
    for (const viewer of viewers) viewer.send({ type: 'signal', signal: 'fast' });
    viewers[0]?.send({ type: 'signal', signal: 'thanks' });
    for (const presenter of [ann, bob]) {
      await until(() =>
        expect(told(presenter)).toEqual([
          { signal: 'fast', viewers: 3 },
          { signal: 'thanks', viewers: 1 },
        ]),
      );
    }
    expect(JSON.stringify(ann.all('signals'))).not.toMatch(/name|address|id/);
    expect(other.all('signals')).toEqual([]);
    for (const viewer of viewers) expect(viewer.all('signals')).toEqual([]);
  });

  it('is told to a presenter who joins later', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    viewer.send({ type: 'signal', signal: 'silent' });
    const witness = await relay.present('talk');
    await until(() => expect(told(witness)).toEqual([{ signal: 'silent', viewers: 1 }]));
    const late = await relay.present('talk', 'bob');
    await until(() => expect(told(late)).toEqual([{ signal: 'silent', viewers: 1 }]));
  });

  it('of a viewer who leaves counts no more', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk');
    const viewer = await relay.view('talk');
    viewer.send({ type: 'signal', signal: 'stopped' });
    await until(() => expect(told(ann)).toEqual([{ signal: 'stopped', viewers: 1 }]));
    viewer.cut();
    await until(() => expect(told(ann)).toEqual([]));
  });

  it.each([{ signal: 'boring' }, { signal: 7 }, {}, { signal: 'fast', name: 'x' }])(
    'that is none is refused: %j',
    async (fields) => {
      const relay = await startRelay();
      const viewer = await relay.view('talk');
      viewer.send({ type: 'signal', ...fields });
      expect(await viewer.next('error')).toMatchObject({ code: 'invalid' });
      expect(viewer.isOpen()).toBe(true);
    },
  );

  it('sent without end is one viewer, read at a viewer’s pace, and costs nobody else', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk');
    const [flood, reader] = [await relay.view('talk'), await relay.view('talk')];
    for (let n = 0; n < 2_000; n++) {
      flood.send({ type: 'signal', signal: n % 2 ? 'fast' : 'thanks' });
    }
    for (let n = 1; n <= 20; n++) ann.say(n, `t${n}`);
    await until(() => expect(reader.texts()).toHaveLength(20));
    await until(() => expect(told(ann)).toHaveLength(2));
    expect(told(ann)?.every(({ viewers }) => viewers === 1)).toBe(true);
    expect(ann.all('signals').length).toBeLessThanOrEqual(2);
    const metrics = await (await fetch(`${relay.url}/metrics`)).text();
    expect(metrics).toMatch(/^captionwire_paced_total [1-9]/m);
    expect(relayRates.viewerMessages.burst).toBeLessThan(2_000);
  });
});

describe('the board of signals', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const said: unknown[] = [];
    const board = createSignalBoard((frame: Frame) => {
      const message = JSON.parse(textOf(frame)) as {
        signals: unknown;
      };
      said.push(message.signals);
    });
    return { board, said };
  }
  const peers = Array.from({ length: 3 }, () => ({}) as Peer) as [Peer, Peer, Peer];

  it('tells at once after quiet, then at most once a second, and only of a change', () => {
    const { board, said } = start();
    board.put(peers[0], 'fast');
    vi.advanceTimersByTime(1);
    expect(said).toEqual([[{ signal: 'fast', viewers: 1 }]]);
    board.put(peers[1], 'fast');
    board.put(peers[2], 'fast');
    vi.advanceTimersByTime(relayTiming.signalsMs - 10);
    expect(said).toHaveLength(1);
    vi.advanceTimersByTime(10);
    expect(said.slice(1)).toEqual([[{ signal: 'fast', viewers: 3 }]]);
    for (let n = 0; n < 100; n++) {
      board.put(peers[n % 3] as Peer, 'fast');
      vi.advanceTimersByTime(100);
    }
    expect(said).toHaveLength(2);
    board.dispose();
  });

  it('forgets each viewer some time after its last word, and then says that nothing is left', () => {
    const { board, said } = start();
    board.put(peers[0], 'silent');
    board.put(peers[1], 'silent');
    vi.advanceTimersByTime(relayTiming.signalMs - 1_000);
    board.put(peers[0], 'silent');
    vi.advanceTimersByTime(1_000);
    expect(said.at(-1)).toEqual([{ signal: 'silent', viewers: 1 }]);
    vi.advanceTimersByTime(relayTiming.signalMs);
    expect(said.at(-1)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
