// WebVTT as it is out there, read as a browser reads it and never a word less.
import { describe, expect, it } from 'vitest';

import { readCaptions } from '../../formats/read-captions.ts';
import { texts, vtt } from '../helpers/read-webvtt.ts';

const times = { startMs: 1_000, endMs: 2_500 };
describe('a WebVTT cue', () => {
  it('keeps its line breaks and the time it was said', () => {
    expect(vtt('Good evening,\nand welcome.')).toEqual([{ ...times, text: 'Good evening,\nand welcome.' }]);
  });

  it('names who speaks', () => {
    expect(vtt('<v Ann Øre>Hello\nthere</v>')).toEqual([
      { ...times, text: 'Hello\nthere', speaker: 'Ann Øre' },
    ]);
    expect(vtt('<v.loud Ann>Hello')).toEqual([{ ...times, text: 'Hello', speaker: 'Ann' }]);
    expect(vtt('<v>Hello')).toEqual([{ ...times, text: 'Hello' }]);
  });

  it('in which two speak is two', () => {
    expect(vtt('<v Ann>Really?</v>\n<v Bob>Yes.</v>')).toEqual([
      { ...times, text: 'Really?', speaker: 'Ann' },
      { ...times, text: 'Yes.', speaker: 'Bob' },
    ]);
  });

  it('loses its tags and none of its words', () => {
    const marked =
      '<b>bold</b> <i>and <u>under</u></i> <c.yellow.bg>color</c> <00:01.500>timed <font size=3>big</font>';
    expect(texts(vtt(marked))).toEqual(['bold and under color timed big']);
    expect(texts(vtt('<ruby>漢<rt>kan</rt></ruby> 字'))).toEqual(['漢kan 字']);
  });

  it('marks its language when all its words are in it', () => {
    expect(vtt('<lang fr>Bonjour</lang>')).toEqual([{ ...times, text: 'Bonjour', lang: 'fr' }]);
    expect(vtt('He said <lang fr>bonjour</lang>')).toEqual([{ ...times, text: 'He said bonjour' }]);
  });

  it('has its character references read', () => {
    expect(texts(vtt('Q&amp;A: 1 &lt; 2 &gt; 0 &quot;x&quot;'))).toEqual(['Q&A: 1 < 2 > 0 "x"']);
    expect(texts(vtt('caf&#233; &#x1F600; &#60;b&#62; &#38;lt; &#99999999;'))).toEqual([
      'café 😀 <b> &lt; \ufffd',
    ]);
  });

  it('keeps a < that begins no tag', () => {
    expect(texts(vtt('I <3 you, a < b and c > d'))).toEqual(['I <3 you, a < b and c > d']);
  });

  it('without words is left out', () => {
    const { cues } = readCaptions(
      'WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n\n00:03.000 --> 00:04.000\nB\n',
      'vtt',
    );
    expect(texts(cues)).toEqual(['B']);
  });
});

describe('what a cue is', () => {
  it.each([
    ['[Applause]', 'sound'],
    ['(laughs)', 'sound'],
    ['（笑い）', 'sound'],
    ['【音楽】', 'sound'],
    ['♪ La la ♪', 'music'],
    ['♪ La\nla ♫', 'music'],
    ['♪', 'music'],
    ['♪♪', 'music'],
    ['# La la #', 'music'],
    ['Hello [sighs]', undefined],
    ['(no', undefined],
    ['#1', undefined],
    ['[a] and [b]', undefined],
  ])('%j: %s', (text, kind) => {
    expect(vtt(text)).toEqual([{ ...times, text, ...(kind && { kind }) }]);
  });
});

describe('a WebVTT file', () => {
  it('may have a title, a language, notes, styles, regions, ids and settings', () => {
    const file = readCaptions(
      'WEBVTT - A talk\nKind: captions\nLanguage: pt-BR\n\nNOTE not said\nnor this\n\nSTYLE\n::cue { color: red }\n\n' +
        'REGION\nid:x\n\nintro 1\n00:00:01.000 --> 00:00:02.500 align:start position:10%,line-left\nOlá\n\n\n\n' +
        '01:00:00.000 --> 01:00:01.000\nTchau',
      'vtt',
    );
    expect(file).toEqual({
      lang: 'pt-BR',
      faults: [],
      cues: [
        { ...times, text: 'Olá' },
        { startMs: 3_600_000, endMs: 3_601_000, text: 'Tchau' },
      ],
    });
  });

  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('may end its lines with %s', (_, end) => {
    const content = [
      'WEBVTT',
      '',
      '00:01.000 --> 00:02.500',
      'A',
      'B',
      '',
      '00:03.000 --> 00:04.000',
      'C',
      '',
    ];
    expect(texts(readCaptions(content.join(end), 'vtt').cues)).toEqual(['A\nB', 'C']);
  });
});
