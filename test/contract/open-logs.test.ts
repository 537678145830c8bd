// Which logs are open: all that are in use, and of the others only so many as the limit says.
import { describe, expect, it } from 'vitest';

import { createOpenLogs } from '../../relay/engines/open-logs.ts';

function start(limit: number) {
  const opened: string[] = [];
  const logs = createOpenLogs((session) => ({ session, life: opened.push(session) }), limit);
  return {
    logs,
    opened,
    touch: (session: string) => logs.use(session, async (log) => log),
    /** Uses a log until the answer is called. */
    hold(session: string) {
      let release = () => {};
      const held = logs.use(session, () => new Promise<void>((resolve) => (release = resolve)));
      return { held, release: () => release() };
    },
  };
}

describe('logs', () => {
  it('stay open as long as there is room, and the one used longest ago is put away first', async () => {
    const { logs, opened, touch } = start(2);
    for (const session of ['a', 'b', 'a', 'c', 'a', 'b']) await touch(session);
    expect(opened).toEqual(['a', 'b', 'c', 'b']);
    expect(logs.count()).toBe(2);
  });

  it('are never put away while in use, however many others come', async () => {
    const { logs, opened, touch, hold } = start(1);
    const [first, second] = [hold('a'), hold('b')];
    for (const session of ['c', 'd', 'c', 'a', 'b']) await touch(session);
    expect(opened).toEqual(['a', 'b', 'c', 'd', 'c']);
    expect(logs.count()).toBe(3);
    first.release();
    second.release();
    await Promise.all([first.held, second.held]);
    expect(logs.count()).toBe(1);
  });

  it('are one and the same for all who use a session at once, until the last is done', async () => {
    const { opened, touch, hold } = start(0);
    const [one, other] = [hold('a'), hold('a')];
    one.release();
    await one.held;
    expect(await touch('a')).toEqual({ session: 'a', life: 1 });
    other.release();
    await other.held;
    expect(await touch('a')).toEqual({ session: 'a', life: 2 });
    expect(opened).toEqual(['a', 'a']);
  });

  it('are given back by work that fails', async () => {
    const { logs } = start(0);
    await expect(logs.use('a', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(logs.count()).toBe(0);
  });

  it('are settled when all that is under way has ended, well or not', async () => {
    const { logs, hold } = start(1);
    const kept = hold('a');
    let settled = false;
    const settling = logs.settled().then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    kept.release();
    await settling;
    expect(settled).toBe(true);
  });
});
