// Publishing with HTTP alone: captions, status and typing by a presenter's token.
import { describe, expect, it } from 'vitest';

import { key, post } from '../helpers/posting.ts';
import { startRelay, testFolder } from '../helpers/running-relay.ts';
import { shownInterims } from '../helpers/shown-interims.ts';
import { until } from '../helpers/until.ts';
import type { Wire } from '../helpers/wire.ts';

const linesOf = (wire: Wire) => wire.records().filter((record) => record.type === 'line');
/** What stood when the viewer came, and what came since. */
const texts = (wire: Wire) => [...wire.joined().lines.map(({ text }) => text), ...wire.texts()];

describe('captions that are posted', () => {
  it('reach viewers as finished lines, and the answer says where they stand', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const { status, body } = await post(relay, 'captions', { text: ' Hello ', speaker: 'Maya', lang: 'en' });
    expect(status).toBe(200);
    expect(body).toEqual({ records: [{ id: expect.any(String), seq: 1 }] });
    await until(() => expect(linesOf(viewer)).toHaveLength(1));
    expect(linesOf(viewer)[0]).toMatchObject({ text: 'Hello', speaker: 'Maya', lang: 'en', rev: 1, seq: 1 });
  });

  it('come several at once, in their order, or line by line as plain text', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const { body } = await post(relay, 'captions', [{ text: 'one', id: 'a' }, { text: 'two' }]);
    expect(body).toEqual({
      records: [
        { id: 'a', seq: 1 },
        { id: expect.any(String), seq: 2 },
      ],
    });
    await post(relay, 'captions', 'three\r\n\r\n  four \nfive');
    await until(() => expect(texts(viewer)).toEqual(['one', 'two', 'three', 'four', 'five']));
  });

  it('with the id of a line correct it, each time, also where revisions are not counted', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    await post(relay, 'captions', { text: 'one', id: 'a' });
    await post(relay, 'captions', [
      { text: 'won', id: 'a' },
      { text: 'once', id: 'a' },
    ]);
    await until(() =>
      expect(linesOf(viewer).map((record) => 'rev' in record && [record.text, record.rev])).toEqual([
        ['one', 1],
        ['won', 2],
        ['once', 3],
      ]),
    );
  });

  it('that no reader sees are answered so: a first one that is a correction, and one that is not newer', async () => {
    const relay = await startRelay();
    await post(relay, 'captions', { text: 'there', id: 'a', rev: 1 });
    const captions = [
      { text: 'never said', id: 'b', rev: 5 },
      { text: 'not newer', id: 'a', rev: 1 },
      { text: 'newer', id: 'a', rev: 2 },
    ];
    const { status, body } = await post(relay, 'captions', captions);
    expect(status).toBe(200);
    expect(body).toEqual({
      records: [
        { id: 'b', seq: 2, applied: false },
        { id: 'a', seq: 3, applied: false },
        { id: 'a', seq: 4 },
      ],
    });
  });

  it('are taken as tools send them: JSON without its type, plain text as a form', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    await post(relay, 'captions', '{"text":"a=b"}', form);
    await post(relay, 'captions', 'c=d&e', form);
    await post(relay, 'captions', '{"text":"as it is"}');
    await until(() => expect(texts(viewer)).toEqual(['a=b', 'c=d&e', '{"text":"as it is"}']));
  });

  it('show a line while it is spoken, and end that in the frame of the finished line', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    await post(relay, 'captions', { text: 'Hel', final: false }, { token });
    await until(() => expect(shownInterims(viewer)).toEqual(['Hel']));
    await post(relay, 'captions', { text: 'Hello', final: false }, { token });
    await until(() => expect(shownInterims(viewer)).toEqual(['Hello']));
    await post(relay, 'captions', { text: 'Hello.' }, { token });
    await until(() => expect(texts(viewer)).toEqual(['Hello.']));
    expect(shownInterims(viewer)).toEqual([]);
    expect(viewer.all('events').at(-1)).toMatchObject({ records: [{ text: 'Hello.' }] });
  });

  it('of one id are one line, which a higher revision corrects', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    await post(relay, 'captions', { text: 'Helo', id: 'a', final: false });
    await post(relay, 'captions', { text: 'Helo', id: 'a' });
    await post(relay, 'captions', { text: 'Hello', id: 'a', rev: 2 });
    await until(() => expect(texts(viewer)).toEqual(['Helo', 'Hello']));
    expect(shownInterims(viewer)).toEqual([]);
    const transcript = await fetch(`${relay.url}/v1/sessions/talk/transcript.txt`);
    expect(await transcript.text()).toBe('Hello\n');
  });

  it('keep the time they were said at, and never a later one than now', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    await post(relay, 'captions', [
      { text: 'then', at: 1_700_000_000_000 },
      { text: 'later', at: 8.64e15 },
    ]);
    await until(() => expect(linesOf(viewer)).toHaveLength(2));
    expect(linesOf(viewer)[0]?.at).toBe(1_700_000_000_000);
    expect(Math.abs((linesOf(viewer)[1]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});

describe('a request with an Idempotency-Key', () => {
  it('is published once, and each repeat gets the same answer, also after a restart', async () => {
    const data = testFolder();
    const first = await startRelay({ data });
    const token = await first.invite({ session: 'talk', role: 'presenter' });
    const ask = { token, headers: key('a-1') };
    const body = [{ text: 'one' }, { text: 'two' }];
    const answer = await post(first, 'captions', body, ask);
    expect(await post(first, 'captions', body, ask)).toMatchObject({
      status: 200,
      body: { ...answer.body, repeated: true },
    });
    await first.close();
    const second = await startRelay({ data });
    const again = await post(second, 'captions', body, ask);
    expect(again.body).toEqual({ ...answer.body, repeated: true });
    const viewer = await second.view('talk');
    expect(texts(viewer)).toEqual(['one', 'two']);
  });

  it('is refused when the key came before with another body', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    await post(relay, 'captions', { text: 'one' }, { token, headers: key('a') });
    const { status, body } = await post(relay, 'captions', { text: 'two' }, { token, headers: key('a') });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'key-reused' });
    // Keys are each sender's own.
    expect((await post(relay, 'captions', { text: 'two' }, { headers: key('a') })).status).toBe(200);
    const viewer = await relay.view('talk');
    expect(texts(viewer)).toEqual(['one', 'two']);
  });

  it('is published once also when both tries come at the same time', async () => {
    const relay = await startRelay();
    const token = await relay.invite({ session: 'talk', role: 'presenter' });
    const tries = [1, 2, 3].map(() =>
      post(relay, 'captions', { text: 'one' }, { token, headers: key('"quoted"') }),
    );
    const repeated = (await Promise.all(tries)).map(({ body }) => body.repeated ?? false);
    expect(repeated.sort()).toEqual([false, true, true]);
    expect(texts(await relay.view('talk'))).toEqual(['one']);
  });
});

