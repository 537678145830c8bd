// Tables of the dialects: what a tool sends, and what it means. Pure functions, no relay.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { languageOf } from '../../protocol/language-tag.ts';
import {
  emptyStream,
  finishOpen,
  type StreamEvent,
  type StreamState,
  takeCharacters,
} from '../../relay/ingest/dialects/stream-text.ts';
import { teamsCues } from '../../relay/ingest/dialects/teams.ts';
import { readWebhook } from '../../relay/ingest/dialects/webhook.ts';
import { youtubeCues } from '../../relay/ingest/dialects/youtube.ts';
import { zoomCues } from '../../relay/ingest/dialects/zoom.ts';
import { scaled } from '../helpers/effort.ts';

it.each([
  ['en-US', 'en-US'],
  ['en-us', 'en-US'],
  ['en_gb', 'en-GB'],
  ['jp-JP', 'ja-JP'],
  ['jp', 'ja'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  [' de-CH, fr', 'de-CH'],
  ['', undefined],
  ['english please', undefined],
  ['e', undefined],
])('the language %j is %j', (text, lang) => expect(languageOf(text)).toBe(lang));

it.each<[body: string, captions: string[]]>([
  ['one', ['one']],
  ['one\ntwo\r\nthree\rfour', ['one', 'two', 'three', 'four']],
  ['\n  one \n\n', ['one']],
  ['a=b&c=%20d+e', ['a=b&c=%20d+e']],
  [' \r\n', []],
])('Zoom’s %j is %j', (body, captions) => expect(zoomCues(body).map(({ text }) => text)).toEqual(captions));

it.each<[body: string, ends: boolean[]]>([
  ['one', [false]],
  ['one\n', [true]],
  ['one\n\ntwo ', [true, false]],
])('Zoom’s %j ends its lines: %j', (body, ends) =>
  expect(zoomCues(body).map(({ endsLine }) => endsLine)).toEqual(ends),
);

const at = Date.UTC(2026, 11, 24, 0, 0, 6, 873);
it.each<[body: string, cues: [number, string][]]>([
  ['2026-12-24T00:00:06.873\nHELLO', [[at, 'HELLO']]],
  ['2026-12-24T00:00:06.873 region:reg1#cue1\r\nFIRST<br>LINE\r\n', [[at, 'FIRST\nLINE']]],
  ['2026-12-24T00:00:06.873\nA<BR/>B\nC', [[at, 'A\nB\nC']]],
  [
    '2026-12-24T00:00:06.873\nA\n2026-12-24T00:00:06.974\nB',
    [
      [at, 'A'],
      [at + 101, 'B'],
    ],
  ],
  ['2026-12-24T00:00:06.873\n\n2026-12-24T00:00:06.874\nB', [[at + 1, 'B']]],
  ['2026-12-24T00:00:06\nA', [[at - 873, 'A']]],
  ['2026-12-24T00:00:06.873123+00:00\nA', [[at, 'A']]],
  ['2026-12-24T01:00:06.873123+0100 region:reg1#cue1\nA', [[at, 'A']]],
  ['2026-12-24 00:00:06,873Z\nA', [[at, 'A']]],
  ['', []],
])('YouTube’s %j is %j', (body, cues) =>
  expect(youtubeCues(body).map((cue) => [cue.at, cue.text])).toEqual(cues),
);

it.each([
  ['Hello', 'Hello'],
  [' two \r\n rows \n', 'two\nrows'],
])('Teams’ %j is the one line %j', (body, text) => expect(teamsCues(body)).toEqual([{ text }]));

it.each([
  ['{"transcript":"a","sequence":0}', { type: 'line', cue: { text: 'a' }, sequence: 0 }],
  [' {"text":"a","sequence":"x"}', { type: 'line', cue: { text: 'a' }, sequence: undefined }],
  ['{"caption":"a","lang":"jp-JP"}', { lang: 'ja-JP' }],
  ['{"status":"a"}', { type: 'status', level: 'info', text: 'a' }],
  ['{"status":"a","level":"alert","text":"b"}', { type: 'status', level: 'alert', text: 'a' }],
  ['{"status":null,"text":"b"}', { type: 'line', cue: { text: 'b' } }],
  ['[1]', { type: 'line', cue: { text: '[1]' } }],
  ['{"text":"a","final":false}', { isFinal: false }],
  ['{"transcript":"a","is_final":"false"}', { isFinal: false }],
  ['{"text":"a","isFinal":true}', { isFinal: true, cue: { endsLine: true } }],
  ['{"text":"a"}', { isFinal: undefined, cue: { endsLine: false } }],
  ['{"text":"a \\r\\n "}', { cue: { endsLine: true } }],
])('a webhook’s %j is %j', (body, event) =>
  expect(readWebhook(body, { isStatus: false, level: 'info' })).toMatchObject(event),
);

/** What readers have, from what they are told. */
function createReader() {
  const lines = new Map<number, string>();
  const revs = new Map<number, number>();
  let open = '';
  let state: StreamState = emptyStream;
  const tell = (events: readonly StreamEvent[]) => {
    for (const event of events) {
      if (event.type === 'retract') {
        lines.delete(event.n);
        continue;
      }
      expect(event.rev).toBe((revs.get(event.n) ?? 0) + 1);
      revs.set(event.n, event.rev);
      lines.set(event.n, event.text);
    }
  };
  return {
    take(characters: string) {
      const step = takeCharacters(state, characters, 1_000);
      // As it comes back from the log.
      state = JSON.parse(JSON.stringify(step.state));
      tell(step.events);
      for (const { text } of step.interims) open = text;
    },
    finish() {
      const step = finishOpen(state);
      state = step.state;
      tell(step.events);
      open = '';
    },
    lines: () => [...lines].sort(([a], [b]) => a - b).map(([, text]) => text),
    open: () => open,
    size: () => JSON.stringify(state).length,
  };
}

describe('StreamText’s characters', () => {
  it.each<[pieces: string[], lines: string[], open: string]>([
    [['This is a test\nWith 2 lins\bes'], ['This is a test'], 'With 2 lines'],
    [['ab', '\b\bc'], [], 'c'],
    [['one\r', '\ntwo\r\n'], ['one', 'two'], ''],
    [['One. Two? "Three!" four'], ['One.', 'Two?', '"Three!"'], 'four'],
    [['今日は。明日も'], ['今日は。'], '明日も'],
    [['3.5 is e.g.nothing'], [], '3.5 is e.g.nothing'],
    [['one\n', '\b\b\bat\n'], ['oat'], ''],
    [['one\n', '\b\b\b\b'], [], ''],
    [['one\ntwo\n', '\b'.repeat(5)], ['one'], ''],
    [['one\ntwo\n', '\b'.repeat(5), '\b\b\btwo\nthree\n'], ['two', 'three'], ''],
    [['one\n\n\n', '\b\b\b\b\bn', 'ce\n'], ['once'], ''],
    [['\b\b\bone\n'], ['one'], ''],
    [['😀😀\b\n'], ['😀'], ''],
    [[' \u0007 \n'], [], ''],
  ])('%j read as %j, and then %j', (pieces, lines, open) => {
    const reader = createReader();
    for (const piece of pieces) reader.take(piece);
    expect([reader.lines(), reader.open()]).toEqual([lines, open]);
  });

  it('of a long sentence become lines of about two rows, and none of them is lost', () => {
    const reader = createReader();
    const words = Array.from({ length: 400 }, (_, at) => `word${at}`).join(' ');
    for (const word of words.split(/(?<= )/)) reader.take(word);
    reader.finish();
    expect(reader.lines().join(' ')).toBe(words);
    for (const line of reader.lines()) expect(line.length).toBeLessThanOrEqual(180);
  });

  it('that nobody breaks into words are bounded too, and so is what is remembered', () => {
    const reader = createReader();
    reader.take('x'.repeat(60_000));
    expect(reader.size()).toBeLessThan(20_000);
    reader.finish();
    expect(reader.lines().join('')).toBe('x'.repeat(60_000));
  });

  it('read the same however they are cut into requests, whatever is taken back', () => {
    const character = fc.constantFrom('a', 'b', ' ', '.', '\n', '\r', '\b', '\b', '。', 'é', '😀');
    const stream = fc.array(fc.array(character, { maxLength: 12 }), { maxLength: 12 });
    fc.assert(
      fc.property(stream, (pieces) => {
        const [whole, cut] = [createReader(), createReader()];
        whole.take(pieces.flat().join(''));
        for (const piece of pieces) cut.take(piece.join(''));
        whole.finish();
        cut.finish();
        expect(cut.lines()).toEqual(whole.lines());
      }),
      { numRuns: scaled(2_000) },
    );
  });
});
