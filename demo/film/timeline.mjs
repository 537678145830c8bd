// Puts the script on a clock: each beat gets its samples and the seconds at which it really begins and ends.
// Invariant: the last beat ends where the film ends, so that the film and the captions loop together.

import { SAMPLE_RATE, addRoom, speak, synthesise } from './sound.mjs';

const REST_SECONDS = 0.34; // between two phrases of one speaker
const TURN_SECONDS = 0.44; // between two speakers, or around a sound
const FRAME_RATE = 25;

/** Returns `{ beats, samples, seconds }`; `seconds` is a whole number of frames at 25 a second. */
export function createTimeline({ beats, voices }) {
  let clock = 0;
  let before;
  const timed = beats.map((beat, index) => {
    if (beat.type === 'rest') {
      clock += beat.seconds;
      return { ...beat, start: clock, end: clock };
    }
    if (before) clock += before === beat.speaker ? REST_SECONDS : TURN_SECONDS;
    before = beat.speaker ?? 'sound';
    const voice = voices.get(beat.speaker);
    const samples =
      beat.type === 'speech'
        ? speak(beat.text, beat.lang ? { ...voice, voice: voice.voice.replace(/^[^+]+/, beat.lang) } : voice)
        : synthesise(beat.synth, beat.seconds, index + 1);
    const start = clock;
    clock += samples.length / SAMPLE_RATE;
    return { ...beat, start, end: clock, samples };
  });

  const seconds = Math.ceil(clock * FRAME_RATE) / FRAME_RATE;
  timed.at(-1).end = seconds;
  const mix = new Float32Array(Math.round(seconds * SAMPLE_RATE));
  for (const beat of timed) {
    const at = Math.round(beat.start * SAMPLE_RATE);
    beat.samples?.forEach((value, i) => {
      if (at + i < mix.length) mix[at + i] += value;
    });
  }
  return { beats: timed, samples: addRoom(mix), seconds };
}

/** Loudness of each frame, 0 to 1, smoothed a little as a meter would. */
export function measureLoudness(samples, frames) {
  const perFrame = SAMPLE_RATE / FRAME_RATE;
  let shown = 0;
  return Array.from({ length: frames }, (_, frame) => {
    let sum = 0;
    const from = Math.round(frame * perFrame);
    for (let i = from; i < from + perFrame && i < samples.length; i += 1) sum += samples[i] ** 2;
    const now = Math.min(1, Math.sqrt(sum / perFrame) * 5.5);
    shown = now > shown ? now : shown * 0.55 + now * 0.45;
    return shown;
  });
}

export { FRAME_RATE };
