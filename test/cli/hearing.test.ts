// The lines of standard input: JSON, one value a line or spread over several, and plain lines.
import { describe, expect, test } from 'vitest';

import { createHearing, type InputFormat } from '../../cli/recognition/hearing.ts';

describe('lines', () => {
  function hear(lines: string[], format: InputFormat = 'auto') {
    const faults: string[] = [];
    const hearing = createHearing({ format, onFault: (at, what) => faults.push(`${at} ${what}`) });
    const heard = [...lines.flatMap((line) => hearing.take(line)), ...hearing.end()];
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
      '1 has an unknown shape (level); print "text" and "final"',
    ]);
  });

  test('lists and events of a stream are read value by value, and a field alone is words', () => {
    expect(hear(['[{"text":"one"},{"text":"two"}]']).texts).toEqual(['one', 'two']);
    expect(hear(['event: message', 'id: 7', 'data: {"text":"one"}', '', 'data: [DONE]']).texts).toEqual([
      'one',
    ]);
    expect(hear(['id: 7', 'Well.', 'event: tea']).texts).toEqual(['id: 7', 'Well.', 'event: tea']);
    expect(hear(['data: numbers', '[laughs]', '[ music ]']).texts).toEqual([
      'data: numbers',
      '[laughs]',
      '[ music ]',
    ]);
  });

  test('the times, headings and silence of Whisper are no captions', () => {
    expect(
      hear([
        '[Start speaking]',
        '### Transcription 3 START | t0 = 0 ms | t1 = 5000 ms',
        '[00:00:00.000 --> 00:00:02.000]   Good day.',
        '[00:00:02.000 --> 00:00:04.000]   [BLANK_AUDIO]',
        '### Transcription 3 END',
        'Detected language: English',
        '[01:02.500 --> 01:04.000]  And all.',
        '[BLANK_AUDIO]',
        'The ### key.',
      ]),
    ).toEqual({ texts: ['Good day.', 'And all.', 'The ### key.'], faults: [] });
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
