// The people of the film as SVG: each a bust around (0, 0), the middle of the face, about 150 units from chin to crown.
// Invariant: a mouth or a blink changes nothing outside FACE_BOXES, because frames are patched there only.

/** Where mouths and eyes move, relative to the middle of the face. */
export const FACE_BOXES = {
  mouth: { x: -34, y: 20, width: 68, height: 44 },
  eyes: { x: -52, y: -26, width: 104, height: 36 },
};

const MOUTHS = [
  (lip) =>
    `<path d="M-19 37Q0 51 19 37" fill="none" stroke="${lip}" stroke-width="5" stroke-linecap="round"/>`,
  (lip) =>
    `<path d="M-17 36Q0 31 17 36Q12 51 0 51Q-12 51-17 36Z" fill="#4a1620" stroke="${lip}" stroke-width="4" stroke-linejoin="round"/>`,
  (lip) =>
    `<path d="M-19 34Q0 28 19 34Q16 58 0 58Q-16 58-19 34Z" fill="#4a1620" stroke="${lip}" stroke-width="4" stroke-linejoin="round"/>
     <path d="M-14 36Q0 32 14 36L12 40Q0 37-12 40Z" fill="#fff6ea"/><path d="M-9 53Q0 45 9 53Q0 57-9 53Z" fill="#d4737a"/>`,
];

function face({ skin, shade, line, lip, cheek, brow = 4.5 }, { mouth, blink }) {
  const eye = (x) =>
    blink
      ? `<path d="M${x - 8} -6Q${x} 1 ${x + 8} -6" fill="none" stroke="${line}" stroke-width="3.5" stroke-linecap="round"/>`
      : `<ellipse cx="${x}" cy="-8" rx="5.6" ry="7" fill="${line}"/><circle cx="${x + 2}" cy="-10.5" r="1.9" fill="#fff"/>`;
  return `
    <ellipse cx="-60" cy="2" rx="10" ry="15" fill="${shade}"/><ellipse cx="60" cy="2" rx="10" ry="15" fill="${shade}"/>
    <path d="M-60-22C-60-66-34-80 0-80S60-66 60-22C60 34 34 76 0 76S-60 34-60-22Z" fill="${skin}"/>
    <path d="M60-22C60 34 34 76 0 76C-8 76-16 74-23 70C22 66 44 20 44-40Z" fill="${shade}" opacity=".45"/>
    <ellipse cx="-36" cy="22" rx="12" ry="8" fill="${cheek}" opacity=".38"/><ellipse cx="36" cy="22" rx="12" ry="8" fill="${cheek}" opacity=".38"/>
    <path d="M-37-29Q-25-37-13-30M13-30Q25-37 37-29" fill="none" stroke="${line}" stroke-width="${brow}" stroke-linecap="round"/>
    ${eye(-25)}${eye(25)}
    <path d="M-1-4Q7 10 4 15Q0 19-7 16" fill="none" stroke="${shade}" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
    ${MOUTHS[mouth](lip)}`;
}

function shoulders({ skin, shade }, cloth, fold) {
  return `
    <path d="M-150 260C-150 150-110 128-34 112L34 112C110 128 150 150 150 260Z" fill="${cloth}"/>
    <path d="M150 260C150 150 110 128 34 112L20 116C70 150 84 190 84 260Z" fill="${fold}" opacity=".55"/>
    <path d="M-27 50L-27 108Q0 146 27 108L27 50Z" fill="${skin}"/>
    <path d="M-27 66Q4 104 27 66L27 92Q6 106-27 84Z" fill="${shade}" opacity=".6"/>`;
}

function amara(pose) {
  const look = { skin: '#8a5236', shade: '#683a25', line: '#2a1510', lip: '#b0524a', cheek: '#d0653f' };
  return `
    ${shoulders(look, '#1f8a83', '#12605f')}
    <path d="M-52 118Q0 196 52 118" fill="none" stroke="#f3c969" stroke-width="7" stroke-linecap="round" stroke-dasharray="1 12"/>
    ${face(look, pose)}
    <path d="M-67-24C-88-96-50-138 6-134C60-132 86-92 67-24C52-58 20-66 0-66S-52-58-67-24Z" fill="#ef9a3d"/>
    <path d="M30-126C52-166 96-158 92-122C90-98 66-92 50-98Z" fill="#f4b45c"/><path d="M52-104C76-104 92-112 92-126" fill="none" stroke="#c96f25" stroke-width="4"/>
    <path d="M-68-40C-48-96 12-112 66-92M-74-66C-44-112 8-128 52-116M-60-34C-30-74 36-84 68-56" fill="none" stroke="#c96f25" stroke-width="4.5" stroke-linecap="round"/>
    <path d="M-58-60C-28-92 30-100 66-76" fill="none" stroke="#2f6f8f" stroke-width="6" stroke-linecap="round"/>
    <circle cx="-61" cy="32" r="11" fill="none" stroke="#f3c969" stroke-width="4"/><circle cx="61" cy="32" r="11" fill="none" stroke="#f3c969" stroke-width="4"/>`;
}

