// The page of `captionwire invite --from FILE --print`: one sheet per session for the wall, then one page of console links per captioner.
// A captioner's page has few enough links for one sheet of paper, so that none is without its mark. The page is whole in itself: its policy allows no script and no address but what is written in it. Every text of the file is escaped.
import { qrPath } from '../formats/qr-path.ts';
import { isLocalOnly, shortAddress } from '../protocol/links.ts';
import { codePointLength } from '../protocol/text.ts';
import { type Html, html } from '../relay/pages/html.ts';
import { printedStyles } from './printed-styles.ts';
import { type CaptionerLink, type ProgrammeLinks, roleNames, type SessionLinks } from './programme-links.ts';

const localOnly =
  'Do not hand this out: its links open only on the machine of the relay. Start the relay with “captionwire serve --public-url https://…”, or give --relay.';

const warning = (relay: string) =>
  isLocalOnly(relay) ? html`<p class="warning"><strong>Warning.</strong> ${localOnly}</p>` : html``;

function qrCode(link: string, name: string): Html {
  const code = qrPath(link);
  if (!code) return html`<p>This link is too long for a QR code.</p>`;
  const size = String(code.size);
  return html`<svg
    class="qr"
    role="img"
    aria-label="QR code: ${name}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${code.path}" fill="#000" />
  </svg>`;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** The sheet that hangs on a wall. */
function sheet({ relay, isPrivate, sessions }: ProgrammeLinks, at: number): Html {
  const { session, title, language, viewer } = sessions[at] as SessionLinks;
  const id = `sheet-${session}`;
  return html`<section
    class="sheet${codePointLength(title) > longTitle ? ' sheet-long' : ''}"
    aria-labelledby="${id}"
  >
    ${warning(relay)}
    <h2 id="${id}">Live captions - ${title}</h2>
    <p class="lead">Scan to read along on your phone.</p>
    ${qrCode(viewer, `captions of ${title}`)}
    <p class="address">
      ${
        isPrivate
          ? 'Only the code opens these captions.'
          : html`Or open <a href="${viewer}">${shortAddress(viewer)}</a>`
      }
    </p>
    ${language === undefined ? html`` : html`<p>Captions in ${languageNames.of(language) ?? language}</p>`}
  </section>`;
}

/** As many as fit on one sheet of paper. */
const linksPerPage = 3;
/** Longer titles are set smaller, so that a sheet stays one. */
const longTitle = 30;

type OwnLink = CaptionerLink & Pick<SessionLinks, 'session' | 'title'>;

type CaptionerPage = { readonly name: string; readonly part: string; readonly links: readonly OwnLink[] };

/** Rows with the same name are the same person. */
function captionerPages(sessions: readonly SessionLinks[]): readonly CaptionerPage[] {
  const people = new Map<string, OwnLink[]>();
  for (const { session, title, captioners } of sessions) {
    for (const captioner of captioners) {
      const own = people.get(captioner.name) ?? [];
      own.push({ ...captioner, session, title });
      people.set(captioner.name, own);
    }
  }
  return Array.from(people).flatMap(([name, own]) => {
    const count = Math.ceil(own.length / linksPerPage);
    return Array.from({ length: count }, (_, at) => ({
      name,
      part: count === 1 ? '' : `, page ${at + 1} of ${count}`,
      links: own.slice(at * linksPerPage, (at + 1) * linksPerPage),
    }));
  });
}

/** The links that one captioner is given. */
function captionerPage(relay: string, { name, part, links }: CaptionerPage, until: string, at: number): Html {
  const id = `captioner-${at}`;
  return html`<section class="keep" aria-labelledby="${id}">
    ${warning(relay)}
    <p class="secret"><strong>Keep this page to yourself.</strong> Whoever has it can write captions.</p>
    <h2 id="${id}">Console links for ${name}${part}</h2>
    <p>They open until ${until}.</p>
    <ul>
      ${links.map(
        ({ session, title, role, console: link }) =>
          html`<li>
            ${qrCode(link, `console of ${name} for ${title}`)}
            <div>
              <h3>${title}</h3>
              <p>${roleNames[role]} of ${session}</p>
              <p class="link"><a href="${link}">${link}</a></p>
            </div>
          </li>`,
      )}
    </ul>
  </section>`;
}

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

/** The whole page. */
export function printedLinks(links: ProgrammeLinks): string {
  const { relay, untilMs, sessions } = links;
  const pagesToKeep = captionerPages(sessions);
  const until = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(untilMs);
  const pages = [
    counted(sessions.length, 'sheet to hang up', 'sheets to hang up'),
    ...(pagesToKeep.length > 0
      ? [counted(pagesToKeep.length, 'page for a captioner', 'pages for captioners')]
      : []),
  ];
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <title>Live captions: links to print</title>
        <style>
          ${printedStyles}
        </style>
      </head>
      <body>
        <header class="screen-only">
          <h1>Live captions: links to print</h1>
          <p>Print this page. It has ${pages.join(' and ')}.</p>
        </header>
        <main>
          ${sessions.map((_, at) => sheet(links, at))}
          ${pagesToKeep.map((page, at) => captionerPage(relay, page, until, at))}
        </main>
      </body>
    </html> `.html;
}
