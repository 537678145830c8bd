// Captioning tools that were told our URL instead of their service's: each is answered as by its own service.
import { describe, expect, it, onTestFinished } from 'vitest';

import { relayTiming } from '../../protocol/limits.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { shownInterims } from '../helpers/shown-interims.ts';
import { codeOf, said, send, seqOf, toolUrl } from '../helpers/tool-requests.ts';
import { until } from '../helpers/until.ts';

describe('a tool for Zoom', () => {
  it('has each line of its body shown, in its language, and is answered the relay’s time', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const { status, text } = await send(
      `${await toolUrl(relay, 'zoom')}&seq=12&lang=jp-JP`,
      'line one\r\nline two\r\n',
    );
    expect(status).toBe(200);
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(text) - Date.now())).toBeLessThan(60_000);
    await until(() => expect(viewer.texts()).toEqual(['line one', 'line two']));
    expect(viewer.records()[0]).toMatchObject({ lang: 'ja-JP', rev: 1 });
  });

  it('may send nothing, to see whether somebody is there', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'zoom');
    expect((await send(`${url}&seq=7`, '\r\n')).status).toBe(200);
    expect(await seqOf(url)).toEqual([200, '0']);
  });

  it('is told when the session has ended', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'zoom');
    const presenter = await relay.present('talk');
    presenter.send({ type: 'publish', n: 1, record: { type: 'end' } });
    await presenter.next('ack');
    const answer = await send(`${url}&seq=1`, 'too late');
    expect([answer.status, codeOf(answer)]).toEqual([400, 'session-ended']);
  });
});

describe('a tool for YouTube', () => {
  it('sends cues with their times, and breaks in them', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const [first, second] = [Date.now() - 60_000, Date.now() - 59_000];
    const row = (atMs: number) => new Date(atMs).toISOString().slice(0, -1);
    const body = `${row(first)} region:reg1#cue1\nFIRST<br>LINE\n${row(second)}\nSECOND\nROW\n`;
    const { status, text } = await send(`${await toolUrl(relay, 'youtube')}&seq=123`, body);
    expect(status).toBe(200);
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/);
    await until(() => expect(viewer.texts()).toEqual(['FIRST\nLINE', 'SECOND\nROW']));
    expect(viewer.records().map(({ at }) => at)).toEqual([first, second]);
  });

  it('with a clock that is hours behind stands at the time it comes, its cues as far apart as they were', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const body = '2020-01-24T00:00:06.000\nFIRST.\n2020-01-24T00:00:09.500\nSECOND.\n';
    await send(`${await toolUrl(relay, 'youtube')}&seq=1`, body);
    await until(() => expect(viewer.texts()).toEqual(['FIRST.', 'SECOND.']));
    const [first = 0, second = 0] = viewer.records().map(({ at }) => at);
    expect(second - first).toBe(3_500);
    expect(Math.abs(Date.now() - second)).toBeLessThan(60_000);
  });

  it('is known by its long URL, or by a time in the first line of what it sends', async () => {
    const relay = await startRelay();
    const token = await relay.inviteTool({ session: 'talk' });
    const time = '2026-01-24T00:00:06.873';
    const long = `${relay.url}/closedcaption?id=talk&ns=a&sparams=b&expire=1&signature=${token}`;
    expect((await send(`${long}&key=yt_qc&seq=1`, `${time}\none.`)).text).not.toContain('Z');
    expect((await send(`${long}&seq=2`, `${time}\ntwo.`)).text).not.toContain('Z');
    expect(await said(relay)).toBe('one.\ntwo.\n');
  });

  it.each([
    ['begins without a time', 'HELLO', 'malformed'],
    ['has a time that is none', '2026-13-01T00:00:00.000\nHELLO', 'malformed'],
  ])('is refused when its body %s, and nothing of it is published', async (_, body, code) => {
    const relay = await startRelay();
    const answer = await send(`${await toolUrl(relay, 'youtube')}&seq=1`, body);
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    expect(await said(relay)).toBe('');
  });
});

describe('a tool for Teams', () => {
  it('adds a line with each request', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = `${await toolUrl(relay, 'teams')}&lang=en-us`;
    expect((await send(url, 'Hello')).status).toBe(200);
    expect((await send(url, 'two\r\nrows')).status).toBe(200);
    await until(() => expect(viewer.texts()).toEqual(['Hello', 'two\nrows']));
    expect(viewer.records()[0]).toMatchObject({ lang: 'en-US' });
  });

  it('is told when there is no such session', async () => {
    const relay = await startRelay();
    const url = (await toolUrl(relay, 'teams')).replace('meetingid=talk', 'meetingid=other');
    const answer = await send(url, 'Hello');
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
  });
});

