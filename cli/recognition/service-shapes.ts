// What recognition services send, as their documents say, one JSON object a message.
import { isObject, objectsIn, type Heard, type JsonObject, type Shape, speakerIn, textIn } from './heard.ts';

const words = (value: unknown) => textIn(value) ?? '';
/** A key that another connection of the same recogniser does not have. */
const keyOf = (connection: unknown, place: unknown) => `${textIn(connection) ?? ''}/${textIn(place) ?? ''}`;
const inSet = (set: readonly string[], value: unknown) => typeof value === 'string' && set.includes(value);

const deepgram: Shape = {
  name: 'Deepgram',
  read({
    type,
    event,
    transcript,
    channel,
    results,
    is_final: final,
    turn_index: turn,
    request_id: request,
  }) {
    if (type === 'TurnInfo') {
      return [{ text: words(transcript), final: event === 'EndOfTurn', key: keyOf(request, turn) }];
    }
    if (isObject(channel) && Array.isArray(channel.alternatives) && typeof final === 'boolean') {
      return [{ text: words(objectsIn(channel.alternatives)[0]?.transcript), final }];
    }
    if (isObject(results) && Array.isArray(results.channels)) {
      return objectsIn(results.channels).map(({ alternatives }) => ({
        text: words(objectsIn(alternatives)[0]?.transcript),
        final: true,
      }));
    }
    return inSet(['Metadata', 'SpeechStarted', 'UtteranceEnd', 'Connected'], type) && !transcript
      ? []
      : undefined;
  },
};

/** Version 2 has `message_type`; version 3 has turns, which come once more when they have been formatted. */
const assemblyAi: Shape = {
  name: 'AssemblyAI',
  read({ message_type: message, type, text, transcript, turn_order: turn, end_of_turn: isEnd }) {
    if (message === 'PartialTranscript') return [{ text: words(text), final: false }];
    if (message === 'FinalTranscript') return [{ text: words(text), final: true }];
    if (inSet(['SessionBegins', 'SessionInformation', 'SessionTerminated'], message)) return [];
    if (type === 'Turn' && typeof isEnd === 'boolean') {
      return [{ text: words(transcript), final: isEnd, key: textIn(turn) }];
    }
    if (type === 'Begin') return [{ text: '', final: false, restarts: true }];
    return inSet(['Termination', 'SpeechStarted'], type) && transcript === undefined ? [] : undefined;
  },
};

const elevenLabs: Shape = {
  name: 'ElevenLabs',
  read({ message_type: message, text }) {
    if (message === 'partial_transcript') return [{ text: words(text), final: false }];
    if (message === 'committed_transcript') return [{ text: words(text), final: true }];
    // The same words once more, with times.
    return inSet(['committed_transcript_with_timestamps', 'session_started'], message) ? [] : undefined;
  },
};

/** Results that are not final are the parts of one text. `isFinal` is left out where it is false. */
const google: Shape = {
  name: 'Google',
  read({ results, speechEventType, speech_event_type: eventType }) {
    if (!Array.isArray(results)) return (speechEventType ?? eventType) ? [] : undefined;
    const all = objectsIn(results);
    if (!all.every(({ alternatives }) => Array.isArray(alternatives))) return undefined;
    const read = all.map((result) => {
      const {
        alternatives,
        isFinal,
        is_final: final = isFinal,
        stability,
        languageCode,
        language_code: code,
      } = result;
      const [best] = objectsIn(alternatives);
      // What is recognised from a file at once has no sign at all, but a confidence.
      const isWhole = final === undefined && stability === undefined && best?.confidence !== undefined;
      return {
        text: words(best?.transcript),
        final: final === true || isWhole,
        lang: textIn(languageCode ?? code),
      };
    });
    const growing = read.filter(({ final }) => !final);
    const finished: Heard[] = read.filter(({ final }) => final);
    if (growing.length === 0) return finished;
    const text = growing.map((part) => part.text).join('');
    return [...finished, { text, final: false, lang: growing[0]?.lang }];
  },
};

