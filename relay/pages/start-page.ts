// The start page: what this relay is, where to go from here, and the tag to copy.
import { scriptTag } from '../../protocol/links.ts';
import { type Html, html, page } from './html.ts';

/**
 * @param relay the relay's URL as the browser reached it.
 * @param isAllowed whether pages at this URL may connect.
 */
export function startPage(
  relay: string,
  { demo, isAllowed }: { readonly demo: boolean; readonly isAllowed: boolean },
): string {
  return page(
    'captionwire',
    html`<main class="start">
      <header class="start-head">
        <img src="/pages/icon.svg" alt="" width="56" height="56" />
        <h1>captionwire</h1>
        <p class="lead">Live words for people who cannot hear them. This relay is running.</p>
      </header>
      ${
        isAllowed
          ? html``
          : html`<section aria-labelledby="refused">
              <h2 id="refused">Pages at this name cannot connect yet</h2>
              <p>
                The console and the viewer page work here once the relay is started with
                <code>--origin ${relay}</code>.
              </p>
            </section>`
      }
      ${demo ? demoCards() : html``}
      <section aria-labelledby="show">
        <h2 id="show">Show captions on a page</h2>
        <p>Paste this tag. Put the name of your session in place of <code>town-hall</code>.</p>
        <pre
          class="tag"
          tabindex="0"
          role="region"
          aria-label="Script tag"
        ><code>${scriptTag(relay, 'town-hall')}</code></pre>
        <p>
          Or open a session full page, on a phone or a second screen:
          <a href="/s/town-hall">${relay}/s/town-hall</a>
        </p>
      </section>
      <section aria-labelledby="present">
        <h2 id="present">Caption a session</h2>
        <p>Ask the relay for a presenter link, on the machine it runs on, and open it:</p>
        <pre
          class="tag"
          tabindex="0"
          role="region"
          aria-label="Invite command"
        ><code>npx captionwire invite town-hall --role presenter</code></pre>
      </section>
    </main>`,
  );
}

function demoCards(): Html {
  return html`<section aria-labelledby="try">
    <h2 id="try">Try it</h2>
    <ul class="cards">
      <li>
        <a href="/demo/video.html"
          ><strong>Video page</strong><span>A talk with live captions below the film</span></a
        >
      </li>
      <li>
        <a href="/demo/customer.html"
          ><strong>Customer page</strong
          ><span>A session for each visitor, with a link to the console of its agent</span></a
        >
      </li>
      <li>
        <a href="/demo/support.html"
          ><strong>Support page</strong
          ><span>One room for everybody; its console’s link is where the relay was started</span></a
        >
      </li>
      <li>
        <a href="/s/talk"
          ><strong>Viewer page</strong><span>The same talk, full page, for a phone or second screen</span></a
        >
      </li>
    </ul>
  </section>`;
}
