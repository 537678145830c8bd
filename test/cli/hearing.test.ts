import { describe, expect, test } from 'vitest';

import { createHearing, type InputFormat } from '../../cli/recognition/hearing.ts';
import { heardIn } from '../../cli/recognition/heard.ts';

describe('each form of a recogniser’s JSON', () => {
  test.for([
    ['Vosk, in the making', { partial: 'good mor' }, { text: 'good mor', final: false }],
    ['Vosk, silence', { partial: '' }, { text: '', final: false }],
    ['Vosk, finished', { text: 'good morning' }, { text: 'good morning', final: true }],
    [
      'Vosk, with words',
      { result: [{ conf: 1, end: 1.1, start: 0.2, word: 'yes' }], text: 'yes' },
      { text: 'yes', final: true },
    ],
    [
      'Vosk, several guesses',
      { alternatives: [{ confidence: 9, text: 'yes' }, { text: 'yet' }] },
      { text: 'yes', final: true },
    ],
    ['generic, finished by default', { text: 'Yes.' }, { text: 'Yes.', final: true }],
    [
      'generic, all of it',
      { text: 'Ja', final: false, speaker: 'Ana', lang: 'de' },
      { text: 'Ja', final: false, speaker: 'Ana', lang: 'de' },
    ],
    [
      'Deepgram, in the making',
      { type: 'Results', channel: { alternatives: [{ transcript: 'hello' }] }, is_final: false },
      { text: 'hello', final: false },
    ],
    [
      'Deepgram, finished',
      { channel: { alternatives: [{ transcript: 'Hello.' }] }, is_final: true },
      { text: 'Hello.', final: true },
    ],
    ['Deepgram, beside words', { type: 'UtteranceEnd', last_word_end: 2.4 }, undefined],
  ] as const)('%s', ([, value, heard]) => {
    expect(heardIn(value)).toEqual(heard);
  });

  test.for([
    [{ text: 5 }],
    [{ partial: null }],
    [{}],
    [{ alternatives: [] }],
    [{ channel: {} }],
    [{ text: 'a', final: 'no' }],
  ])('none: %j', ([value]) => {
    expect(() => heardIn(value)).toThrow(/has no words/);
  });
});

describe('lines', () => {
  function hear(lines: string[], format: InputFormat = 'auto') {
    const faults: string[] = [];
    const hearing = createHearing({ format, onFault: (at, what) => faults.push(`${at} ${what}`) });
    const heard = lines.flatMap((line) => hearing.take(line));
    hearing.end();
    return { texts: heard.map(({ text, final }) => (final ? text : `${text}…`)), faults };
  }

  test('plain lines are finished; spaces around them and empty ones are nothing', () => {
    expect(hear(['Hello.', '', '  And welcome. '])).toEqual({
      texts: ['Hello.', 'And welcome.'],
      faults: [],
    });
  });

  test('JSON spread over lines, as Vosk prints it, is one value', () => {
    const lines = [
      '{',
      '  "partial" : "good"',
      '}',
      '{',
      '  "result" : [{',
      '      "word" : "good"',
      '    }],',
      '  "text" : "good"',
      '}',
    ];
    expect(hear(lines)).toEqual({ texts: ['good…', 'good'], faults: [] });
  });

  test('plain lines and JSON may follow each other, and somebody may write a brace', () => {
    expect(hear(['{laughs} Well.', '{"text":"Yes."}', '[music]'])).toEqual({
      texts: ['{laughs} Well.', 'Yes.', '[music]'],
      faults: [],
    });
  });

  test('a line that is cut off is named, and those after it are not lost', () => {
    expect(hear(['{"text":"one"}', '{"text":"tw', '{"text":"three"}', '{"te', 'four', '{'])).toEqual({
      texts: ['one', 'three', 'four'],
      faults: ['2 is not JSON', '4 is not JSON', '6 is not JSON'],
    });
  });

  test('JSON may be indented, and what is left of a value that is too long is no caption', () => {
    expect(hear(['  {"text":"hi"}'])).toEqual({ texts: ['hi'], faults: [] });
    const pad = `  "pad": "${'x'.repeat(1_000)}",`;
    const long = ['{', ...Array.from({ length: 80 }, () => pad), '}', 'Well.'];
    expect(hear(long)).toEqual({ texts: ['Well.'], faults: ['1 is not JSON'] });
  });

  test('a value without words is named', () => {
    expect(hear(['{"level":3}']).faults).toEqual([
      '1 has no words: "text", "partial" or "channel" is missing, or is no text',
    ]);
  });

  test('what is not UTF-8 is said, and published as far as it can be read', () => {
    expect(hear(['caf\ufffd'])).toEqual({
      texts: ['caf\ufffd'],
      faults: ['1 is not all UTF-8; � stands for what is not'],
    });
  });

  test('told to read text, JSON is words; told to read JSON, words are faults', () => {
    expect(hear(['{"text":"one"}'], 'text')).toEqual({ texts: ['{"text":"one"}'], faults: [] });
    expect(hear(['loading model', '{"text":"one"}'], 'json')).toEqual({
      texts: ['one'],
      faults: ['1 is not JSON'],
    });
  });
});
