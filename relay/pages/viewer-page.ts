// The full-page viewer: the widget in a page of its own. A browser without JavaScript goes on to the page that is plain text.
import { html, page } from './html.ts';

/** @param isPrivate viewers need a token, which only a script can read from the link. */
export function viewerPage(session: string, isPrivate: boolean): string {
  const plain = `/s/${session}/plain`;
  const withoutScript = isPrivate
    ? html`<p>
        These captions are private. They need JavaScript, because the key in your link never leaves your
        browser.
      </p>`
    : html`<p><a href="${plain}">Captions as plain text</a></p>`;
  return page(
    `${session} · live captions`,
    html`<main class="viewer">
        <header>
          <h1>${session}</h1>
          ${isPrivate ? html`` : html`<a href="${plain}">Plain text</a>`}
        </header>
        <div id="captions">${withoutScript}</div>
      </main>
      <script defer src="/pages/viewer.js" data-session="${session}"></script>`,
    isPrivate ? html`` : html`<noscript><meta http-equiv="refresh" content="0;url=${plain}" /></noscript>`,
  );
}
