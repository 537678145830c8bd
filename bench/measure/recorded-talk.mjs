// The sample talk as a recogniser hears it: an utterance grows ten times a second until its speaker rests or somebody else
// is heard, and is then finished. Invariant: a text only ever grows, so that its length says which revision it is.
import { readCaptionFile } from '../../dist/cli/caption-file.js';
import { root } from './processes.mjs';

const tickMs = 100;
/** A longer rest ends an utterance, and so does having said this much. */
const restMs = 800;
const mostChars = 180;

/**
 * @typedef {{ atMs: number, line: number, text: string, speaker: string | undefined, finished: boolean }} TalkEvent
 * @typedef {{ startMs: number, endMs: number, text: string, speaker?: string | undefined, kind?: string | undefined }} Utterance
 */

/** @param {readonly Utterance[]} cues @returns {Utterance[]} what is said without a rest, in one */
function utterances(cues) {
  /** @type {Utterance[]} */
  const said = [];
  for (const cue of cues) {
    const last = said.at(-1);
    const text = cue.text.replaceAll('\n', ' ');
    const goesOn =
      last &&
      !last.kind &&
      !cue.kind &&
      last.speaker === cue.speaker &&
      cue.startMs - last.endMs < restMs &&
      last.text.length + text.length < mostChars;
    if (goesOn) Object.assign(last, { endMs: cue.endMs, text: `${last.text} ${text}` });
    else said.push({ ...cue, text });
  }
  return said;
}

/**
 * @param {number} durationMs the talk begins again when it is shorter
 * @returns {Promise<TalkEvent[]>} in order, from the first spoken word on; lines are numbered from 1
 */
export async function recordedTalk(durationMs) {
  const { cues } = await readCaptionFile(`${root}/demo/talk.vtt`);
  const said = utterances(cues);
  const silenceMs = said.find(({ kind }) => !kind)?.startMs ?? 0;
  const ringMs = Math.max(...cues.map(({ endMs }) => endMs));
  /** @type {TalkEvent[]} */
  const events = [];
  let line = 0;
  for (let place = 0; ; place++) {
    const one = said[place % said.length];
    if (!one) throw new Error('the sample talk has no cues');
    const { text, speaker } = one;
    const roundMs = Math.floor(place / said.length) * ringMs - silenceMs;
    const [startMs, endMs] = [roundMs + one.startMs, roundMs + one.endMs];
    if (startMs < 0) continue;
    if (endMs > durationMs) return events;
    line++;
    let grown = '';
    for (let atMs = startMs + tickMs; !one.kind && atMs < endMs; atMs += tickMs) {
      const next = text.slice(0, Math.ceil((text.length * (atMs - startMs)) / (endMs - startMs))).trimEnd();
      if (next.length > grown.length) events.push({ atMs, line, text: next, speaker, finished: false });
      grown = next;
    }
    events.push({ atMs: endMs, line, text, speaker, finished: true });
  }
}
