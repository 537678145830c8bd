// Retention as viewers meet it: what is trimmed is gone from snapshots too, who comes back too late is told, and what
// stands goes on standing.
import { describe, expect, it, onTestFinished } from 'vitest';

import { formatCursor, genesis } from '../../protocol/cursor.ts';
import { limits } from '../../protocol/limits.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { createRelay } from '../../relay/index.ts';
import { openSessionLog } from '../../relay/sessions/session-log.ts';
import { appendMany, nowMs, request } from '../contract/requests.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const keepTen = { ageMs: Infinity, recordsPerSession: 10 };

describe('a log that was trimmed', () => {
  it('resets who comes back too late, keeps the status, and goes on counting', async () => {
    const data = testFolder();
    const before = await startRelay({ data });
    const speaking = await before.present('talk');
    speaking.publish(1, { type: 'status', level: 'warning', text: 'No sound' });
    for (let n = 2; n <= 5; n++) speaking.say(n, `t${n}`);
    await until(() => expect(speaking.all('ack')).toHaveLength(5));
    const early = speaking.all('events')[0]?.cursor as string;
    const level = (await before.view('talk')).joined().cursor;
    await before.close();

    const after = await startRelay({ data, retentionS: 0.001 });
    await until(async () => expect((await after.view('talk')).joined()).toMatchObject({ lines: [] }));
    for (const cursor of [early, formatCursor(genesis)]) {
      const late = await after.view('talk', { cursor });
      expect(late.frames[0]).toMatchObject({
        type: 'snapshot',
        reset: 'trimmed',
        cursor: level,
        lines: [],
        status: { level: 'warning', text: 'No sound' },
      });
    }
    const inTime = await after.view('talk', { cursor: level });
    expect(inTime.frames[0]).toMatchObject({ type: 'resume', cursor: level, records: [] });
    const again = await after.present('talk');
    expect(again.all('welcome')).toMatchObject([{ next: 6 }]);
    again.say(6, 'and on');
    expect(await again.next('ack')).toMatchObject({ n: 6, seq: 6 });
    await until(() => expect(inTime.texts()).toEqual(['and on']));
  });
});

describe('a session that is open while its log is trimmed', () => {
  it('no longer shows lines that are gone, and still shows the others and the status', async () => {
    const engine = createMemoryEngine(keepTen);
    await engine.append(request(1, { draft: { type: 'status', level: 'info', text: 'Break' } }));
    for (let n = 2; n <= 30; n++) await engine.append(request(n));
    const log = await openSessionLog(engine, 'talk');
    onTestFinished(() => log.dispose());
    log.begin(() => {});
    expect(log.transcript().lines).toHaveLength(29);
    await engine.trim(nowMs);
    expect(log.transcript().lines.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 10 }, (_, at) => at + 21),
    );
    expect(log.transcript()).toMatchObject({ seq: 30, status: { text: 'Break' } });
  });

  it('loads what is left when it is trimmed while it is loading', async () => {
    const engine = createMemoryEngine(keepTen);
    await appendMany(engine, 2 * limits.snapshotLines + 100);
    const head = await engine.head('talk');
    let reads = 0;
    const log = await openSessionLog(
      {
        ...engine,
        async readSince(...parameters) {
          const read = await engine.readSince(...parameters);
          if (++reads === 1) await engine.trim(nowMs);
          return read;
        },
      },
      'talk',
    );
    onTestFinished(() => log.dispose());
    expect(reads).toBeGreaterThan(1);
    expect(log.begin(() => {})).toEqual(head);
    expect(log.transcript().lines.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 10 }, (_, at) => head.seq - 9 + at),
    );
  });
});

it('a retention that is no time is refused', async () => {
  for (const retentionS of [0, -1, Number.NaN]) {
    await expect(createRelay({ retentionS })).rejects.toThrow(TypeError);
  }
  await (await createRelay({ retentionS: Infinity })).close();
});
