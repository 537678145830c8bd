// The full-page viewer: the widget in a page of its own, and the text so far for browsers without JavaScript.
import type { Line } from '../../protocol/records.ts';
import { type Html, html, page } from './html.ts';

function lineHtml({ speaker, text, lang }: Line): Html {
  const said = speaker ? html`<b>${speaker}:</b> ${text}` : html`${text}`;
  return lang ? html`<p dir="auto" lang="${lang}">${said}</p>` : html`<p dir="auto">${said}</p>`;
}

/** @param lines what a browser without JavaScript is shown; none when viewers need a token. */
export function viewerPage(session: string, lines: readonly Line[]): string {
  return page(
    `${session} · live captions`,
    html`<main class="viewer">
        <h1>${session}</h1>
        <div id="captions"></div>
        <noscript>
          <div class="plain">${lines.map(lineHtml)}</div>
          <p>These are the lines so far. <a href="">Load newer lines</a></p>
        </noscript>
      </main>
      <script src="/pages/viewer.js" data-session="${session}"></script>`,
  );
}
