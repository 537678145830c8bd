// Words with a sign of whether they are finished, under one of the names that programs give it. Words under a sign that is
// not known are refused: published as finished, they would stand in everybody's transcript word by word.
import { type JsonObject, objectsIn, type Shape, speakerIn, textIn } from './heard.ts';

const finished = ['final', 'is_final', 'isFinal', 'finished', 'completed', 'end_of_turn', 'speech_final'];
const growing = ['partial', 'is_partial', 'isPartial', 'interim', 'is_interim', 'isInterim'];
/** Names under which some programs say the same in a word. */
const kinds = [
  'type',
  'message_type',
  'messageType',
  'event',
  'event_type',
  'status',
  'state',
  'kind',
  'reason',
];
const finishedWord = /final|finish|complete|commit|recognized|^result$|^transcript$/i;
const growingWord = /partial|interim|hypothesis|recognizing|realtime|in_?progress/i;
/** Signs that say nothing about whether words are finished. */
const harmless = new Set(
  'punctuated formatted turn_is_formatted is_eof eof from_finalize channel_final'.split(' '),
);

const yes = [true, 'true', 1, '1'];
const no = [false, 'false', 0, '0'];

/** @throws TypeError for a sign whose value is neither yes nor no */
function signOf(value: JsonObject, names: readonly string[]): boolean | undefined {
  const name = names.find((one) => value[one] !== undefined && value[one] !== null);
  if (name === undefined) return undefined;
  if ((yes as unknown[]).includes(value[name])) return true;
  if ((no as unknown[]).includes(value[name])) return false;
  throw new TypeError(`has "${name}": ${JSON.stringify(value[name])}, which must be true or false`);
}

/** Whether the words are finished; true where nothing says otherwise. @throws TypeError for a sign that is not known */
function isFinished(value: JsonObject): boolean {
  const isFinal = signOf(value, finished);
  if (isFinal !== undefined) return isFinal;
  const isGrowing = signOf(value, growing);
  if (isGrowing !== undefined) return !isGrowing;
  const kind = kinds.find((name) => typeof value[name] === 'string');
  if (kind !== undefined) {
    const word = value[kind] as string;
    // “not_final” and “nonfinal” are in the making.
    if (growingWord.test(word) || /^(?:non|not|un)_?/i.test(word)) return false;
    if (finishedWord.test(word)) return true;
    throw new TypeError(
      `has an unknown shape: "${kind}": ${JSON.stringify(word)} does not say whether the words are finished; add "final": true or false`,
    );
  }
  const sign = Object.keys(value).find((name) => typeof value[name] === 'boolean' && !harmless.has(name));
  if (sign !== undefined) {
    throw new TypeError(
      `has an unknown shape: "${sign}" may say that the words are not finished; add "final": true or false`,
    );
  }
  return true;
}

/** `{"text": "…", "final": false, "speaker": "…", "lang": "…"}` and its like. */
export const plainShape: Shape = {
  name: 'plain',
  read(value) {
    const { text, transcript, caption, sentence, speaker, lang, language, segments } = value;
    const words = [text, transcript, caption, sentence].find((one) => typeof one === 'string');
    if (words === undefined || objectsIn(segments).length > 0) return undefined;
    return [
      {
        text: words as string,
        final: isFinished(value),
        speaker: speakerIn(speaker),
        lang: textIn(lang ?? language),
      },
    ];
  },
};
