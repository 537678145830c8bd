// Joining and coming back: one frame brings a reader level, and nothing it missed is left out without a word.
import { describe, expect, it } from 'vitest';

import { genesis, formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';

/** Publishes lines and waits until all are acknowledged. */
async function sayAll(presenter: Wire, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) presenter.say(n, `t${n}`);
  await until(() => expect(presenter.all('ack').at(-1)?.n).toBe(to));
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

describe('one who joins', () => {
  it('gets an empty snapshot of a session that nobody has used', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    expect(viewer.frames[0]).toEqual({
      type: 'snapshot',
      session: 'talk',
      role: 'viewer',
      cursor: formatCursor(genesis),
      now: expect.any(Number),
      heartbeatMs: 10_000,
      retry: { minMs: 500, maxMs: 20_000 },
      interims: [],
      typing: [],
      lines: [],
      status: null,
      clearedSeq: 0,
      ended: false,
      tracks: [],
    });
    expect(Math.abs(viewer.joined().now - Date.now())).toBeLessThan(2_000);
  });

  it('gets what a reader sees now: lines, interim text, status, typing, tracks, cursor', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'one', { speaker: 'Ann', lang: 'en' });
    presenter.publish(2, { type: 'line', id: 'l1', rev: 2, text: 'One' });
    presenter.say(3, 'gone');
    presenter.publish(4, { type: 'retract', id: 'l3' });
    presenter.publish(5, { type: 'clear', scope: 'screen' });
    presenter.publish(6, { type: 'status', level: 'warning', text: 'Back soon' });
    presenter.say(7, 'deux', { track: 'fr' });
    presenter.interim({ id: 'i', add: 'Goo', speaker: 'Ann' });
    presenter.interim({ id: 'i', rev: 2, keep: 3, add: 'd' });
    presenter.send({ type: 'typing', typing: true, name: 'ann' });
    await until(() => expect(presenter.all('ack')).toHaveLength(7));

    const viewer = await relay.view('talk');
    expect(viewer.joined()).toMatchObject({
      lines: [{ id: 'l1', rev: 2, text: 'One', seq: 1 }],
      interims: [{ id: 'i', keep: 0, add: 'Good', speaker: 'Ann' }],
      status: { level: 'warning', text: 'Back soon' },
      typing: [{ name: 'ann', leftMs: expect.any(Number) }],
      clearedSeq: 5,
      ended: false,
      tracks: ['main', 'fr'],
    });
    expect(viewer.joined().typing[0]?.leftMs).toBeGreaterThan(4_000);
    expect(parseCursor(viewer.joined().cursor)?.seq).toBe(7);
    presenter.say(8, 'and on');
    await until(() => expect(viewer.texts()).toEqual(['and on']));
    expect(viewer.all('events').find(({ records }) => records)).toMatchObject({ from: 7 });
  });

  it('gets the last 200 lines of a long session', async () => {
    const relay = await startRelay();
    await sayAll(await relay.present('talk'), 1, 250);
    const { lines } = (await relay.view('talk')).joined();
    expect(lines.map(({ text }) => text)).toEqual(numbers(51, 250).map((n) => `t${n}`));
  });
});

