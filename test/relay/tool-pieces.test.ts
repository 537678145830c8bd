// Tools that post words as they are heard: viewers read them as they come, and as one line when it is over.
import { describe, expect, it, onTestFinished } from 'vitest';

import { relayTiming } from '../../protocol/limits.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { shorten } from '../helpers/shorten.ts';
import { shownInterims } from '../helpers/shown-interims.ts';
import { said, send, toolUrl } from '../helpers/tool-requests.ts';
import { until } from '../helpers/until.ts';

function withIdle(openLineIdleMs: number): void {
  const before = relayTiming.openLineIdleMs;
  shorten(relayTiming, { openLineIdleMs });
  onTestFinished(() => void Object.assign(relayTiming, { openLineIdleMs: before }));
}

const youtubeTime = (atMs: number) => new Date(atMs).toISOString().slice(0, -1);

describe('words that come one by one', () => {
  it('of Web Captioner are one line, and a repeat is not said again', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'webhook');
    for (const [sequence, transcript] of ['can', 'can', 'you', 'hear', 'us?'].entries()) {
      const body = JSON.stringify({ transcript, sequence: Math.max(0, sequence - 1) });
      expect((await send(url, body)).status).toBe(200);
      if (sequence === 2) await until(() => expect(shownInterims(viewer)).toEqual(['can you']));
    }
    await until(() => expect(viewer.texts()).toEqual(['can you hear us?']));
    await until(() => expect(shownInterims(viewer)).toEqual([]));
  });

  it('of Zoom’s senders end with a line end', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'zoom');
    await send(`${url}&seq=1`, 'I AM SENDING ');
    await until(() => expect(shownInterims(viewer)).toEqual(['I AM SENDING']));
    await send(`${url}&seq=2`, 'SEVERAL CAPTIONS\n');
    await until(() => expect(viewer.texts()).toEqual(['I AM SENDING SEVERAL CAPTIONS']));
  });

  it('of YouTube’s senders stand at the time of their first', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'youtube');
    const first = Date.now() - 3_000;
    for (const [seq, word] of ['WE', 'BEGIN', 'NOW.'].entries()) {
      await send(`${url}&seq=${seq}`, `${youtubeTime(first + seq * 300)} region:reg1#cue1\n${word}\n`);
    }
    await until(() => expect(viewer.texts()).toEqual(['WE BEGIN NOW.']));
    expect(viewer.records()[0]).toMatchObject({ at: first });
  });

  it('and stop are finished after a while', async () => {
    withIdle(300);
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'webhook');
    await send(url, '{"transcript":"and that","sequence":1}');
    await send(url, '{"transcript":"was it","sequence":2}');
    await until(() => expect(viewer.texts().join(' ')).toBe('and that was it'));
    await until(() => expect(shownInterims(viewer)).toEqual([]));
    await send(url, '{"transcript":"or not.","sequence":3}');
    await until(() => expect(viewer.texts().join(' ')).toBe('and that was it or not.'));
  });

  it.each([
    ['a webhook', 'webhook', '{"transcript":"and that was it"}'],
    ['a StreamText sender', 'streamtext', 'and that was it'],
  ] as const)(
    'of %s that were open when the session ended are said, and it stays ended',
    async (_, dialect, body) => {
      withIdle(300);
      const relay = await startRelay();
      const viewer = await relay.view('talk');
      const presenter = await relay.present('talk');
      await send(`${await toolUrl(relay, dialect)}&seq=1`, body);
      presenter.send({ type: 'publish', n: 1, record: { type: 'end' } });
      await until(() => expect(viewer.texts()).toEqual(['and that was it']));
      await until(() => expect(viewer.records().at(-1)?.type).toBe('end'));
    },
  );

  it('are finished when the relay closes, also those of a StreamText sender', async () => {
    withIdle(3_600_000);
    const data = testFolder();
    const first = await startRelay({ data });
    const url = await toolUrl(first, 'webhook');
    await send(url, '{"transcript":"before","sequence":1}');
    await send(`${await toolUrl(first, 'streamtext')}&seq=1`, 'and beside it');
    await first.close();
    const second = await startRelay({ data });
    const lines = (await said(second)).trim().split('\n');
    expect(lines.toSorted()).toEqual(['and beside it', 'before']);
    const same = url.replace(first.url, second.url);
    await send(same, '{"transcript":"before","sequence":1}');
    await send(same, '{"transcript":"and after.","sequence":2}');
    expect((await said(second)).endsWith('and after.\n')).toBe(true);
  });

  it('are shown with what is not final behind them', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const url = await toolUrl(relay, 'webhook');
    await send(url, '{"text":"we"}');
    await send(url, '{"text":"be","final":false}');
    await until(() => expect(shownInterims(viewer)).toEqual(['we be']));
    await send(url, '{"text":"begin","final":true}');
    await until(() => expect(viewer.texts()).toEqual(['we begin']));
  });
});
