// The scenes of the film as SVG, 854 by 480, each a function of what changes in it.
// Invariant: nothing that matters lies in the lowest quarter, where a viewer may put captions.

import { FACE_BOXES, PEOPLE } from './people.mjs';

export const WIDTH = 854;
export const HEIGHT = 480;
const FONT = `font-family="Noto Sans, Open Sans, DejaVu Sans, sans-serif"`;
const SERIF = `font-family="Noto Serif, Georgia, DejaVu Serif, serif"`;

/** Who says it under the name tag, and where the face is in the close-up. */
export const CLOSE_UPS = {
  Amara: { role: 'Host', x: 360, y: 214, scale: 1.3, light: '#f7b55a' },
  Mateo: { role: 'Caption engineer', x: 500, y: 214, scale: 1.3, light: '#8fd0a6' },
  Layla: { role: 'From the audience', x: 430, y: 160, scale: 1.1, light: '#eda0b4' },
  Mei: { role: 'Captioner', x: 430, y: 190, scale: 1.2, light: '#8fc1ee' },
};
/** Where the two on the stage sit in the wide scene. */
export const SEATS = { Amara: { x: 322, y: 196, scale: 0.5 }, Mateo: { x: 548, y: 196, scale: 0.5 } };
/** Where the speaker stands beside the screen. */
export const BESIDE_SCREEN = { x: 720, y: 236, scale: 0.95 };
/** Where the name tag's level meter begins. */
export const METER = { x: 44, y: 49, bars: 7 };

export const DEFS = `<defs>
  <linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#14202f"/><stop offset="1" stop-color="#27435a"/></linearGradient>
  <linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a4683f"/><stop offset="1" stop-color="#5a3322"/></linearGradient>
  <linearGradient id="curtain" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#4a1f3d"/><stop offset=".5" stop-color="#7a3560"/><stop offset="1" stop-color="#4a1f3d"/></linearGradient>
  <radialGradient id="paper"><stop offset="0" stop-color="#fff0c4"/><stop offset=".7" stop-color="#f9c566"/><stop offset="1" stop-color="#e59a3c"/></radialGradient>
  <radialGradient id="glow"><stop offset="0" stop-color="#ffd98a" stop-opacity=".55"/><stop offset="1" stop-color="#ffd98a" stop-opacity="0"/></radialGradient>
</defs>`;

