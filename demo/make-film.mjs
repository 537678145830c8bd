#!/usr/bin/env node
// Makes film.webm, film-poster.jpg and talk.vtt from talk.script.txt: voices, sounds, pictures and captions in one go.
// Invariant: captions carry the times at which words are really spoken, and film and captions are equally long.
// Needs espeak-ng, ffmpeg (with libvpx-vp9 and libopus) and a Chromium on this machine; loads nothing from the network.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { drawFrames, renderDrawings } from './film/frames.mjs';
import { HEIGHT, WIDTH } from './film/scenes.mjs';
import { formatCaptions, parseScript } from './film/script.mjs';
import { SAMPLE_RATE, toPcm } from './film/sound.mjs';
import { createTimeline, FRAME_RATE, measureLoudness } from './film/timeline.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const FILM_LIMIT_BYTES = 2_000_000;
const POSTER_SECOND = 6;
const HELP = `Usage: node make-film.mjs [--out FOLDER] [--captions-only]

Makes talk.vtt, film.webm and film-poster.jpg from talk.script.txt.

  --out FOLDER      where to write (default: beside this script)
  --captions-only   write talk.vtt and stop; needs espeak-ng and ffmpeg, no Chromium
  --help            this text

CAPTIONWIRE_CHROMIUM names the Chromium to draw with; otherwise the first one on PATH is taken.`;

const runs = (command) => spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;

function findTools(captionsOnly) {
  const missing = [];
  if (!runs('espeak-ng')) missing.push('espeak-ng (Debian: apt install espeak-ng)');
  if (!runs('ffmpeg')) missing.push('ffmpeg (Debian: apt install ffmpeg)');
  const browsers = [process.env.CAPTIONWIRE_CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].filter(
    Boolean,
  );
  const chromium = captionsOnly
    ? undefined
    : browsers.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0);
  if (!captionsOnly && !chromium)
    missing.push('a Chromium (Debian: apt install chromium, or set CAPTIONWIRE_CHROMIUM)');
  if (missing.length > 0) throw new Error(`cannot make the film without ${missing.join(' and ')}`);
  return { chromium };
}

function ffmpeg(args) {
  execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function encodePictures(frames, file) {
  // A lossless stop on the way lets the VP9 encoder look at the film twice, which halves its size.
  const args = [
    '-v',
    'error',
    '-y',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${WIDTH}x${HEIGHT}`,
    '-r',
    String(FRAME_RATE),
    '-i',
    'pipe:0',
  ];
  const encoder = spawn(
    'ffmpeg',
    [...args, '-vf', 'scale=out_color_matrix=bt709', '-pix_fmt', 'yuv420p', '-c:v', 'ffv1', file],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const closed = once(encoder, 'close');
  for (const frame of frames) {
    if (!encoder.stdin.write(frame)) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  const [code] = await closed;
  if (code !== 0) throw new Error('ffmpeg could not take the pictures; its own words are above');
}

function encodeFilm({ folder, pictures, sound, film, title }) {
  const video = [
    '-c:v',
    'libvpx-vp9',
    '-b:v',
    '0',
    '-crf',
    '38',
    '-g',
    '125',
    '-row-mt',
    '1',
    '-threads',
    '4',
    '-auto-alt-ref',
    '1',
    '-lag-in-frames',
    '25',
  ];
  const colour = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];
  const pass = ['-passlogfile', join(folder, 'pass')];
  ffmpeg(['-i', pictures, ...video, '-pass', '1', '-cpu-used', '4', ...pass, '-an', '-f', 'null', '-']);
  ffmpeg([
    '-i',
    pictures,
    '-i',
    sound,
    ...video,
    ...colour,
    '-pass',
    '2',
    '-cpu-used',
    '2',
    ...pass,
    '-c:a',
    'libopus',
    '-b:a',
    '40k',
    '-ac',
    '1',
    '-application',
    'audio',
    '-map_metadata',
    '-1',
    '-metadata',
    `title=${title}`,
    '-fflags',
    '+bitexact',
    '-cues_to_front',
    '1',
    film,
  ]);
}

async function makeFilm({ out, captionsOnly }) {
  const { chromium } = findTools(captionsOnly);
  const say = (words) => process.stderr.write(`${words}\n`);
  const script = parseScript(readFileSync(join(HERE, 'talk.script.txt'), 'utf8'));

  say('Speaking …');
  const { beats, samples, seconds } = createTimeline(script);
  writeFileSync(join(out, 'talk.vtt'), formatCaptions(script.title, beats));
  say(`talk.vtt: ${beats.filter((beat) => beat.text).length} cues, ${seconds.toFixed(2)} s`);
  if (captionsOnly) return;

  const folder = mkdtempSync(join(tmpdir(), 'captionwire-film-'));
  try {
    const sound = join(folder, 'sound.wav');
    const pcm = join(folder, 'sound.pcm');
    const pictures = join(folder, 'pictures.mkv');
    const film = join(out, 'film.webm');
    writeFileSync(pcm, toPcm(samples));
    ffmpeg(['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '1', '-i', pcm, sound]);

    say('Drawing …');
    const frames = Math.round(seconds * FRAME_RATE);
    const drawings = renderDrawings(chromium, folder);
    await encodePictures(drawFrames(drawings, beats, measureLoudness(samples, frames), frames), pictures);
    ffmpeg([
      '-ss',
      String(POSTER_SECOND),
      '-i',
      pictures,
      '-frames:v',
      '1',
      '-q:v',
      '4',
      '-pix_fmt',
      'yuvj420p',
      join(out, 'film-poster.jpg'),
    ]);

    say('Encoding, which takes a few minutes …');
    encodeFilm({ folder, pictures, sound, film, title: script.title });
    const { size } = statSync(film);
    say(`film.webm: ${(size / 1000).toFixed(0)} kB`);
    if (size > FILM_LIMIT_BYTES)
      throw new Error(
        `film.webm has ${size} bytes, more than ${FILM_LIMIT_BYTES}: raise -crf in make-film.mjs`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

let options;
try {
  options = parseArgs({
    options: {
      out: { type: 'string', default: HERE },
      'captions-only': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  }).values;
} catch (error) {
  process.stderr.write(`make-film: ${error.message}\n\n${HELP}\n`);
  process.exit(2);
}
if (options.help) {
  process.stdout.write(`${HELP}\n`);
} else {
  makeFilm({ out: resolve(options.out), captionsOnly: options['captions-only'] ?? false }).catch((error) => {
    process.stderr.write(`make-film: ${error.message}\n`);
    process.exitCode = 1;
  });
}
