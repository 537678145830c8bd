// Pictures: every drawing is rendered once by Chromium, on one sheet; frames are put together from them here.
// Invariant: a frame is a copy of a drawing, patched at mouth and eyes, with meter and words painted on top.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { journey, wordsAt } from './journey.mjs';
import {
  BESIDE_SCREEN,
  CLOSE_UPS,
  DEFS,
  FACE_BOXES,
  HEIGHT,
  METER,
  SCENES,
  SEATS,
  WIDTH,
} from './scenes.mjs';
import { FRAME_RATE } from './timeline.mjs';

const COLUMNS = 6;
const FADE_FRAMES = 8;
const ROW_BYTES = WIDTH * 3;
const POSES = [
  ['', { mouth: 0 }],
  ['mouth1', { mouth: 1 }],
  ['mouth2', { mouth: 2 }],
  ['blink', { mouth: 0, blink: true }],
];

function listDrawings() {
  const drawings = new Map([
    ['title', SCENES.title()],
    ['end', SCENES.end()],
    ['hall:hands1', SCENES.hall({ hands: 1 })],
    ['hall:hands2', SCENES.hall({ hands: 2 })],
    ['door:open', SCENES.hall({ door: 'open' })],
  ]);
  const posed = (name, draw) =>
    POSES.forEach(([suffix, pose]) => drawings.set(`${name}:${suffix}`, draw(pose)));
  posed('hall', (pose) => SCENES.hall(pose));
  for (const name of Object.keys(CLOSE_UPS))
    posed(name.toLowerCase(), (pose) => SCENES.closeUp({ name, ...pose }));
  for (const step of [2, 3, 4]) drawings.set(`journey${step}:`, journey({ step, mouth: 0 }));
  posed('journey1', (pose) => journey({ step: 1, ...pose }));
  return drawings;
}

/** Renders all drawings with Chromium; returns a map of name to RGB bytes. */
export function renderDrawings(chromium, folder) {
  const drawings = listDrawings();
  const rows = Math.ceil(drawings.size / COLUMNS);
  const cells = [...drawings.values()].map(
    (content, i) =>
      `<svg x="${(i % COLUMNS) * WIDTH}" y="${Math.floor(i / COLUMNS) * HEIGHT}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${content}</svg>`,
  );
  const size = `width="${COLUMNS * WIDTH}" height="${rows * HEIGHT}"`;
  const sheet = join(folder, 'sheet.html');
  const shot = join(folder, 'sheet.png');
  writeFileSync(
    sheet,
    `<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{display:block}</style><svg ${size}>${DEFS}${cells.join('')}</svg>`,
  );
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--hide-scrollbars',
    '--force-device-scale-factor=1',
  ];
  execFileSync(
    chromium,
    [
      ...flags,
      `--user-data-dir=${join(folder, 'profile')}`,
      `--window-size=${COLUMNS * WIDTH},${rows * HEIGHT}`,
      `--screenshot=${shot}`,
      pathToFileURL(sheet).href,
    ],
    { stdio: 'ignore' },
  );
  const rgb = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-i', shot, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    { maxBuffer: 1 << 30 },
  );

  return new Map(
    [...drawings.keys()].map((name, i) => {
      const picture = Buffer.alloc(ROW_BYTES * HEIGHT);
      for (let y = 0; y < HEIGHT; y += 1) {
        const from = ((Math.floor(i / COLUMNS) * HEIGHT + y) * COLUMNS + (i % COLUMNS)) * ROW_BYTES;
        rgb.copy(picture, y * ROW_BYTES, from, from + ROW_BYTES);
      }
      return [name, picture];
    }),
  );
}

function patch(frame, source, { x, y, scale }, box) {
  const left = Math.floor(x + box.x * scale);
  const bytes = Math.ceil(box.width * scale) * 3;
  for (let row = Math.floor(y + box.y * scale); row < y + (box.y + box.height) * scale; row += 1) {
    const at = row * ROW_BYTES + left * 3;
    source.copy(frame, at, at, at + bytes);
  }
}

function paint(frame, x, y, [red, green, blue], alpha) {
  const at = y * ROW_BYTES + x * 3;
  frame[at] += (red - frame[at]) * alpha;
  frame[at + 1] += (green - frame[at + 1]) * alpha;
  frame[at + 2] += (blue - frame[at + 2]) * alpha;
}