const place = ({ x, y, scale }, content) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${content}</g>`;

function lantern(x, y, size) {
  const ribs = [-0.5, 0, 0.5]
    .map(
      (k) =>
        `<path d="M${-28 + Math.abs(k) * 9} ${k * 38}Q0 ${k * 38 + 7} ${28 - Math.abs(k) * 9} ${k * 38}"/>`,
    )
    .join('');
  return `<path d="M${x} 0V${y - 28 * size}" stroke="#0d1620" stroke-width="2"/><circle cx="${x}" cy="${y}" r="${110 * size}" fill="url(#glow)"/>
    <g transform="translate(${x} ${y}) scale(${size})"><ellipse rx="30" ry="34" fill="url(#paper)"/><g fill="none" stroke="#c97f2c" stroke-opacity=".55" stroke-width="1.6">${ribs}</g>
    <rect x="-10" y="-38" width="20" height="7" rx="2" fill="#3a2418"/><rect x="-10" y="31" width="20" height="7" rx="2" fill="#3a2418"/></g>`;
}

function curtains() {
  const folds = (from, count, width) =>
    Array.from(
      { length: count },
      (_, i) =>
        `<rect x="${from + i * width}" y="0" width="${width + 1}" height="372" fill="url(#curtain)"/>`,
    ).join('');
  return folds(0, 3, 30) + folds(WIDTH - 90, 3, 30);
}

function nameTag(name, role, at = 24) {
  const width = 116 + Math.max(name.length * 11, role.length * 7.6);
  return `<g transform="translate(${at} 24)"><rect width="${width}" height="52" rx="26" fill="#0b131d" fill-opacity=".78"/>
    <text x="84" y="24" ${FONT} font-size="17" font-weight="700" fill="#fff">${name}</text><text x="84" y="41" ${FONT} font-size="13" fill="#c8d6e3">${role}</text></g>`;
}

function closeUp(name, pose) {
  const seat = CLOSE_UPS[name];
  const desk =
    name === 'Mei'
      ? `<rect y="440" width="${WIDTH}" height="40" fill="#6b412b"/><rect x="300" y="368" width="260" height="88" rx="10" fill="#cdd8e2"/><rect x="306" y="374" width="248" height="76" rx="6" fill="#a9b9c7"/>
         ${lantern(676, 210, 1.3)}<circle cx="430" cy="412" r="10" fill="#e9eff4"/>`
      : '';
  const rows =
    name === 'Layla'
      ? [
          [90, 300],
          [230, 270],
          [640, 270],
          [780, 300],
        ]
          .map(
            ([x, y]) =>
              `<g fill="#101c29"><circle cx="${x}" cy="${y}" r="44"/><path d="M${x - 92} 480C${x - 92} ${y + 60} ${x - 50} ${y + 52} ${x} ${y + 48}S${x + 92} ${y + 60} ${x + 92} 480Z"/></g>`,
          )
          .join('')
      : '';
  const lamps = {
    Amara: [
      [610, 120, 1],
      [750, 70, 0.7],
    ],
    Mateo: [
      [120, 190, 1],
      [256, 128, 0.7],
    ],
    Layla: [
      [700, 74, 0.6],
      [600, 44, 0.4],
    ],
    Mei: [[150, 160, 0.7]],
  };
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>
    <ellipse cx="${seat.x}" cy="${seat.y + 20}" rx="290" ry="260" fill="${seat.light}" opacity=".13"/><ellipse cx="${seat.x}" cy="${seat.y + 20}" rx="200" ry="190" fill="${seat.light}" opacity=".13"/>
    ${lamps[name].map((lamp) => lantern(...lamp)).join('')}${rows}
    ${place(seat, PEOPLE[name](pose))}${desk}${nameTag(name, seat.role)}`;
}

function armchair(name, pose, cloth) {
  const { x, y } = SEATS[name];
  return `<ellipse cx="${x}" cy="392" rx="92" ry="12" fill="#000" opacity=".28"/>
    <rect x="${x - 74}" y="${y + 10}" width="148" height="150" rx="34" fill="#c9583f"/>
    ${place(SEATS[name], PEOPLE[name](pose))}
    <path d="M${x - 44} 306H${x + 44}V330H${x - 44}Z" fill="${cloth}"/>
    <path d="M${x - 42} 318Q${x - 24} 304 ${x - 6} 320L${x - 12} 386H${x - 36}ZM${x + 42} 318Q${x + 24} 304 ${x + 6} 320L${x + 12} 386H${x + 36}Z" fill="${cloth}"/>
    <path d="M${x - 44} 384h34v10h-40q0-8 6-10ZM${x + 44} 384h-34v10h40q0-8-6-10Z" fill="#1a1518"/>
    <rect x="${x - 88}" y="278" width="36" height="96" rx="17" fill="#dd6c50"/><rect x="${x + 52}" y="278" width="36" height="96" rx="17" fill="#dd6c50"/>`;
}

function audience(hands) {
  const tones = ['#0e1722', '#131f2d', '#0b131c'];
  return Array.from({ length: 11 }, (_, i) => {
    const x = 20 + i * 82;
    const y = 446 + (i % 3) * 7;
    const tilt = (hands === 1 ? 14 : -14) * (i % 2 ? 1 : -1);
    const hand = (side) =>
      `<g transform="rotate(${tilt} ${x + side * 36} ${y - 20})"><path d="M${x + side * 36} ${y + 20}V${y - 34}" stroke="${tones[i % 3]}" stroke-width="13" stroke-linecap="round"/>${[-10, -4, 4, 10].map((dx) => `<path d="M${x + side * 36 + dx * 0.5} ${y - 38}l${dx * 0.6} -15" stroke="${tones[i % 3]}" stroke-width="5" stroke-linecap="round"/>`).join('')}</g>`;
    return `${hands ? hand(-1) + hand(1) : ''}<circle cx="${x}" cy="${y}" r="25" fill="${tones[i % 3]}"/><path d="M${x - 46} 500C${x - 46} ${y + 24} ${x - 20} ${y + 28} ${x} ${y + 26}S${x + 46} ${y + 24} ${x + 46} 500Z" fill="${tones[i % 3]}"/>`;
  }).join('');
}

