// Everything that is heard: voices by espeak-ng; bells, applause and a door made of arithmetic.
// Invariant: samples are mono floats at SAMPLE_RATE, and the noise is seeded, so that a second run sounds the same.

import { execFileSync } from 'node:child_process';

export const SAMPLE_RATE = 48_000;
const VOICE_LEVEL = 0.11; // root mean square while speaking, so that nobody is louder than the others

const samplesIn = (seconds) => Math.round(seconds * SAMPLE_RATE);

function createNoise(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2_147_483_648 - 1;
  };
}

/** Speaks text with an espeak-ng voice; silence at both ends is cut, so that the length is that of the words. */
export function speak(text, { voice, wordsPerMinute, pitch }) {
  const args = ['--stdout', '-b', '1', '-v', voice, '-s', wordsPerMinute, '-p', pitch, '-a', '90', text];
  const wave = execFileSync('espeak-ng', args, { maxBuffer: 1 << 26 });
  // The two passes soften espeak-ng's hard edge: less buzz at the top, a little chest at the bottom.
  const shape =
    'aresample=48000,highpass=f=90,equalizer=f=220:t=q:w=1:g=3,equalizer=f=3400:t=q:w=1.2:g=-4,lowpass=f=6800';
  const ffmpeg = ['-v', 'error', '-i', 'pipe:0', '-af', shape, '-ac', '1', '-f', 'f32le', 'pipe:1'];
  const bytes = execFileSync('ffmpeg', ffmpeg, { input: wave, maxBuffer: 1 << 28 });
  return level(
    trim(new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))),
  );
}

function trim(samples, threshold = 0.006) {
  let first = samples.findIndex((value) => Math.abs(value) > threshold);
  let last = samples.findLastIndex((value) => Math.abs(value) > threshold);
  if (first < 0) throw new Error('espeak-ng said nothing: is the voice installed?');
  first = Math.max(0, first - samplesIn(0.02));
  last = Math.min(samples.length, last + samplesIn(0.05));
  return samples.slice(first, last);
}

function level(samples) {
  let sum = 0;
  let count = 0;
  for (const value of samples) {
    if (Math.abs(value) < 0.01) continue;
    sum += value * value;
    count += 1;
  }
  const gain = VOICE_LEVEL / Math.sqrt(sum / count);
  return samples.map((value) => Math.tanh(value * gain));
}

function strike(samples, at, hertz, loudness, seconds) {
  const partials = [
    [1, 1],
    [2.0, 0.5],
    [3.01, 0.22],
    [4.18, 0.12],
    [5.43, 0.06],
  ]; // ratio, share
  const start = samplesIn(at);
  for (let i = 0; i < samplesIn(seconds) && start + i < samples.length; i += 1) {
    const t = i / SAMPLE_RATE;
    let value = 0;
    for (const [ratio, share] of partials) {
      value += share * Math.sin(2 * Math.PI * hertz * ratio * t) * Math.exp(-t * (1.4 + ratio * 0.9));
    }
    samples[start + i] += value * loudness * Math.min(1, t / 0.004);
  }
}

function bells(seconds) {
  const samples = new Float32Array(samplesIn(seconds));
  const tune = [0, 7, 9, 16, 14, 9, 12, 7, 0]; // semitones above D4
  const beat = (seconds - 1.4) / tune.length;
  tune.forEach((semitone, index) => {
    strike(samples, index * beat, 293.66 * 2 ** (semitone / 12), 0.11, 3);
    if (index % 3 === 0) strike(samples, index * beat, 146.83 * 2 ** ((index ? 5 : 0) / 12), 0.09, 3.5);
  });
  return fade(samples, 0.005, 1);
}

function applause(seconds, noise) {
  const samples = new Float32Array(samplesIn(seconds));
  const clappers = 46;
  for (let person = 0; person < clappers; person += 1) {
    const period = 0.2 + 0.07 * noise();
    const tone = 0.34 + 0.2 * noise(); // 0 dull .. 1 bright: a one-pole filter's weight
    const loudness = 0.032 * (0.5 + 0.5 * Math.abs(noise()));
    const leaves = seconds * (0.82 + 0.18 * noise());
    for (let at = Math.abs(noise()) * 0.5; at < leaves; at += period * (1 + 0.09 * noise())) {
      let low = 0;
      let high = 0;
      const start = samplesIn(at);
      for (let i = 0; i < samplesIn(0.05) && start + i < samples.length; i += 1) {
        low += tone * (noise() - low);
        high += 0.06 * (low - high);
        samples[start + i] += (low - high) * loudness * Math.exp((-i / SAMPLE_RATE) * 110) * 3;
      }
    }
  }
  return fade(samples, 0.25, 0.8);
}

function door(seconds, noise) {
  const samples = new Float32Array(samplesIn(seconds));
  let low = 0;
  for (let i = 0; i < samples.length; i += 1) {
    const t = i / SAMPLE_RATE;
    const creak =
      t < 0.5
        ? 0.05 *
          Math.sin(2 * Math.PI * (310 + 120 * t) * t + 3 * Math.sin(2 * Math.PI * 37 * t)) *
          Math.sin((Math.PI * t) / 0.5)
        : 0;
    const since = t - 0.55;
    low += 0.05 * (noise() - low);
    const thump =
      since > 0
        ? 0.5 * Math.sin(2 * Math.PI * (62 + 40 * Math.exp(-since * 30)) * since) * Math.exp(-since * 13) +
          low * Math.exp(-since * 22)
        : 0;
    const latch = since > 0.16 ? 0.2 * noise() * Math.exp(-(since - 0.16) * 160) : 0;
    samples[i] = creak + thump + latch;
  }
  return fade(samples, 0.05, 0.2);
}

function fade(samples, inSeconds, outSeconds) {
  const ins = samplesIn(inSeconds);
  const outs = samplesIn(outSeconds);
  return samples.map((value, i) => value * Math.min(1, i / ins, (samples.length - i) / outs));
}

const SYNTHS = { bells, applause, door };

/** Makes a sound that is not speech; `synth` is one of bells, applause, door. */
export function synthesise(synth, seconds, seed) {
  const make = SYNTHS[synth];
  if (!make) throw new Error(`no sound is called "${synth}"; there are ${Object.keys(SYNTHS).join(', ')}`);
  return make(seconds, createNoise(seed));
}

/** Adds the hall around dry samples: three damped echoes that feed back a little (in place). */
export function addRoom(samples, wet = 0.16) {
  for (const [seconds, feedback] of [
    [0.0297, 0.62],
    [0.0371, 0.58],
    [0.0533, 0.5],
  ]) {
    const line = new Float32Array(samplesIn(seconds));
    let damped = 0;
    for (let i = 0; i < samples.length; i += 1) {
      const echo = line[i % line.length];
      damped += 0.35 * (echo - damped);
      line[i % line.length] = samples[i] + damped * feedback;
      samples[i] += damped * wet;
    }
  }
  return samples;
}

/** Packs samples as 16-bit little-endian PCM. */
export function toPcm(samples) {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((value, i) =>
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, value)) * 32_000), i * 2),
  );
  return bytes;
}