function paintWord(frame, [cx, cy]) {
  const reach = 15;
  for (let y = Math.floor(cy) - reach; y <= cy + reach; y += 1) {
    for (let x = Math.floor(cx) - reach; x <= cx + reach; x += 1) {
      const distance = Math.hypot(x - cx, y - cy);
      if (distance < 7) paint(frame, x, y, [240, 120, 40], Math.min(1, 7 - distance));
      else if (distance < reach)
        paint(frame, x, y, [255, 176, 72], 0.35 * (1 - (distance - 7) / (reach - 7)));
    }
  }
}

function paintMeter(frame, loudness, index) {
  for (let bar = 0; bar < METER.bars; bar += 1) {
    const away = Math.abs(bar - (METER.bars - 1) / 2);
    const level = (loudness[index - Math.round(away * 1.5)] ?? 0) * (1 - away * 0.16);
    const half = 2 + Math.round(level * 15);
    for (let y = -half; y <= half; y += 1) {
      for (let x = 0; x < 4; x += 1) {
        const corner = Math.abs(y) === half && (x === 0 || x === 3);
        if (!corner) paint(frame, METER.x + bar * 7 + x - 8, METER.y + y, [249, 197, 102], 1);
      }
    }
  }
}

function drawBeat(drawings, beat, index, loudness) {
  const seconds = index / FRAME_RATE;
  const since = seconds - beat.start;
  const { name, step } = beat.scene;
  if (name === 'title' || name === 'end') return Buffer.from(drawings.get(name));

  const speaking = beat.type === 'speech' && seconds >= beat.start && seconds <= beat.end;
  const heard = loudness[index - (index % 2)] ?? 0;
  const mouth = !speaking || heard < 0.2 ? '' : heard < 0.56 ? 'mouth1' : 'mouth2';
  const blink = (index + beat.start * 10) % 84 < 4;
  const group = name === 'journey' ? 'journey1' : name === 'door' ? 'hall' : name;
  const seat =
    { hall: SEATS.Amara, door: SEATS.Amara, journey: BESIDE_SCREEN }[name] ?? CLOSE_UPS[beat.speaker];

  let base = name === 'journey' ? `journey${step}:` : `${group}:`;
  if (name === 'door' && since < 0.55) base = 'door:open';
  if (name === 'hall' && beat.synth === 'applause' && since > 0 && seconds < beat.end)
    base = `hall:hands${1 + (Math.floor(index / 5) % 2)}`;

  const frame = Buffer.from(drawings.get(base));
  if (seat && mouth) patch(frame, drawings.get(`${group}:${mouth}`), seat, FACE_BOXES.mouth);
  if (seat && blink) patch(frame, drawings.get(`${group}:blink`), seat, FACE_BOXES.eyes);
  if (name === 'journey') {
    const part = Math.min(0.999, Math.max(0, since / (beat.end - beat.start)));
    wordsAt(step, part).forEach((word) => paintWord(frame, word));
  }
  if (name !== 'hall' && name !== 'door') paintMeter(frame, loudness, speaking ? index : -100);
  return frame;
}

function blend(from, to, part) {
  for (let i = 0; i < to.length; i += 1) to[i] = from[i] + (to[i] - from[i]) * part;
  return to;
}

/** Yields each frame of the film as RGB bytes; scenes change half-way between two beats, with a short fade. */
export function* drawFrames(drawings, beats, loudness, frames) {
  const cuts = beats.map((beat, i) => (i ? (beats[i - 1].end + beat.start) / 2 : 0) * FRAME_RATE);
  let current = 0;
  let fadeFrom = 0;
  for (let index = 0; index < frames; index += 1) {
    while (current + 1 < beats.length && index >= cuts[current + 1]) {
      current += 1;
      if (beats[current].scene.name !== beats[current - 1].scene.name || beats[current].scene.step)
        fadeFrom = index;
    }
    const frame = drawBeat(drawings, beats[current], index, loudness);
    const part = (index - fadeFrom + 1) / FADE_FRAMES;
    yield current && part < 1
      ? blend(drawBeat(drawings, beats[current - 1], index, loudness), frame, part)
      : frame;
  }
}
