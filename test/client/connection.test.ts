// The connection: when it tries, when it counts a link as dead, and when it gives up.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { resumeOf, snapshotOf } from '../helpers/fake-relay.ts';
import { startConnection } from './start-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a connection', () => {
  it('is live from the first snapshot on, and not from opening alone', () => {
    const { connection, phases, link, goLive, messages } = startConnection();
    expect(connection.state()).toEqual({ phase: 'connecting' });
    link().open();
    expect(connection.state().phase).toBe('connecting');
    expect(connection.send('early')).toBe(false);
    goLive();
    expect(phases()).toEqual(['live']);
    expect(messages.map(({ type }) => type)).toEqual(['snapshot']);
    expect(connection.send('{"type":"clock"}')).toBe(true);
    expect(link().sent).toEqual([{ type: 'clock' }]);
  });

  it('is lost when its link breaks, with the time it broke, and live again after a resume', () => {
    const { phases, link, links, goLive, states, moveTo, waits } = startConnection();
    goLive();
    moveTo('e.7.1');
    vi.setSystemTime(1_700_000_000_000);
    link().drop();
    expect(states.at(-1)).toEqual({ phase: 'lost', sinceMs: 1_700_000_000_000 });
    waits();
    expect(links.map(({ target }) => target.cursor)).toEqual(['e.0.0', 'e.7.1']);
    link().open();
    link().say(resumeOf());
    expect(phases()).toEqual(['live', 'lost', 'live']);
  });

  it('stays lost, since the first loss, while tries fail', () => {
    const { phases, link, waits } = startConnection();
    for (let failed = 0; failed < 5; failed++) {
      link().drop();
      waits();
    }
    expect(phases()).toEqual(['lost']);
  });

  it('has at most one link, and hears nothing more from an old one', () => {
    const { links, link, goLive, messages, connection, waits } = startConnection();
    goLive();
    connection.resync('a gap');
    expect(link().closedBy).toEqual({ code: 4002, reason: 'a gap' });
    waits();
    goLive();
    const heard = messages.length;
    links[0]?.say({ type: 'beat', cursor: 'e.0.0', now: 1 });
    links[0]?.drop(4500, 'late');
    expect(messages).toHaveLength(heard);
    expect(connection.state().phase).toBe('live');
  });

  it('starts again when a frame is not JSON', () => {
    const { link, goLive, connection, waits, links } = startConnection();
    goLive();
    link().raw('<html>captive portal</html>');
    expect(connection.state().phase).toBe('lost');
    waits();
    expect(links).toHaveLength(2);
  });
});

describe('waiting', () => {
  it('is random under a ceiling that doubles from 0.5 s to 20 s', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const { link, waits } = startConnection();
    const ceilings = Array.from({ length: 9 }, () => {
      link().drop();
      return waits();
    });
    expect(ceilings).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000, 20_000]);
  });

  it('may be as short as nothing (full jitter)', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { link, waits } = startConnection();
    for (let failed = 0; failed < 5; failed++) {
      link().drop();
      expect(waits()).toBeLessThanOrEqual(1);
    }
  });

  it('keeps to the bounds that the relay advised', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const { link, waits } = startConnection();
    link().say(snapshotOf({ retry: { minMs: 2_000, maxMs: 5_000 } }));
    const ceilings = Array.from({ length: 4 }, () => {
      link().drop();
      return waits();
    });
    expect(ceilings).toEqual([2_000, 4_000, 5_000, 5_000]);
  });

  it('starts small again only after a link that held for 5 s', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const { link, waits, goLive } = startConnection();
    const afterHolding = (ms: number) => {
      goLive();
      vi.advanceTimersByTime(ms);
      link().drop();
      return waits();
    };
    expect([afterHolding(10), afterHolding(10), afterHolding(4_999)]).toEqual([500, 1_000, 2_000]);
    expect(afterHolding(5_000)).toBe(500);
  });

  it('takes as long as the relay said before it closed', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const { link, waits, goLive, connection } = startConnection();
    goLive();
    link().say({ type: 'bye', code: 1012, reason: 'restart', afterMs: 3_000, spreadMs: 200 });
    expect(connection.state().phase).toBe('live');
    link().drop(1012, 'restart');
    expect(waits()).toBe(3_100);
    link().drop();
    expect(waits()).toBe(250);
  });

  it('ends at once when the network is back or the page is seen', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.999_999);
    const { link, links, wake, goLive } = startConnection();
    wake();
    expect(links).toHaveLength(1);
    goLive();
    wake();
    expect(links).toHaveLength(1);
    link().drop();
    wake();
    wake();
    expect(links).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(links).toHaveLength(2);
  });
});
