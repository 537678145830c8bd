// How a connection ends: links that fall silent, codes that end it for good, and close().
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { timing } from '../../protocol/limits.ts';
import { startConnection } from './start-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a silent link', () => {
  it('is dropped after two heartbeats, and any message keeps it', () => {
    const { link, goLive, connection, phases } = startConnection();
    goLive(4_000);
    vi.advanceTimersByTime(7_999);
    link().say({ type: 'beat', cursor: 'e.0.0', now: 1 });
    vi.advanceTimersByTime(7_999);
    expect(connection.state().phase).toBe('live');
    vi.advanceTimersByTime(1);
    expect(phases()).toEqual(['live', 'lost']);
    expect(link().closedBy).toEqual({ code: 4002, reason: 'no heartbeat' });
  });

  it('is dropped too when it opened and never brought a snapshot', () => {
    const { link, connection } = startConnection();
    link().open();
    vi.advanceTimersByTime(timing.heartbeatMs * 2);
    expect(connection.state().phase).toBe('lost');
    expect(link().closedBy?.code).toBe(4002);
  });
});

describe('the end', () => {
  it.each([1000, 4500, 4501, 4502, 4999])('is for good when the relay closes with %i', (code) => {
    const { link, links, goLive, connection, isWatching } = startConnection();
    goLive();
    link().drop(code, 'why');
    expect(connection.state()).toEqual({ phase: 'closed', code, reason: 'why' });
    vi.advanceTimersByTime(600_000);
    expect(links).toHaveLength(1);
    expect(isWatching()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is for good too when the token has expired: coming back with it would end the same way', () => {
    const { link, connection } = startConnection();
    link().drop(4010, 'the token has expired');
    expect(connection.state()).toEqual({ phase: 'closed', code: 4010, reason: 'the token has expired' });
  });

  it('is for good when a message was too large: it would be sent again for ever', () => {
    const { link, links, goLive, connection } = startConnection();
    goLive();
    link().drop(1009, 'too large');
    expect(connection.state()).toEqual({ phase: 'closed', code: 1009, reason: 'too large' });
    vi.advanceTimersByTime(600_000);
    expect(links).toHaveLength(1);
  });

  it.each([1001, 1006, 1012, 1013, 4000, 4001])('is not reached when it closes with %i', (code) => {
    const { link, links, goLive, waits } = startConnection();
    goLive();
    link().drop(code);
    waits();
    expect(links).toHaveLength(2);
  });

  it('by close() says goodbye, once, and leaves nothing running', () => {
    const { link, goLive, connection, phases, isWatching } = startConnection();
    goLive();
    connection.close();
    connection.close();
    expect(link().closedBy).toEqual({ code: 1000, reason: 'closed' });
    expect(phases()).toEqual(['live', 'closed']);
    expect(connection.send('late')).toBe(false);
    expect(isWatching()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by close() while it waits for the next try stops the try', () => {
    const { link, links, connection } = startConnection();
    link().drop();
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect(links).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('begins anew after the end, and is woken and retried as at first', () => {
    const { link, links, goLive, connection, phases, wake, isWatching } = startConnection();
    goLive();
    link().drop(4501, 'forbidden');
    connection.restart();
    expect(links).toHaveLength(2);
    expect([connection.state(), isWatching()]).toEqual([{ phase: 'connecting' }, true]);
    goLive();
    link().drop();
    wake();
    expect(links).toHaveLength(3);
    expect(phases()).toEqual(['live', 'closed', 'connecting', 'live', 'lost']);
  });

  it('does nothing before the end', () => {
    const { link, links, goLive, connection, waits } = startConnection();
    connection.restart();
    goLive();
    connection.restart();
    expect([links.length, connection.state().phase]).toEqual([1, 'live']);
    link().drop();
    connection.restart();
    expect(links).toHaveLength(1);
    waits();
    expect(links).toHaveLength(2);
  });

  it('leaves nothing of the link before it', () => {
    const { links, goLive, connection, messages } = startConnection();
    goLive();
    connection.close();
    connection.restart();
    links[0]?.say({ type: 'beat', cursor: 'e.9.9', now: 1 });
    links[0]?.drop(4501);
    expect(messages).toHaveLength(1);
    expect(connection.state().phase).toBe('connecting');
  });

  it('out of what a joining says opens a new link, which is live only when it has joined itself', () => {
    const { link, links, connection, onNextMessage, goLive } = startConnection();
    onNextMessage(() => {
      connection.close();
      connection.restart();
    });
    goLive();
    expect([links.length, connection.state().phase]).toEqual([2, 'connecting']);
    goLive();
    expect([link().closedBy, connection.state().phase]).toEqual([undefined, 'live']);
  });
});
