// The screen beside the speaker on which a word travels: keyboard, relay, everybody's pages.
// Invariant: the moving words are drawn by frames.mjs along `wordsAt`; this file only says where they are.

import { PEOPLE } from './people.mjs';
import { BESIDE_SCREEN, FONT, HEIGHT, WIDTH, lantern, nameTag, place } from './scenes.mjs';

const KEYBOARD = [118, 240];
const RELAY = [300, 240];
const PAGES = [
  [478, 148],
  [478, 240],
  [478, 332],
];
const ON = '#12324a';
const OFF = '#b9c6d0';

/** The scene at a step, 1 to 4, with the speaker's pose. */
export function journey({ step, ...pose }) {
  const tone = (from) => (step >= from ? ON : OFF);
  const keys = Array.from(
    { length: 12 },
    (_, i) =>
      `<rect x="${78 + (i % 6) * 14}" y="${226 + Math.floor(i / 6) * 14}" width="10" height="10" rx="2.5" fill="#fff"/>`,
  ).join('');
  const label = (x, y, words, from) =>
    `<text x="${x}" y="${y}" text-anchor="middle" ${FONT} font-size="16" font-weight="600" fill="${step >= from ? ON : '#738594'}">${words}</text>`;
  const wire = (d, from) =>
    `<path d="${d}" fill="none" stroke="${step >= from ? '#e59a3c' : OFF}" stroke-width="4" stroke-linecap="round" ${step === 4 && from === 3 ? 'stroke-dasharray="2 11"' : ''}/>`;
  const lines = (x, y, width) =>
    [0, 1, 2]
      .map(
        (i) =>
          `<rect x="${x}" y="${y + i * 9}" width="${width * [1, 0.7, 0.85][i]}" height="4" rx="2" fill="#fff"/>`,
      )
      .join('');
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>${lantern(640, 56, 0.6)}${lantern(800, 84, 0.7)}
    <ellipse cx="${BESIDE_SCREEN.x}" cy="260" rx="190" ry="210" fill="#8fd0a6" opacity=".12"/>
    <rect x="30" y="90" width="526" height="304" rx="16" fill="#0b131d"/><rect x="40" y="100" width="506" height="284" rx="9" fill="#f3f6f4"/>
    ${wire('M172 240H254', 2)}${wire('M346 240H442', 3)}${wire('M346 228C394 222 396 148 442 148', 3)}${wire('M346 252C394 258 396 332 442 332', 3)}
    <rect x="66" y="214" width="102" height="52" rx="10" fill="${tone(1)}"/>${keys}<rect x="92" y="253" width="50" height="7" rx="3.5" fill="#fff"/>
    <rect x="258" y="196" width="84" height="88" rx="14" fill="${tone(2)}"/>${[0, 1, 2].map((i) => `<rect x="270" y="${210 + i * 22}" width="60" height="16" rx="5" fill="#fff" opacity="${step >= 2 ? 0.94 : 0.6}"/><circle cx="320" cy="${218 + i * 22}" r="3.4" fill="${step >= 2 ? '#2f9e6e' : OFF}"/>`).join('')}
    <g fill="${tone(3)}"><rect x="462" y="120" width="32" height="56" rx="7"/><rect x="450" y="214" width="60" height="46" rx="6"/><rect x="442" y="306" width="74" height="46" rx="5"/><path d="M470 352h18v8h14v5h-46v-5h14Z"/></g>
    ${lines(468, 136, 20)}${lines(459, 226, 42)}${lines(452, 318, 54)}
    ${label(118, 300, 'Typed', 1)}${label(300, 318, 'Relay', 2)}${step === 4 ? `<text x="190" y="354" text-anchor="middle" ${FONT} font-size="15" font-weight="600" fill="#a23b22">Network lost … and back</text>` : ''}
    ${place(BESIDE_SCREEN, PEOPLE.Mateo(pose))}${nameTag('Mateo', 'Caption engineer')}`;
}

const between = ([ax, ay], [bx, by], part) => [ax + (bx - ax) * part, ay + (by - ay) * part];

function toPage(page, part) {
  const from = [348, RELAY[1] + (page - 1) * 12];
  const [x] = between(from, [442, 0], part);
  const ease = part * part * (3 - 2 * part);
  return [x, from[1] + (PAGES[page][1] - from[1]) * ease];
}

/** Where words are on the screen, as [x, y] in pixels, at a part (0 to 1) of a step. */
export function wordsAt(step, part) {
  const lap = (count, offset = 0) => (part * count + offset) % 1;
  if (step === 1)
    return [[KEYBOARD[0] - 36 + 14 * Math.floor(lap(3) * 6), 231 + 14 * (Math.floor(part * 18) % 2)]];
  if (step === 2) return [0, 0.5].map((offset) => between([172, 240], [256, 240], lap(3, offset)));
  if (step === 3) return [0, 1, 2].flatMap((page) => [0, 0.5].map((offset) => toPage(page, lap(3, offset))));
  const waiting = part < 0.5 ? Math.min(3, 1 + Math.floor(part * 6)) : 0;
  if (waiting) return Array.from({ length: waiting }, (_, i) => [320, 218 + i * 22]);
  return [0, 1, 2].flatMap((page) =>
    [0, 0.2, 0.4]
      .map((wait) => (part - 0.5) * 2.2 - wait)
      .filter((at) => at > 0 && at < 1)
      .map((at) => toPage(page, at)),
  );
}
