// How a connection ends: lines that fall silent, codes that end it for good, and close().
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { timing } from '../../protocol/limits.ts';
import { startConnection } from './start-connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('a silent line', () => {
  it('is dropped after two heartbeats, and any message keeps it', () => {
    const { line, goLive, connection, phases } = startConnection();
    goLive(4_000);
    vi.advanceTimersByTime(7_999);
    line().say({ type: 'beat', cursor: 'e.0.0', now: 1 });
    vi.advanceTimersByTime(7_999);
    expect(connection.state().phase).toBe('live');
    vi.advanceTimersByTime(1);
    expect(phases()).toEqual(['live', 'lost']);
    expect(line().closedBy).toEqual({ code: 4002, reason: 'no heartbeat' });
  });

  it('is dropped too when it opened and never brought a snapshot', () => {
    const { line, connection } = startConnection();
    line().open();
    vi.advanceTimersByTime(timing.heartbeatMs * 2);
    expect(connection.state().phase).toBe('lost');
    expect(line().closedBy?.code).toBe(4002);
  });
});

describe('the end', () => {
  it.each([1000, 4500, 4501, 4502, 4999])('is for good when the relay closes with %i', (code) => {
    const { line, lines, goLive, connection, isWatching } = startConnection();
    goLive();
    line().end(code, 'why');
    expect(connection.state()).toEqual({ phase: 'closed', code, reason: 'why' });
    vi.advanceTimersByTime(600_000);
    expect(lines).toHaveLength(1);
    expect(isWatching()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is for good too when the token has expired: coming back with it would end the same way', () => {
    const { line, connection } = startConnection();
    line().end(4010, 'the token has expired');
    expect(connection.state()).toEqual({ phase: 'closed', code: 4010, reason: 'the token has expired' });
  });

  it.each([1001, 1006, 1009, 1012, 1013, 4000, 4001])('is not reached when it closes with %i', (code) => {
    const { line, lines, goLive, waits } = startConnection();
    goLive();
    line().end(code);
    waits();
    expect(lines).toHaveLength(2);
  });

  it('by close() says goodbye, once, and leaves nothing running', () => {
    const { line, goLive, connection, phases, isWatching } = startConnection();
    goLive();
    connection.close();
    connection.close();
    expect(line().closedBy).toEqual({ code: 1000, reason: 'closed' });
    expect(phases()).toEqual(['live', 'closed']);
    expect(connection.send('late')).toBe(false);
    expect(isWatching()).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by close() while it waits for the next try stops the try', () => {
    const { line, lines, connection } = startConnection();
    line().end();
    connection.close();
    vi.advanceTimersByTime(60_000);
    expect(lines).toHaveLength(1);
  });
});