/** `speech.hypothesis` has `Text`; `speech.phrase` has a status and the text as it is displayed. */
const azure: Shape = {
  name: 'Azure',
  read({ RecognitionStatus: status, DisplayText, NBest, Text, Offset, SpeakerId, PrimaryLanguage }) {
    const speaker = speakerIn(SpeakerId);
    const lang = isObject(PrimaryLanguage) ? textIn(PrimaryLanguage.Language) : undefined;
    if (status !== undefined) {
      if (status !== 'Success' && status !== 0) return [];
      return [{ text: words(DisplayText ?? objectsIn(NBest)[0]?.Display), final: true, speaker, lang }];
    }
    return typeof Text === 'string' && Offset !== undefined
      ? [{ text: Text, final: false, speaker, lang }]
      : undefined;
  },
};

const gladia: Shape = {
  name: 'Gladia',
  read({ type, event, data, transcription, language, session_id: session }) {
    if (event === 'transcript' && typeof transcription === 'string') {
      return [{ text: transcription, final: type === 'final', lang: textIn(language) }];
    }
    if (type === 'transcript' && isObject(data) && isObject(data.utterance)) {
      const { text, language: lang, speaker } = data.utterance;
      const final = data.is_final === true;
      return [
        {
          text: words(text),
          final,
          lang: textIn(lang),
          speaker: speakerIn(speaker),
          key: keyOf(session, data.id),
        },
      ];
    }
    // Starts, ends, acknowledgements and translations of the same session.
    return typeof session === 'string' && typeof type === 'string' && isObject(data) ? [] : undefined;
  },
};

const liveKitSegment = ({ id, text, final, language }: JsonObject): Heard => ({
  text: words(text),
  final: final === true,
  lang: textIn(language),
  key: textIn(id),
});

/** Segments of a room's transcription, and the event of an agent. */
const liveKit: Shape = {
  name: 'LiveKit',
  read({
    segments,
    type,
    transcript,
    is_final: final,
    language,
    speaker_id: speaker,
    transcribedParticipantIdentity: who,
  }) {
    if (type === 'user_input_transcribed' && typeof final === 'boolean') {
      return [{ text: words(transcript), final, lang: textIn(language), speaker: speakerIn(speaker) }];
    }
    const all = objectsIn(segments);
    if (all.length === 0 || !all.every((one) => typeof one.final === 'boolean' && one.id !== undefined))
      return undefined;
    return all.map((segment) => Object.assign(liveKitSegment(segment), { speaker: speakerIn(who) }));
  },
};

const amazon: Shape = {
  name: 'Amazon Transcribe',
  read({ Transcript, TranscriptEvent }) {
    const { Results } = isObject(Transcript)
      ? Transcript
      : isObject(TranscriptEvent) && isObject(TranscriptEvent.Transcript)
        ? TranscriptEvent.Transcript
        : {};
    if (!Array.isArray(Results)) return undefined;
    return objectsIn(Results).map(({ Alternatives, IsPartial, ResultId, LanguageCode }) => ({
      text: words(objectsIn(Alternatives)[0]?.Transcript),
      final: IsPartial === false,
      key: textIn(ResultId),
      lang: textIn(LanguageCode),
    }));
  },
};

/** The words come piece by piece, and whole at the end. */
const openAi: Shape = {
  name: 'OpenAI',
  read({ type, delta, transcript, text, item_id: item }) {
    const key = textIn(item);
    switch (type) {
      case 'conversation.item.input_audio_transcription.delta':
      case 'transcript.text.delta':
        return [{ text: words(delta), final: false, grows: true, key }];
      case 'conversation.item.input_audio_transcription.completed':
        return [{ text: words(transcript), final: true, key }];
      case 'transcript.text.done':
        return [{ text: words(text), final: true, key }];
      default:
        return undefined;
    }
  },
};

export const serviceShapes: readonly Shape[] = [
  deepgram,
  assemblyAi,
  elevenLabs,
  google,
  azure,
  gladia,
  liveKit,
  amazon,
  openAi,
];
