// Parts of a transcript by bytes (RFC 9110, 14), and what a file says of lines that are no longer kept.
import { describe, expect, it } from 'vitest';

import { bytesOf, countBytes, readRange } from '../../relay/http/byte-range.ts';
import type { Cursor } from '../../protocol/cursor.ts';
import type { TranscriptFormat } from '../../formats/subtitles.ts';
import { createMemoryEngine } from '../../relay/engines/memory.ts';
import { openTranscript, readAskedLines, type TranscriptFile } from '../../relay/http/transcript-file.ts';
import { startRelay } from '../helpers/running-relay.ts';
import { until } from '../helpers/until.ts';

const texts = ['Erste Zeile', 'Zweite: größer', 'Third 字幕', 'Last'];

async function startTalk() {
  const relay = await startRelay();
  const ann = await relay.present('talk', 'ann');
  for (const [at, text] of texts.entries()) ann.say(at + 1, text);
  await until(() => expect(ann.all('ack')).toHaveLength(texts.length));
  const get = (range?: string, more: Record<string, string> = {}) =>
    fetch(`${relay.url}/v1/sessions/talk/transcript.txt`, { headers: { ...(range && { range }), ...more } });
  return { ann, get, whole: Buffer.from(`${texts.join('\n')}\n`) };
}

describe('a part of a transcript', () => {
  it('has those bytes of the whole, wherever they are cut', async () => {
    const { get, whole } = await startTalk();
    const { length } = whole;
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=5-20', 5, 20],
      ['bytes=20-', 20, length - 1],
      ['bytes=-7', length - 7, length - 1],
      ['bytes=-100000', 0, length - 1],
      ['bytes=30-100000', 30, length - 1],
    ] as const) {
      const part = await get(range);
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${first}-${last}/${length}`);
      expect(part.headers.get('content-length')).toBe(String(last - first + 1));
      expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(first, last + 1));
    }
  });

  it.each([undefined, 'bytes=0-1,4-5', 'bytes=9-3', 'bytes=-', 'lines=0-1', 'bytes=a-b'])(
    'that is asked for with %s is the whole',
    async (range) => {
      const { get, whole } = await startTalk();
      const answer = await get(range);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('accept-ranges')).toBe('bytes');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(whole);
    },
  );

  it.each(['bytes=100000-', 'bytes=-0'])(
    'where nothing is, %s, is refused with the length',
    async (range) => {
      const { get, whole } = await startTalk();
      const answer = await get(range);
      expect(answer.status).toBe(416);
      expect(answer.headers.get('content-range')).toBe(`bytes */${whole.length}`);
      expect(await answer.json()).toMatchObject({ code: 'range' });
    },
  );

  it('goes on with a download only while nothing has changed; else the whole comes', async () => {
    const { ann, get, whole } = await startTalk();
    const etag = (await get()).headers.get('etag') as string;
    expect((await get('bytes=5-', { 'if-range': etag })).status).toBe(206);
    expect((await get('bytes=5-', { 'if-range': `W/${etag}` })).status).toBe(200);
    ann.publish(texts.length + 1, { type: 'retract', id: 'l1' });
    await until(() => expect(ann.all('ack')).toHaveLength(texts.length + 1));
    const changed = await get('bytes=5-', { 'if-range': etag });
    expect(changed.status).toBe(200);
    expect(await changed.text()).toBe(
      whole
        .toString()
        .slice(texts[0]?.length as number)
        .trimStart(),
    );
  });

  it('of text in pieces ends where it ends, without reading on', async () => {
    let read = 0;
    async function* pieces() {
      for (const piece of ['abc', 'dé', 'fgh']) {
        read++;
        yield piece;
      }
    }
    const parts: Buffer[] = [];
    for await (const part of bytesOf(pieces(), { first: 2, last: 4, length: 9 })) parts.push(part);
    expect(Buffer.concat(parts)).toEqual(Buffer.from('abcdéfgh').subarray(2, 5));
    expect(read).toBe(2);
    expect(readRange('bytes=0-', 0)).toEqual({ first: 0, last: -1, length: 0 });
  });
});

const whole = { signal: new AbortController().signal, isExact: false };

describe('a transcript whose beginning is no longer kept', () => {
  async function open(
    name: TranscriptFormat,
    queryOf: (head: Cursor) => Record<string, string> = () => ({}),
  ) {
    const engine = createMemoryEngine({ ageMs: Infinity, recordsPerSession: 2 });
    for (const [at, text] of texts.entries()) {
      const draft = { type: 'line', id: `l${at}`, rev: 1, text } as const;
      await engine.append({ session: 'talk', publisher: 'p', number: at + 1, draft, nowMs: at });
    }
    await engine.trim(10);
    const file = await openTranscript(
      engine,
      'talk',
      name,
      readAskedLines(queryOf(await engine.head('talk'))),
    );
    let text = '';
    for await (const piece of (file as TranscriptFile).text(whole)) text += piece;
    return { text, file: file as TranscriptFile, engine };
  }

  it('says so, where its form has a place for it', async () => {
    expect((await open('vtt')).text).toMatch(/^WEBVTT\n\nNOTE Earlier lines are no longer kept\.\n\n00:/);
    expect((await open('txt')).text).toBe('[Earlier lines are no longer kept.]\nThird 字幕\nLast\n');
    expect(JSON.parse((await open('json')).text)).toMatchObject({
      trimmedSeq: 2,
      lines: [{ seq: 3 }, { seq: 4 }],
    });
    expect((await open('srt')).text).toMatch(/^1\n00:00:00,000 --> /);
  });

  it('says nothing to who has what came before', async () => {
    const { text } = await open('txt', ({ epoch }) => ({ since: `${epoch}.2.00000000` }));
    expect(text).toBe('Third 字幕\nLast\n');
  });

  it('is cut off where a part of it was promised and is trimmed meanwhile', async () => {
    const { file, engine } = await open('txt');
    const exact = { ...whole, isExact: true };
    expect(await countBytes(file.text(exact))).toBeGreaterThan(0);
    const draft = { type: 'line', id: 'more', rev: 1, text: 'More' } as const;
    await engine.append({ session: 'talk', publisher: 'p', number: 5, draft, nowMs: 20 });
    await engine.trim(20);
    await expect(countBytes(file.text(exact))).rejects.toThrow('was trimmed');
    expect(await countBytes(file.text(whole))).toBeGreaterThan(0);
  });

  it('is no longer read once nobody waits for it', async () => {
    const { file } = await open('txt');
    await expect(countBytes(file.text({ ...whole, signal: AbortSignal.abort() }))).rejects.toThrow('abort');
  });
});