describe('one who comes back', () => {
  it('gets everything missed and nothing twice, wherever the line broke', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const witness = await relay.view('talk');
    const cursors = new Map<number, string>();
    for (const n of numbers(1, 5)) {
      presenter.say(n, `t${n}`);
      await until(() => expect(witness.texts()).toHaveLength(n));
      cursors.set(n, witness.cursor());
    }
    for (const [n, cursor] of cursors) {
      const back = await relay.view('talk', { cursor });
      expect(back.frames[0]).toMatchObject({ type: 'resume', session: 'talk', cursor: cursors.get(5) });
      expect(back.texts()).toEqual(numbers(n + 1, 5).map((missed) => `t${missed}`));
    }
  });

  it('resumes from the very beginning of a session it joined empty', async () => {
    const relay = await startRelay();
    const early = await relay.view('talk');
    early.cut();
    await sayAll(await relay.present('talk'), 1, 3);
    const back = await relay.view('talk', { cursor: early.joined().cursor });
    expect(back.frames[0]?.type).toBe('resume');
    expect(back.texts()).toEqual(['t1', 't2', 't3']);
  });

  it('gets thousands of records in frames that follow on from each other, while more are said', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    await sayAll(presenter, 1, 1_700);
    presenter.interim({ id: 'i', add: 'and' });
    presenter.send({ type: 'typing', typing: true, name: 'ann' });
    const back = await relay.view('talk', { cursor: formatCursor(genesis) });
    for (const n of numbers(1_701, 1_800)) presenter.say(n, `t${n}`);
    await until(() => expect(back.texts()).toHaveLength(1_800));
    expect(back.texts()).toEqual(numbers(1, 1_800).map((n) => `t${n}`));
    let place = parseCursor(back.joined().cursor)?.seq;
    for (const { from, cursor } of back.all('events')) {
      if (cursor === undefined) continue;
      expect(from).toBe(place);
      place = parseCursor(cursor)?.seq;
    }
    expect(back.interims()[0]).toMatchObject({ id: 'i', keep: 0, add: 'and' });
    expect(back.all('events').some(({ typing }) => typing?.[0]?.name === 'ann')).toBe(true);
  });

  it('gets the interim text and who types of now, whole', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    await sayAll(presenter, 1, 1);
    await until(() => expect(viewer.texts()).toEqual(['t1']));
    viewer.cut();
    presenter.interim({ id: 'i', add: 'On' });
    presenter.interim({ id: 'i', rev: 2, keep: 2, add: 'ce' });
    presenter.send({ type: 'typing', typing: true, name: 'ann' });
    presenter.send({ type: 'clock', sentAt: 1 });
    await presenter.next('clock');
    const back = await relay.view('talk', { cursor: viewer.cursor() });
    expect(back.joined()).toMatchObject({
      type: 'resume',
      records: [],
      interims: [{ id: 'i', keep: 0, add: 'Once' }],
      typing: [{ name: 'ann' }],
    });
  });

  it('resumes over a restart of a relay that has a data folder', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const presenter = await first.present('talk');
    const viewer = await first.view('talk');
    await sayAll(presenter, 1, 2);
    await until(() => expect(viewer.texts()).toHaveLength(2));
    const cursor = viewer.cursor();
    await sayAll(presenter, 3, 4);
    await first.close();

    const second = await startRelay({ data });
    const back = await second.view('talk', { cursor });
    expect(back.frames[0]?.type).toBe('resume');
    expect(back.texts()).toEqual(['t3', 't4']);
  });
});

describe('one whose place is lost', () => {
  it('is told "epoch" when the log began anew, with a fresh snapshot', async () => {
    const first = await startRelay();
    await sayAll(await first.present('talk'), 1, 2);
    const { cursor } = (await first.view('talk')).joined();
    const second = await startRelay();
    expect((await second.view('talk', { cursor })).frames[0]).toMatchObject({
      type: 'snapshot',
      reset: 'epoch',
      lines: [],
    });
    await sayAll(await second.present('talk'), 1, 3);
    const back = await second.view('talk', { cursor });
    expect(back.frames[0]).toMatchObject({ type: 'snapshot', reset: 'epoch' });
    expect(back.joined().lines.map(({ text }) => text)).toEqual(['t1', 't2', 't3']);
  });

  it('is told "diverged" when the same numbers mean other words', async () => {
    const relay = await startRelay();
    await sayAll(await relay.present('talk'), 1, 3);
    const { cursor } = (await relay.view('talk')).joined();
    const place = parseCursor(cursor) ?? genesis;
    for (const wrong of [{ sum: (place.sum ^ 1) >>> 0 }, { seq: 2 }, { seq: 9 }]) {
      const back = await relay.view('talk', { cursor: formatCursor({ ...place, ...wrong }) });
      expect(back.frames[0]).toMatchObject({ type: 'snapshot', reset: 'diverged', cursor });
    }
  });

  it('is served like one who joins when the cursor is garbage', async () => {
    const relay = await startRelay();
    await sayAll(await relay.present('talk'), 1, 1);
    for (const cursor of ['garbage', '<script>', 'e.1', '%00', 'x'.repeat(2_000)]) {
      const viewer = await relay.view('talk', { cursor });
      expect(viewer.frames[0]?.type).toBe('snapshot');
      expect(viewer.joined().reset).toBeUndefined();
      expect(viewer.joined().lines).toHaveLength(1);
    }
  });
});
