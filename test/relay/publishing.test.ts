// Publishing: what is acknowledged is on disk, once, in order; what is refused says why and leaves its number free.
import { cpSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { genesis } from '../../protocol/cursor.ts';
import { limits } from '../../protocol/limits.ts';
import { createEmbeddedEngine } from '../../relay/engines/embedded.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const hello = (publisher: string) => ({ type: 'hello', publisher });

describe('an acknowledgement', () => {
  it('comes for each record, in order, with its place in the log', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    for (const n of [1, 2, 3]) presenter.say(n, `t${n}`);
    await until(() => expect(presenter.all('ack')).toHaveLength(3));
    expect(presenter.all('ack')).toEqual([1, 2, 3].map((n) => ({ type: 'ack', n, seq: n })));
  });

  it('comes after the record is in the store', async () => {
    const data = testFolder();
    const relay = await startRelay({ data });
    const presenter = await relay.present('talk');
    for (let n = 1; n <= 20; n++) {
      presenter.say(n, `t${n}`);
      const { seq } = await presenter.next('ack');
      // The folder itself belongs to the relay; a copy shows what is in its files now.
      const copy = testFolder();
      cpSync(data, copy, { recursive: true });
      const reader = createEmbeddedEngine(copy);
      const read = await reader.readSince('talk', genesis, 100);
      expect(read.type === 'records' && read.records.at(-1)?.record.seq).toBe(seq);
      await reader.close();
    }
  });

  it('is followed by the record everywhere, own connection included, with its time', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    const viewer = await relay.view('talk');
    const at = Date.now() - 60_000;
    presenter.say(1, 'earlier', { at });
    presenter.say(2, 'now');
    presenter.say(3, 'not yet', { at: Date.now() + 60_000 });
    await until(() => expect(viewer.records()).toHaveLength(3));
    await until(() => expect(presenter.records()).toEqual(viewer.records()));
    const times = viewer.records().map((record) => record.at);
    expect(times[0]).toBe(at);
    for (const time of times.slice(1)) expect(Math.abs(time - Date.now())).toBeLessThan(2_000);
  });
});

describe('a record sent again', () => {
  it('gets the first one’s acknowledgement and appears once', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'one');
    presenter.say(1, 'one');
    presenter.say(2, 'two');
    presenter.say(2, 'two');
    await until(() => expect(presenter.all('ack')).toHaveLength(4));
    expect(presenter.all('ack').map(({ n, seq }) => [n, seq])).toEqual([
      [1, 1],
      [1, 1],
      [2, 2],
      [2, 2],
    ]);
    await until(() => expect(presenter.texts()).toEqual(['one', 'two']));
  });

  it('appears once also over a restart of the relay, which knows the number that is owed', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const before = await first.present('talk');
    before.say(1, 'one');
    before.say(2, 'two');
    await until(() => expect(before.all('ack')).toHaveLength(2));
    await first.close();

    const second = await startRelay({ data });
    const after = await second.join('talk', 'presenter');
    after.send(hello('ann'));
    expect(await after.next('welcome')).toEqual({ type: 'welcome', publisher: 'ann', next: 3 });
    after.say(2, 'two');
    after.say(3, 'three');
    await until(() => expect(after.all('ack').map(({ seq }) => seq)).toEqual([2, 3]));
    expect((await second.view('talk')).joined().lines.map(({ text }) => text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });
});

describe('a gap', () => {
  it('is answered once with the number expected, and what follows it is not stored', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    for (const n of [1, 3, 4, 5]) presenter.say(n, `t${n}`);
    expect(await presenter.next('expect')).toEqual({ type: 'expect', next: 2 });
    for (const n of [2, 3]) presenter.say(n, `t${n}`);
    await until(() => expect(presenter.all('ack').map(({ n }) => n)).toEqual([1, 2, 3]));
    expect(presenter.all('expect')).toHaveLength(1);
    expect((await relay.view('talk')).joined().lines.map(({ text }) => text)).toEqual(['t1', 't2', 't3']);
    presenter.say(7, 'again too far');
    expect(await presenter.next('expect')).toEqual({ type: 'expect', next: 4 });
  });
});

