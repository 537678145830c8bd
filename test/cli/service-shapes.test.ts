// What recognition services send, by an example of each message; words in the making are never finished.
import { describe, expect, test } from 'vitest';

import { heardIn } from '../../cli/recognition/shapes.ts';

type Said = readonly (readonly [text: string, final: boolean, key?: string])[];
const said = (value: unknown): Said =>
  heardIn(value).map(({ text, final, key }) => (key === undefined ? [text, final] : [text, final, key]));

const deepgram = (transcript: string, is_final: boolean) => ({
  type: 'Results',
  channel: { alternatives: [{ transcript, confidence: 0.9 }] },
  is_final,
  speech_final: false,
});
const turn = (transcript: string, end_of_turn: boolean, turn_is_formatted = false) => ({
  type: 'Turn',
  turn_order: 3,
  turn_is_formatted,
  end_of_turn,
  transcript,
  words: [{ text: 'a', word_is_final: false }],
});
const gladia = (text: string, is_final: boolean) => ({
  session_id: 's',
  type: 'transcript',
  data: { id: '00-1', is_final, utterance: { text, language: 'en', channel: 0 } },
});
const amazon = (Transcript: string, IsPartial: boolean) => ({
  Transcript: { Results: [{ Alternatives: [{ Transcript }], IsPartial, ResultId: 'r' }] },
});

describe.for<[name: string, ...examples: [value: unknown, said: Said][]]>([
  [
    'Deepgram',
    [deepgram('good', false), [['good', false]]],
    [deepgram('Good day.', true), [['Good day.', true]]],
    [{ type: 'UtteranceEnd', last_word_end: 2.4 }, []],
    [{ type: 'Metadata', request_id: 'x' }, []],
    [
      { type: 'TurnInfo', request_id: 'q', event: 'Update', turn_index: 0, transcript: 'go' },
      [['go', false, 'q/0']],
    ],
    [
      { type: 'TurnInfo', request_id: 'q', event: 'EagerEndOfTurn', turn_index: 0, transcript: 'go' },
      [['go', false, 'q/0']],
    ],
    [
      { type: 'TurnInfo', request_id: 'q', event: 'EndOfTurn', turn_index: 0, transcript: 'Go on.' },
      [['Go on.', true, 'q/0']],
    ],
    [
      { results: { channels: [{ alternatives: [{ transcript: 'From a file.' }] }] } },
      [['From a file.', true]],
    ],
  ],
  [
    'AssemblyAI',
    [{ message_type: 'SessionBegins', session_id: 'x' }, []],
    [{ message_type: 'PartialTranscript', text: 'good', words: [] }, [['good', false]]],
    [{ message_type: 'FinalTranscript', text: 'Good day.', punctuated: true }, [['Good day.', true]]],
    [turn('good', false), [['good', false, '3']]],
    [turn('good day', true), [['good day', true, '3']]],
    [turn('Good day.', true, true), [['Good day.', true, '3']]],
    [{ type: 'Termination', audio_duration_seconds: 3 }, []],
  ],
  [
    'ElevenLabs',
    [{ message_type: 'session_started', session_id: 'x', config: {} }, []],
    [{ message_type: 'partial_transcript', text: 'good' }, [['good', false]]],
    [{ message_type: 'committed_transcript', text: 'Good day.' }, [['Good day.', true]]],
    [{ message_type: 'committed_transcript_with_timestamps', text: 'Good day.', words: [] }, []],
  ],
  [
    'Google',
    [
      {
        results: [
          { alternatives: [{ transcript: 'good' }], stability: 0.9 },
          { alternatives: [{ transcript: ' day' }], stability: 0.01 },
        ],
      },
      [['good day', false]],
    ],
    [{ results: [{ alternatives: [{ transcript: 'good' }], isFinal: false }] }, [['good', false]]],
    [
      {
        results: [
          {
            alternatives: [{ transcript: 'Good day.', confidence: 0.9 }],
            isFinal: true,
            languageCode: 'en-us',
          },
        ],
      },
      [['Good day.', true]],
    ],
    [{ results: [{ alternatives: [{ transcript: 'Good day.' }], is_final: true }] }, [['Good day.', true]]],
    [
      { results: [{ alternatives: [{ transcript: 'From a file.', confidence: 0.9 }] }] },
      [['From a file.', true]],
    ],
    [{ speechEventType: 'END_OF_SINGLE_UTTERANCE' }, []],
  ],
  [
    'Azure',
    [{ Id: '1', Text: 'good', Offset: 1, Duration: 2 }, [['good', false]]],
    [
      { RecognitionStatus: 'Success', DisplayText: 'Good day.', Offset: 1, Duration: 2 },
      [['Good day.', true]],
    ],
    [
      { RecognitionStatus: 'Success', NBest: [{ Display: 'Good day.', Lexical: 'good day' }] },
      [['Good day.', true]],
    ],
    [{ RecognitionStatus: 'InitialSilenceTimeout', Offset: 1, Duration: 2 }, []],
  ],
  [
    'Gladia',
    [gladia('good', false), [['good', false, 's/00-1']]],
    [gladia('Good day.', true), [['Good day.', true, 's/00-1']]],
    [{ session_id: 's', type: 'speech_start', data: { time: 1 } }, []],
    [{ event: 'transcript', type: 'partial', transcription: 'good', language: 'en' }, [['good', false]]],
    [
      { event: 'transcript', type: 'final', transcription: 'Good day.', language: 'en' },
      [['Good day.', true]],
    ],
  ],
  [
    'LiveKit',
    [{ segments: [{ id: 'SG_1', text: 'good', final: false, language: 'en' }] }, [['good', false, 'SG_1']]],
    [
      { segments: [{ id: 'SG_1', text: 'Good day.', final: true }], transcribedParticipantIdentity: 'ana' },
      [['Good day.', true, 'SG_1']],
    ],
    [
      { type: 'user_input_transcribed', transcript: 'good', is_final: false, speaker_id: null },
      [['good', false]],
    ],
  ],
  [
    'Amazon Transcribe',
    [amazon('good', true), [['good', false, 'r']]],
    [amazon('Good day.', false), [['Good day.', true, 'r']]],
    [{ TranscriptEvent: amazon('good', true) }, [['good', false, 'r']]],
    [{ Transcript: { Results: [] } }, []],
  ],
  [
    'OpenAI',
    [
      { type: 'conversation.item.input_audio_transcription.delta', item_id: 'i', delta: 'Good' },
      [['Good', false, 'i']],
    ],
    [
      {
        type: 'conversation.item.input_audio_transcription.completed',
        item_id: 'i',
        transcript: 'Good day.',
      },
      [['Good day.', true, 'i']],
    ],
    [{ type: 'transcript.text.done', text: 'Good day.' }, [['Good day.', true]]],
  ],
])('%s', ([, ...examples]) => {
  test.for(examples)('%j', ([value, wanted]) => expect(said(value)).toEqual(wanted));
});