function hall({ door = 'closed', hands = 0, mouth = 0, blink = false }) {
  const open = `<path d="M110 372L250 480H40L126 372Z" fill="#ffe2a0" opacity=".35"/><rect x="110" y="190" width="82" height="182" fill="#ffe7b0"/><path d="M110 190l-26-14v216l26-20Z" fill="#6a4027"/>`;
  const closed = `<rect x="110" y="190" width="82" height="182" fill="#6a4027"/><rect x="120" y="202" width="62" height="68" rx="3" fill="#5a3520"/><rect x="120" y="284" width="62" height="76" rx="3" fill="#5a3520"/><circle cx="180" cy="284" r="4" fill="#f3c969"/>`;
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>
    <rect x="104" y="184" width="94" height="190" fill="#3a2418"/>
    <rect y="372" width="${WIDTH}" height="108" fill="url(#floor)"/>${door === 'open' ? open : closed}
    <path d="M240 0L180 400H690L620 0Z" fill="#ffe9b8" opacity=".07"/><ellipse cx="435" cy="396" rx="300" ry="22" fill="#ffdf9e" opacity=".16"/>
    ${lantern(232, 76, 0.8)}${lantern(338, 48, 0.55)}${lantern(436, 86, 0.9)}${lantern(536, 48, 0.55)}${lantern(646, 76, 0.8)}
    ${armchair('Amara', { mouth, blink }, '#17706b')}${armchair('Mateo', { mouth: 0, blink }, '#3d4a5c')}
    <path d="M435 336V390M412 392H458" stroke="#2a1a12" stroke-width="6" stroke-linecap="round"/><ellipse cx="435" cy="334" rx="38" ry="8" fill="#8a5434"/><path d="M424 332l3-26h16l3 26Z" fill="#bfe3ee" opacity=".8"/>
    <g><rect x="700" y="214" width="64" height="124" rx="6" fill="#0e1824"/><rect x="706" y="220" width="52" height="112" rx="3" fill="#204a63"/>${[0, 1, 2, 3].map((i) => `<rect x="713" y="${234 + i * 22}" width="${[36, 26, 38, 20][i]}" height="8" rx="4" fill="#e9f2f8" opacity=".85"/>`).join('')}<path d="M732 338V386M712 388H752" stroke="#0e1824" stroke-width="7" stroke-linecap="round"/></g>
    ${curtains()}${audience(hands)}`;
}

function title(heading, small) {
  return `<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#wall)"/>
    ${lantern(120, 120, 1.1)}${lantern(236, 66, 0.6)}${lantern(734, 120, 1.1)}${lantern(618, 66, 0.6)}
    <g text-anchor="middle"><text x="427" y="176" ${FONT} font-size="18" font-weight="600" letter-spacing="5" fill="#f9c566">${small}</text>
    ${heading.map((line, i) => `<text x="427" y="${246 + i * 62}" ${SERIF} font-size="56" font-weight="700" fill="#fff6e4">${line}</text>`).join('')}</g>
    <path d="M0 480V424Q214 392 427 408T854 418V480Z" fill="#0e1722"/>${audience(0)}`;
}

export const SCENES = {
  title: () => title(['How a caption', 'travels'], 'TUESDAY TALKS'),
  end: () => title(['Thank you', 'for coming'], 'LANTERN HALL'),
  hall,
  closeUp: ({ name, ...pose }) => closeUp(name, pose),
};
export { FACE_BOXES, FONT, lantern, nameTag, place };