describe('many publishers', () => {
  it('share one numbering, each in its own order', async () => {
    const relay = await startRelay({ data: testFolder() });
    const viewer = await relay.view('talk');
    const names = ['a', 'b', 'c', 'd', 'e'];
    const presenters = await Promise.all(names.map((name) => relay.present('talk', name)));
    for (let n = 1; n <= 40; n++) {
      presenters.forEach((presenter, at) => presenter.say(n, `${names[at]}${n}`, { id: `${names[at]}${n}` }));
    }
    await until(() => expect(viewer.records()).toHaveLength(200));
    expect(viewer.records().map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    for (const name of names) {
      const own = viewer.texts().filter((text) => text.startsWith(name));
      expect(own).toEqual(Array.from({ length: 40 }, (_, at) => `${name}${at + 1}`));
    }
  });

  it('a newer connection of the same publisher takes over, and the older is told so', async () => {
    const relay = await startRelay();
    const older = await relay.present('talk', 'ann');
    older.say(1, 'from the old one');
    await older.next('ack');
    const newer = await relay.join('talk', 'presenter');
    newer.send(hello('ann'));
    expect((await newer.next('welcome')).next).toBe(2);
    expect(await older.closed()).toEqual({ code: 4502, reason: 'opened elsewhere' });
    newer.say(2, 'from the new one');
    await newer.next('ack');
  });

  it('what an older connection says late does not take over from the newer one', async () => {
    const relay = await startRelay();
    const older = await relay.join('talk', 'presenter');
    const newer = await relay.present('talk', 'ann');
    older.send(hello('ann'));
    expect(await older.closed()).toEqual({ code: 4502, reason: 'opened elsewhere' });
    newer.say(1, 'still the one');
    await newer.next('ack');
  });

  it('another publisher’s connections are left alone', async () => {
    const relay = await startRelay();
    const ann = await relay.present('talk', 'ann');
    await relay.present('talk', 'bob');
    await relay.present('other', 'ann');
    ann.say(1, 'still here');
    await ann.next('ack');
  });
});

describe('a text', () => {
  it('is stored as clean text', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, '  cafe\u0301\r\n\u0007 \u202eabc  ', { speaker: ' A\nnn ' });
    await until(() => expect(presenter.texts()).toEqual(['café\n \u202eabc  \u202c']));
    expect(presenter.records()[0]).toMatchObject({ speaker: 'A nn' });
  });

  it('of more than 2,000 code points is refused, and its number stays free', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, '😀'.repeat(limits.textCodePoints + 1));
    expect(await presenter.next('error')).toEqual({
      type: 'error',
      code: 'text-too-long',
      message: expect.stringContaining('2000'),
      field: 'record.text',
      n: 1,
    });
    presenter.say(1, '😀'.repeat(limits.textCodePoints));
    expect(await presenter.next('ack')).toEqual({ type: 'ack', n: 1, seq: 1 });
  });

  it('is measured as it is stored', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'e\u0301'.repeat(1_500));
    await presenter.next('ack');
    presenter.say(2, '\ufb2c'.repeat(limits.textCodePoints));
    expect(await presenter.next('error')).toMatchObject({ code: 'text-too-long', n: 2 });
  });

  it.each(['', '  \n', '\u0000\u0007', '\u200b\u202e', '\ufeff'])(
    'without anything to see is refused: %j',
    async (text) => {
      const relay = await startRelay();
      const presenter = await relay.present('talk');
      presenter.say(1, text);
      expect(await presenter.next('error')).toMatchObject({ code: 'text-empty', field: 'record.text', n: 1 });
      presenter.publish(1, { type: 'status', level: 'info', text });
      expect(await presenter.next('error')).toMatchObject({ code: 'text-empty', n: 1 });
    },
  );

  it('of a speaker of more than 80 code points is refused', async () => {
    const relay = await startRelay();
    const presenter = await relay.present('talk');
    presenter.say(1, 'x', { speaker: 'é'.repeat(81) });
    expect(await presenter.next('error')).toMatchObject({
      code: 'text-too-long',
      field: 'record.speaker',
      n: 1,
    });
    presenter.say(1, 'x', { speaker: 'é'.repeat(80) });
    await presenter.next('ack');
  });
});

it('a presenter that has not said hello is told to', async () => {
  const relay = await startRelay();
  const presenter = await relay.join('talk', 'presenter');
  presenter.say(1, 'too early');
  expect(await presenter.next('error')).toMatchObject({ code: 'hello-first' });
  presenter.send(hello('ann'));
  expect((await presenter.next('welcome')).next).toBe(1);
});

it('a clock question is answered with the relay’s time and the time it was asked with', async () => {
  const relay = await startRelay();
  const presenter = await relay.join('talk', 'presenter');
  presenter.send({ type: 'clock', sentAt: 12_345 });
  const answer = await presenter.next('clock');
  expect(answer.sentAt).toBe(12_345);
  expect(Math.abs(answer.now - Date.now())).toBeLessThan(2_000);
});