describe('status and typing', () => {
  it('are shown, replaced and taken away', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    await post(relay, 'status', { text: 'Back soon', level: 'warning' });
    await until(() => expect(viewer.records().at(-1)).toMatchObject({ type: 'status', level: 'warning' }));
    await post(relay, 'status', { text: 'Here' });
    await until(() => expect(viewer.records().at(-1)).toMatchObject({ level: 'info', text: 'Here' }));
    expect((await post(relay, 'status', { text: '' })).body).toEqual({ records: [{ seq: 3 }] });
    await until(() => expect(viewer.records().at(-1)).toMatchObject({ type: 'clear', scope: 'status' }));
  });

  it('typing has the name it gives, or the public one of the token, and ends with a line', async () => {
    const relay = await startRelay();
    const viewer = await relay.view('talk');
    const token = await relay.invite({ session: 'talk', role: 'presenter', name: 'Ann', publicName: true });
    expect(await post(relay, 'typing', { typing: true }, { token })).toMatchObject({ status: 200, body: {} });
    await until(() => expect(viewer.typing()).toMatchObject([{ name: 'Ann' }]));
    await post(relay, 'typing', { typing: true, name: 'Bo' }, { token });
    await until(() => expect(viewer.typing()).toMatchObject([{ name: 'Bo' }]));
    await post(relay, 'captions', 'said', { token });
    await until(() => expect(viewer.typing()).toEqual([]));
    const hidden = await relay.invite({ session: 'talk', role: 'presenter', name: 'Ann' });
    await post(relay, 'typing', { typing: true }, { token: hidden });
    await until(() => expect(viewer.typing()).toMatchObject([{ name: '' }]));
  });
});
