// A viewer that does not read costs nobody else anything, and misses nothing once it reads again.
import { describe, expect, it, onTestFinished } from 'vitest';

import { genesis, nextSum } from '../../protocol/cursor.ts';
import { limits, relayLimits, timing } from '../../protocol/limits.ts';
import { readServerFrame } from '../../protocol/server-frame.ts';
import type { Logged } from '../../relay/engines/contract.ts';
import { createFlushPace } from '../../relay/sessions/flush-pace.ts';
import type { Frame } from '../../relay/sessions/frame.ts';
import { createHub } from '../../relay/sessions/hub.ts';
import { createInterimStore } from '../../relay/sessions/interim-store.ts';
import type { Peer } from '../../relay/sessions/peer.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import { textOf } from '../helpers/frame-text.ts';

describe('a viewer that stops reading', () => {
  it('keeps its connection, and gets every line once and in order when it reads again', async () => {
    // A busy machine takes longer for all these lines than a viewer may be silent.
    const { heartbeatMs } = timing;
    Object.assign(timing, { heartbeatMs: 600_000 });
    onTestFinished(() => void Object.assign(timing, { heartbeatMs }));
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    const stalled = await relay.view('talk');
    stalled.socket.pause();
    // More than the network between two ends of one machine takes by itself.
    const text = '😀'.repeat(limits.textCodePoints);
    const lines = 2_000;
    // In handfuls that a viewer who does read keeps up with, however busy the machine is.
    for (let n = 1; n <= lines; n++) {
      presenter.say(n, text);
      if (n % 50 === 0) await until(() => expect(viewer.records().at(-1)?.seq).toBe(n));
    }
    expect(stalled.records().length).toBeLessThan(lines);

    stalled.socket.resume();
    await until(() => expect(stalled.records().at(-1)?.seq).toBe(lines));
    expect(stalled.isOpen()).toBe(true);
    expect(stalled.records().map(({ seq }) => seq)).toEqual(Array.from({ length: lines }, (_, at) => at + 1));

    // It is an ordinary viewer again.
    presenter.interim({ add: 'And now' });
    await until(() => expect(stalled.interims()).toMatchObject([{ keep: 0, add: 'And now' }]));
  });
});

/** A peer whose network takes as much as the test says. */
function handPeer() {
  const said: Record<string, unknown>[] = [];
  const state = { waitsBytes: 0 };
  const peer: Peer = {
    role: 'viewer',
    beatSlot: 0,
    expiresAtMs: () => undefined,
    name: undefined,
    open: () => true,
    backlogBytes: () => state.waitsBytes,
    close: () => {},
    push(frame: Frame) {
      said.push(readServerFrame(textOf(frame)));
    },
    deliver: async (frame) => peer.push(frame),
  };
  return { peer, said, state };
}

describe('the hub, with one viewer behind and one level', () => {
  const interims = createInterimStore();
  const stalled: unknown[] = [];
  const gaps: number[][] = [];
  const hub = createHub({
    cursor: genesis,
    interims,
    typing: () => [],
    pace: createFlushPace(),
    onFlushed: () => {},
    onGap: (expected, got) => gaps.push([expected, got]),
    onStalled: (peer, tracks, cursor) => stalled.push({ peer, tracks, cursor }),
  });
  const slow = handPeer();
  const level = handPeer();
  const tracks = new Set(['main']);
  hub.attach(slow.peer, tracks);
  hub.attach(level.peer, tracks);

  let revision = 0;
  const grow = (keep: number, add: string) => {
    interims.put('ann', { id: 'i1', rev: ++revision, keep, add });
    hub.interimsChanged();
    hub.flush();
  };
  let logged: Logged = { record: { type: 'end', seq: 0, at: 0 }, json: '', cursor: genesis };
  const say = (text: string) => {
    const seq = logged.cursor.seq + 1;
    const record = { type: 'line' as const, id: `l${seq}`, rev: 1, text, seq, at: 0 };
    const json = JSON.stringify(record);
    logged = { record, json, cursor: { epoch: 'e', seq, sum: nextSum(logged.cursor.sum, json) } };
    hub.add(logged);
    hub.flush();
  };

  it('spares it interims above the soft limit, but no line', () => {
    grow(0, 'Good');
    slow.state.waitsBytes = relayLimits.softBacklogBytes + 1;
    grow(4, ' evening');
    say('Line one');
    expect(slow.said).toMatchObject([{ interims: [{ add: 'Good' }] }, { records: [{ text: 'Line one' }] }]);
    expect(level.said).toMatchObject([
      { interims: [{ add: 'Good' }] },
      { interims: [{ keep: 4, add: ' evening' }] },
      { records: [{ text: 'Line one' }] },
    ]);
  });

  it('gives it every interim whole once it is level again', () => {
    slow.state.waitsBytes = 0;
    grow(12, ', all');
    expect(slow.said.at(-1)).toMatchObject({
      whole: true,
      interims: [{ keep: 0, add: 'Good evening, all' }],
    });
    expect(level.said.at(-1)).toMatchObject({ interims: [{ keep: 12, add: ', all' }] });
  });

  it('does so soon also when nothing further is said', async () => {
    slow.state.waitsBytes = relayLimits.softBacklogBytes + 1;
    const before = slow.said.length;
    grow(17, '!');
    expect(slow.said).toHaveLength(before);
    slow.state.waitsBytes = 0;
    await until(() =>
      expect(slow.said.slice(before)).toMatchObject([
        { whole: true, interims: [{ keep: 0, add: 'Good evening, all!' }] },
      ]),
    );
    grow(18, '!');
    expect(slow.said.at(-1)).toMatchObject({ interims: [{ keep: 18, add: '!' }] });
  });

  it('hands it over above the hard limit, with the place it has been sent, and goes on with the others', () => {
    slow.state.waitsBytes = relayLimits.hardBacklogBytes + 1;
    const before = slow.said.length;
    const { cursor } = logged;
    say('Line two');
    say('Line three');
    expect(stalled).toEqual([{ peer: slow.peer, tracks, cursor }]);
    expect(slow.said).toHaveLength(before);
    expect(level.said.at(-1)).toMatchObject({ records: [{ text: 'Line three' }] });
    expect(gaps).toEqual([]);
    hub.dispose();
  });
});
