// The fixtures of tests in which the widget is a guest: the script tag as a customer writes it, and a page of another
// origin that has it.
import type { Page } from 'playwright';

import type { RelayOptions } from '../../relay/index.ts';
import { noteLog } from './browser.ts';
import { type PageOptions, pageTest } from './page-test.ts';
import type { SitePage } from './site.ts';
import { sayLine } from './talk.ts';

/** A page, and everything that its console says. */
type NotedPage = { readonly page: Page; readonly logged: string[] };

/** What `sayTwoLines` says, as a reader sees it. */
export const twoLines = ['Ana: Hello', 'Second line'];

/** @param relayOptions of the file's relay, as with `pageTest`. */
export function guestTest(relayOptions: RelayOptions = {}) {
  return (
    pageTest(relayOptions)
      /** The script tag: of this test's session and the file's relay, unless a test says otherwise. */
      .extend(
        'tag',
        ({ relay, session }) =>
          (attributes = `data-session="${session}"`, url = relay.url): string =>
            `<script async src="${url}/widget.js" ${attributes}></script>`,
      )
      /** Puts a page into the file's site, and opens it. */
      .extend(
        'openSite',
        ({ site, newPage }) =>
          async (shown: SitePage, options?: PageOptions): Promise<NotedPage> => {
            site.show(shown);
            const page = await newPage(options);
            const logged = noteLog(page);
            await page.goto(site.url);
            return { page, logged };
          },
      )
      /** Says two lines in this test's session; resolves when the relay has them. */
      .extend('sayTwoLines', ({ present }) => async (): Promise<void> => {
        const presenter = await present();
        sayLine(presenter, 'Hello', { speaker: 'Ana' });
        sayLine(presenter, 'Second line');
        await presenter.settled();
      })
  );
}