function mateo(pose) {
  const look = {
    skin: '#d69a6c',
    shade: '#b37548',
    line: '#2b1c18',
    lip: '#a5503f',
    cheek: '#dd7450',
    brow: 6,
  };
  return `
    ${shoulders(look, '#2f5d46', '#1d4030')}
    <path d="M-36 112L0 176L36 112L24 104Q0 138-24 104Z" fill="#f4ead7"/>
    <path d="M-36 112L-58 130L-12 214L0 178ZM36 112L58 130L12 214L0 178Z" fill="#264c39"/>
    ${face(look, { ...pose, mouth: 0 })}
    <path d="M-61-14C-58 34-36 84 0 84S58 34 61-14C56 8 48 18 36 20C22 16 12 22 0 24C-12 22-22 16-36 20C-48 18-56 8-61-14Z" fill="#35231d"/>
    <path d="M-24 34Q0 24 24 34Q20 60 0 60Q-20 60-24 34Z" fill="${look.skin}"/>${MOUTHS[pose.mouth](look.lip)}
    <path d="M-64-14C-78-74-56-104-14-104C8-118 66-106 68-56C70-40 66-26 63-14C58-40 48-56 34-62C8-56-28-58-44-66C-56-56-62-38-64-14Z" fill="#35231d"/>
    <path d="M-40-84C-18-98 14-98 34-84" fill="none" stroke="#553a30" stroke-width="5" stroke-linecap="round"/>
    <g fill="#bfe3ee" fill-opacity=".16" stroke="#1b2430" stroke-width="4"><circle cx="-25" cy="-7" r="19"/><circle cx="25" cy="-7" r="19"/><path d="M-6-9Q0-14 6-9M-44-9L-60-13M44-9L60-13" fill="none"/></g>`;
}

function layla(pose) {
  const look = { skin: '#c98d63', shade: '#a66c46', line: '#2a1a17', lip: '#a94f4c', cheek: '#d8704f' };
  const dots = Array.from({ length: 22 }, (_, i) =>
    [0, 1, 2]
      .map((row) =>
        (i * 7 + row * 5) % 3 ? `<circle cx="${-104 + i * 10}" cy="${222 + row * 7}" r="2.1"/>` : '',
      )
      .join(''),
  ).join('');
  return `
    <path d="M-172 320C-164 170-120 130-60 96L60 96C120 130 164 170 172 320Z" fill="#3b4f86"/>
    <path d="M-84-10C-92-92-48-112 0-112S92-92 84-10C88 40 96 84 118 132C70 176-70 176-118 132C-96 84-88 40-84-10Z" fill="#d9798c"/>
    <path d="M84-10C88 40 96 84 118 132C94 154 56 164 16 165C66 130 74 60 62-20Z" fill="#b2566c" opacity=".6"/>
    ${face(look, pose)}
    <path d="M-66 10C-74-66-44-92 0-92S74-66 66 10C64 56 40 92 0 92S-64 56-66 10ZM-57 0C-56 44-34 76 0 76S56 44 57 0C60-50 36-72 0-72S-60-50-57 0Z" fill="#e58d9d" fill-rule="evenodd"/>
    <path d="M-56 74C-30 116 60 110 104 124M-40 92C-20 132 20 144 58 150" fill="none" stroke="#b2566c" stroke-width="4" stroke-linecap="round"/>
    <rect x="-126" y="206" width="252" height="54" rx="10" fill="#20293c"/><rect x="-114" y="214" width="228" height="30" rx="5" fill="#e9edf5"/><g fill="#31405f">${dots}</g>
    <path d="M-150 262C-140 226-116 214-88 220C-72 222-62 230-66 236C-84 234-94 240-100 262ZM150 262C140 226 116 214 88 220C72 222 62 230 66 236C84 234 94 240 100 262Z" fill="${look.skin}"/>`;
}

function mei(pose) {
  const look = { skin: '#f0c39c', shade: '#d39c72', line: '#1d1a22', lip: '#b9505a', cheek: '#ee7f6e' };
  return `
    <path d="M-84 78C-98-20-92-112 0-112S98-20 84 78C60 96-60 96-84 78Z" fill="#1f1d29"/>
    ${shoulders(look, '#e0a63a', '#b97f20')}
    <path d="M-40 108Q0 150 40 108" fill="none" stroke="#c48b26" stroke-width="10" stroke-linecap="round"/>
    ${face(look, pose)}
    <path d="M-72 60C-86-30-76-106 0-106S86-30 72 60C66 30 62 0 60-30C40-34 20-44 8-58C-8-42-36-32-60-32C-62 0-66 30-72 60Z" fill="#292637"/>
    <path d="M-44-78C-24-92 12-96 40-82" fill="none" stroke="#4c4762" stroke-width="5" stroke-linecap="round"/>
    <path d="M-74 4C-84-128 84-128 74 4" fill="none" stroke="#3d6f9e" stroke-width="8"/><rect x="-86" y="-12" width="22" height="42" rx="11" fill="#3d6f9e"/><rect x="64" y="-12" width="22" height="42" rx="11" fill="#3d6f9e"/>`;
}

export const PEOPLE = { Amara: amara, Mateo: mateo, Layla: layla, Mei: mei };
