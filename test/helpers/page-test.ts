// The fixtures of tests that drive whole pages: a relay and a site for the file, and for each test a session of its own
// with the people in it. Whatever a test opens is closed after it, so that each test can run alone and in any order.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { inject, onTestFinished, test as base } from 'vitest';

import type { PresenterOptions } from '../../client/index.ts';
import type { RelayOptions } from '../../relay/index.ts';
import { consoleIsLive } from './browser.ts';
import { startPresenter } from './client-peers.ts';
import { type Invitation, invitation } from './relay-process.ts';
import { openRelay, type RunningRelay } from './running-relay.ts';
import { type Site, startSite } from './site.ts';

export type PageOptions = BrowserContextOptions & {
  /** What has to run in the page before its own scripts. */
  readonly prepare?: (page: Page) => Promise<unknown>;
};

let sessions = 0;

/** @param relayOptions of the file's relay, which serves the demo and allows the file's site besides. */
export function pageTest(relayOptions: RelayOptions = {}) {
  return (
    base
      .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
        const browser = await chromium.connect(inject('chromium'));
        onCleanup(() => browser.close());
        return browser;
      })
      .extend('site', { scope: 'file' }, async ({}, { onCleanup }): Promise<Site> => {
        const site = await startSite();
        onCleanup(site.close);
        return site;
      })
      .extend('relay', { scope: 'file' }, async ({ site }, { onCleanup }): Promise<RunningRelay> => {
        const relay = await openRelay({ demo: true, origins: [site.url], ...relayOptions });
        onCleanup(relay.close);
        return relay;
      })
      /** A name that no other test has. */
      .extend('session', () => `talk-${++sessions}`)
      /** Opens an empty page in a context of its own, 1280 px wide. */
      .extend(
        'newPage',
        ({ browser }) =>
          async ({ prepare, ...options }: PageOptions = {}): Promise<Page> => {
            const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
            onTestFinished(() => context.close());
            const page = await context.newPage();
            await prepare?.(page);
            return page;
          },
      )
      /** Opens a page of the relay, `/demo/support.html`. */
      .extend('open', ({ relay, newPage }) => async (path: string, options?: PageOptions): Promise<Page> => {
        const page = await newPage(options);
        await page.goto(relay.url + path);
        return page;
      })
      /** The token of a presenter or viewer of this test's session, and its links. */
      .extend(
        'invite',
        ({ relay, session }) =>
          async (role: 'presenter' | 'viewer' = 'presenter'): Promise<Invitation> =>
            invitation(relay.url, session, await relay.invite({ session, role }), role),
      )
      /** Opens the viewer page of this test's session; resolves once it is connected. */
      .extend('openViewer', ({ invite, newPage }) => async (options?: PageOptions): Promise<Page> => {
        const page = await newPage(options);
        await page.goto((await invite('viewer')).viewer);
        await page.getByText('Captions will appear here.').waitFor();
        return page;
      })
      /** Opens a console on this test's session; resolves once what is typed is seen by viewers. */
      .extend('openConsole', ({ invite, newPage }) => async (options?: PageOptions): Promise<Page> => {
        const page = await newPage(options);
        await page.goto((await invite()).console);
        await consoleIsLive(page);
        return page;
      })
      /** Starts a presenter in this process, on this test's session or another; say `settled()` to wait for the log. */
      .extend('present', ({ relay, session }) => async (options: Partial<PresenterOptions> = {}) => {
        const { session: name = session } = options;
        const token = await relay.invite({ session: name, role: 'presenter' });
        return startPresenter({ relay: relay.url, session: name, token, ...options });
      })
  );
}
