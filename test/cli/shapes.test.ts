// What recognisers on one's own machine print, by an example of each message; words in the making are never finished.
import { describe, expect, test } from 'vitest';

import { heardIn } from '../../cli/recognition/shapes.ts';

type Said = readonly (readonly [text: string, final: boolean, key?: string])[];
const said = (value: unknown): Said =>
  heardIn(value).map(({ text, final, key }) => (key === undefined ? [text, final] : [text, final, key]));

describe.for<[name: string, ...examples: [value: unknown, said: Said][]]>([
  [
    'Vosk',
    [{ partial: 'good mor' }, [['good mor', false]]],
    [{ partial: '' }, [['', false]]],
    [{ text: 'good morning' }, [['good morning', true]]],
    [{ result: [{ conf: 1, end: 1.1, start: 0.2, word: 'yes' }], text: 'yes' }, [['yes', true]]],
    [{ alternatives: [{ confidence: 9, text: 'yes' }, { text: 'yet' }] }, [['yes', true]]],
  ],
  [
    'WhisperLive',
    [{ uid: 'u', message: 'SERVER_READY', backend: 'faster_whisper' }, []],
    [
      {
        uid: 'u',
        segments: [
          { start: '0.000', end: '1.0', text: ' Good day.', completed: true },
          { start: '1.000', end: '1.4', text: ' and', completed: false },
        ],
      },
      [
        ['Good day.', true, 'u/0.000'],
        ['and', false, 'u/1.000'],
      ],
    ],
  ],
  [
    'sherpa-onnx',
    [
      { text: 'GOOD', tokens: ['GO', 'OD'], segment: 0, start_time: 0, is_final: false, is_eof: false },
      [['GOOD', false]],
    ],
    [{ text: 'GOOD DAY', tokens: [], segment: 0, is_final: true, is_eof: false }, [['GOOD DAY', true]]],
  ],
  [
    'RealtimeSTT',
    [{ type: 'recording_start' }, []],
    [{ type: 'vad_detect_start' }, []],
    [{ type: 'realtime', text: 'good' }, [['good', false]]],
    [{ type: 'fullSentence', text: 'Good day.' }, [['Good day.', true]]],
  ],
  [
    'Whisper',
    [
      { result: { language: 'en' }, transcription: [{ text: ' Good day.', offsets: {} }, { text: ' All.' }] },
      [
        ['Good day.', true],
        ['All.', true],
      ],
    ],
    [
      {
        text: ' Good day. All.',
        segments: [
          { id: 0, text: ' Good day.' },
          { id: 1, text: ' All.' },
        ],
        language: 'en',
      },
      [
        ['Good day.', true],
        ['All.', true],
      ],
    ],
  ],
  [
    'plain',
    [{ text: 'Yes.' }, [['Yes.', true]]],
    ...['final', 'is_final', 'isFinal'].flatMap((name): [unknown, Said][] => [
      [{ text: 'ye', [name]: false }, [['ye', false]]],
      [{ text: 'Yes.', [name]: true }, [['Yes.', true]]],
      [{ text: 'Yes.', [name]: 'true' }, [['Yes.', true]]],
      [{ text: 'Yes.', [name]: null }, [['Yes.', true]]],
    ]),
    ...['partial', 'isPartial', 'interim'].flatMap((name): [unknown, Said][] => [
      [{ text: 'ye', [name]: true }, [['ye', false]]],
      [{ text: 'Yes.', [name]: false }, [['Yes.', true]]],
    ]),
    [{ type: 'partial', text: 'ye' }, [['ye', false]]],
    [{ type: 'final', text: 'Yes.' }, [['Yes.', true]]],
    [{ event: 'recognizing', transcript: 'ye' }, [['ye', false]]],
    [{ status: 'non_final', text: 'ye' }, [['ye', false]]],
    [
      [{ text: 'one' }, { text: 'two' }],
      [
        ['one', true],
        ['two', true],
      ],
    ],
  ],
])('%s', ([, ...examples]) => {
  test.for(examples)('%j', ([value, wanted]) => expect(said(value)).toEqual(wanted));
});
