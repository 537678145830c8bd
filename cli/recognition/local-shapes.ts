// Messages of recognisers that run on the user's own machine: Vosk, WhisperLive, RealtimeSTT, and Whisper's files.
import { isObject, objectsIn, type Shape, textIn } from './heard.ts';

/** https://alphacephei.com/vosk: `partial` in the making; `text`, or guesses, at the end. */
const vosk: Shape = {
  name: 'Vosk',
  read({ partial, text, alternatives, result }) {
    if (typeof partial === 'string' && text === undefined) return [{ text: partial, final: false }];
    if (typeof text === 'string' && Array.isArray(result)) return [{ text, final: true }];
    const [best] = objectsIn(alternatives);
    if (text === undefined && typeof best?.text === 'string') return [{ text: best.text, final: true }];
    return undefined;
  },
};

/** WhisperLive: each message repeats the last segments; one that is `completed` is finished. */
const whisperLive: Shape = {
  name: 'WhisperLive',
  read({ uid, segments, message, status, language }) {
    if (uid === undefined) return undefined;
    if (!Array.isArray(segments)) return (message ?? status ?? language) ? [] : undefined;
    return objectsIn(segments).map(({ start, text = '', completed }) => ({
      text: textIn(text)?.trim() ?? '',
      final: completed === true,
      key: `${textIn(uid)}/${textIn(start)}`,
    }));
  },
};

/** Messages of RealtimeSTT's server that have no words. */
const realtimeAsides = /^(?:recording|vad|transcription|wakeword|turn_detection|server|start|stop)_\w+$/;

const realtimeStt: Shape = {
  name: 'RealtimeSTT',
  read({ type, text }) {
    if (typeof type !== 'string') return undefined;
    if (type === 'realtime') return [{ text: textIn(text) ?? '', final: false }];
    if (type === 'fullSentence') return [{ text: textIn(text) ?? '', final: true }];
    return realtimeAsides.test(type) && text === undefined ? [] : undefined;
  },
};

/** Whisper's own JSON: `transcription` of whisper.cpp, `segments` of the Python program, all of it finished. */
const whisperFile: Shape = {
  name: 'Whisper',
  read({ transcription, segments, result, language, text }) {
    const rows = Array.isArray(transcription) ? transcription : segments;
    const isFile = Array.isArray(transcription)
      ? isObject(result)
      : typeof text === 'string' && language !== undefined;
    if (!Array.isArray(rows) || !isFile) return undefined;
    const lang = textIn(isObject(result) ? result.language : language);
    return objectsIn(rows).map((row) => ({ text: textIn(row.text)?.trim() ?? '', final: true, lang }));
  },
};

export const localShapes: readonly Shape[] = [vosk, whisperLive, realtimeStt, whisperFile];