describe('a webhook', () => {
  it.each([
    ['Web Captioner', '{"transcript":"Hello.","sequence":2}', { type: 'line', text: 'Hello.' }],
    [
      'a program',
      '{"text":"Hello.","speaker":"Ann","lang":"de"}',
      { text: 'Hello.', speaker: 'Ann', lang: 'de' },
    ],
    ['another', '{"caption":"Hello.","id":7}', { type: 'line', text: 'Hello.' }],
    ['a script', 'Hello.', { type: 'line', text: 'Hello.' }],
    [
      'a monitor',
      '{"status":"Pump 3 stands","level":"alert"}',
      { type: 'status', level: 'alert', text: 'Pump 3 stands' },
    ],
    ['what is all right again', '{"status":""}', { type: 'clear', scope: 'status' }],
  ])('of %s is shown', async (_, body, record) => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    expect((await send(await toolUrl(relay, 'webhook'), body)).status).toBe(200);
    await until(() => expect(viewer.records()).toMatchObject([record]));
  });

  it('shows words that are not final, under no line, until the final ones come', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'webhook');
    await send(url, '{"text":"we","final":false}');
    await until(() => expect(shownInterims(viewer)).toEqual(['we']));
    await send(url, '{"text":"we begin","final":false}');
    await until(() => expect(shownInterims(viewer)).toEqual(['we begin']));
    await send(url, '{"text":"We begin.","final":true}');
    await until(() => expect(viewer.texts()).toEqual(['We begin.']));
    await until(() => expect(shownInterims(viewer)).toEqual([]));
  });

  it('of a door bell that can only send words is a status, when its URL says so', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = `${await toolUrl(relay, 'webhook')}&as=status&level=warning`;
    await send(url, 'Somebody is at the door');
    await send(url, '{"text":"Somebody is at the gate"}');
    await until(() =>
      expect(viewer.records()).toMatchObject([
        { type: 'status', level: 'warning', text: 'Somebody is at the door' },
        { type: 'status', level: 'warning', text: 'Somebody is at the gate' },
      ]),
    );
  });

  it('with a number is published once, and also when it comes late or counts anew', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'webhook');
    for (const [sequence, transcript] of [
      [1, 'one'],
      [3, 'three'],
      [2, 'two'],
      [3, 'three'],
      [1, 'again'],
    ] as const) {
      await send(url, JSON.stringify({ transcript: `${transcript}.`, sequence }));
    }
    expect(await said(relay)).toBe('one.\nthree.\ntwo.\nagain.\n');
  });
});

describe('a StreamText sender', () => {
  it('has what it writes shown as it grows, and its lines finished', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = `${await toolUrl(relay, 'streamtext')}&lang=en`;
    const writtenAt = Date.now() - 5_000;
    const headers = { 'x-timestamp': new Date(writtenAt).toISOString().replace('Z', '0224Z') };
    expect((await send(`${url}&seq=1`, 'This is a test\nWith 2 lins\bes', { headers })).status).toBe(200);
    await until(() => expect(viewer.texts()).toEqual(['This is a test']));
    await until(() => expect(shownInterims(viewer)).toEqual(['With 2 lines']));
    expect(viewer.records()[0]).toMatchObject({ lang: 'en', at: writtenAt });
  });

  it('takes characters back across requests, and out of a line that was finished', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const url = await toolUrl(first, 'streamtext');
    await send(`${url}&seq=1`, 'one\nto');
    await send(`${url}&seq=2`, '\bwo\n');
    await send(`${url}&seq=3`, '\b\b\b\b\b\bE\n');
    expect(await said(first)).toBe('onE\n');
    await first.close();
    const second = await startRelay({ data });
    const same = url.replace(first.url, second.url);
    await send(`${same}&seq=3`, '\b\b\b\b\b\bE\n');
    await send(`${same}&seq=4`, '\b\bce\nmore\n');
    expect(await said(second)).toBe('once\nmore\n');
  });

  it('that saw no answer sends the same number again with more, of which nothing is lost or doubled', async () => {
    const relay = await startRelay();
    const url = await toolUrl(relay, 'streamtext');
    await Promise.all([send(`${url}&seq=1`, 'one\n'), send(`${url}&seq=1`, 'one\n')]);
    await send(`${url}&seq=1`, 'one\ntwo\n');
    await send(`${url}&seq=1`, 'one\ntwo\n');
    expect(await said(relay)).toBe('one\ntwo\n');
  });

  it('that falls silent has its last words finished', async () => {
    const { openLineIdleMs } = relayTiming;
    shorten(relayTiming, { openLineIdleMs: 500 });
    onTestFinished(() => void Object.assign(relayTiming, { openLineIdleMs }));
    const relay = await startRelay();
    const url = await toolUrl(relay, 'streamtext');
    await send(`${url}&seq=1`, 'and that was it');
    await until(async () => expect(await said(relay)).toBe('and that was it\n'));
    await send(`${url}&seq=2`, '\b\ball');
    await until(async () => expect(await said(relay)).toBe('and that was all\n'));
  }, 25_000);
});
