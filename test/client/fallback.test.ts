// Where WebSocket is blocked a viewer reads by Server-Sent Events, on the same cursor, and goes back when it can.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';

import { createEventsTransport } from '../../client/events-transport.ts';
import { type ConnectionState, createViewer, type Viewer, type ViewChange } from '../../client/index.ts';
import { createReadingTransport } from '../../client/reading-transport.ts';
import type { TransportTarget } from '../../client/transport.ts';
import { createWebSocketTransport, type WebSocketClass } from '../../client/websocket-transport.ts';
import { timing, wayBackTiming } from '../../protocol/limits.ts';
import { type RunningRelay, startRelay } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { until } from '../helpers/until.ts';
import { startUpgradeGate, type UpgradeGate } from '../helpers/upgrade-gate.ts';

shorten(timing, { retryMinMs: 50 });
shorten(wayBackTiming, { firstMs: 2_000 });

beforeEach(() => void vi.stubGlobal('WebSocket', WebSocket));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function startGate(relay: RunningRelay): Promise<UpgradeGate> {
  const gate = await startUpgradeGate(relay.url);
  onTestFinished(() => gate.close());
  return gate;
}

/** A viewer that writes down each line when it is told. */
function watch(relay: string, token?: string) {
  const told: string[] = [];
  const states: ConnectionState[] = [];
  const viewer: Viewer = createViewer({
    relay,
    session: 'talk',
    ...(token ? { token } : {}),
    onChange(change: ViewChange) {
      if (change.type === 'added') told.push(change.line.text);
      if (change.type === 'snapshot') told.push('snapshot');
    },
    onConnection: (state) => void states.push(state),
  });
  onTestFinished(viewer.close);
  const live = () => until(() => expect(viewer.connection().phase).toBe('live'));
  return { viewer, told, states, live };
}

describe('a viewer behind a network that blocks WebSocket', () => {
  it('reads every line by Server-Sent Events, also over a break', async () => {
    const relay = await startRelay({ private: true });
    const gate = await startGate(relay);
    const presenter = await relay.present('talk');
    const { viewer, told, live } = watch(gate.url, await relay.invite({ session: 'talk', role: 'viewer' }));
    await live();
    // As often as it tries before it takes the other way, and on a busy machine the first way back too.
    expect(gate.dropped()).toBeGreaterThanOrEqual(3);
    presenter.interim({ id: 'l1', add: 'on' });
    await until(() => expect(viewer.view().interims.get('l1')?.text).toBe('on'));
    presenter.say(1, 'one');
    await until(() => expect(told).toEqual(['snapshot', 'one']));
    expect(viewer.view().interims.size).toBe(0);
    gate.cut();
    presenter.say(2, 'two');
    await until(() => expect(told).toEqual(['snapshot', 'one', 'two']));
    expect(viewer.send('{}')).toBe(false);
  });

  it('goes back to WebSocket once that gets through, with nothing missing and nothing twice', async () => {
    const relay = await startRelay();
    const gate = await startGate(relay);
    const presenter = await relay.present('talk');
    const { viewer, told, live } = watch(gate.url);
    await live();
    presenter.say(1, 'one');
    await until(() => expect(told).toEqual(['snapshot', 'one']));
    gate.open();
    const sendsAgain = () => viewer.send('{"type":"tracks","tracks":["main"]}');
    await until(() => expect(sendsAgain()).toBe(true), wayBackTiming.firstMs + 15_000);
    presenter.say(2, 'two');
    await until(() => expect(told.filter((text) => text !== 'snapshot')).toEqual(['one', 'two']));
    expect(told[0]).toBe('snapshot');
  }, 60_000);

  it('is told by the same codes as over WebSocket why it may not read', async () => {
    const relay = await startRelay({ private: true });
    const gate = await startGate(relay);
    const old = await relay.invite({ session: 'talk', role: 'viewer', ttlS: -60 });
    for (const [token, code] of [
      ['forged', 4501],
      [old, 4010],
    ] as const) {
      const { viewer } = watch(gate.url, token);
      await until(() => expect(viewer.connection()).toMatchObject({ phase: 'closed', code }));
    }
  });
});

describe('a viewer whose relay is away', () => {
  it('is back by WebSocket or events, whichever gets through first', async () => {
    const relay = await startRelay();
    const { port } = new URL(relay.url);
    const { viewer, told, states, live } = watch(relay.url);
    await live();
    await relay.close();
    await until(() => expect(states.at(-1)?.phase).toBe('lost'));
    const again = await startRelay({ port: Number(port) });
    const presenter = await again.present('talk');
    await until(() => expect(viewer.connection().phase).toBe('live'));
    presenter.say(1, 'here again');
    await until(() => expect(told.at(-1)).toBe('here again'));
  }, 60_000);
});

describe('the events transport', () => {
  const target = (relay: string): TransportTarget => ({
    relay,
    session: 'talk',
    token: undefined,
    cursor: undefined,
    tracks: undefined,
  });

  it('ends with the code of the last word, and tells nothing after its end', async () => {
    const relay = await startRelay();
    const log: string[] = [];
    const transport = createEventsTransport(
      createWebSocketTransport(WebSocket as unknown as WebSocketClass),
      () => log.push('back'),
    );
    transport(target(relay.url), {
      onOpen: () => log.push('open'),
      onFrame(text) {
        const { type } = JSON.parse(text) as { type: string };
        // One may come at any moment.
        if (type !== 'beat') log.push(type);
      },
      onClose: (code, reason) => log.push(`close ${code} ${reason}`),
    });
    await until(() => expect(log).toEqual(['open', 'snapshot']));
    await relay.close();
    await until(() => expect(log).toEqual(['open', 'snapshot', 'bye', 'close 1012 the relay restarts']));
  });

  it('that gets no further than WebSocket lets that be tried next', async () => {
    const log: string[] = [];
    const never = () => {
      throw new Error('not tried here');
    };
    createEventsTransport(never, () => log.push('back'))(target('http://127.0.0.1:1'), {
      onOpen: () => log.push('open'),
      onFrame: () => log.push('frame'),
      onClose: (code) => log.push(`close ${code}`),
    });
    await until(() => expect(log).toEqual(['back', 'close 1006']));
  });

  it('is not loaded while WebSocket gets through', async () => {
    const relay = await startRelay();
    let opened = 0;
    const webSocket = createWebSocketTransport(WebSocket as unknown as WebSocketClass);
    const counting = createReadingTransport((where, handlers) => {
      opened++;
      return webSocket(where, handlers);
    });
    for (let n = 1; n <= 6; n++) {
      const closed = await new Promise<number>((resolve) => {
        const line = counting(target(relay.url), {
          onOpen() {},
          onFrame: () => line.close(1000, ''),
          onClose: resolve,
        });
      });
      expect(closed).toBe(1000);
      expect(opened).toBe(n);
    }
  });
});
