// Twelve pages with one real mistake each: the check that is meant for it finds it and names the fix, and nothing is found on the
// page without a mistake.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { audit } from '../../audit/index.ts';
import { createRelay, type Relay } from '../../relay/index.ts';
import { useBrowser } from '../helpers/browser.ts';
import { type BrokenSite, startBrokenSite } from './broken-site.ts';

/** What else comes of a mistake: text under a banner's edge or half faded, and the focus of what is carried about. */
const alsoFound: Record<string, string> = {
  banner: 'contrast',
  flash: 'contrast',
  're-parented': 'focus-kept',
};

const mistakes: [page: string, check: string, fix: RegExp][] = [
  ['hidden-region', 'region-lifecycle', /no display:none/],
  ['aria-hidden', 'region-lifecycle', /aria-hidden on it or around it/],
  ['banner', 'in-sight', /top layer/],
  ['steals-focus', 'focus-kept', /Do not call focus\(\)/],
  ['policy', 'csp', /Add http:\/\/[\d.:]+ ws:\/\/[\d.:]+ to connect-src/],
  ['two-ids', 'placement', /ids in the page unique/],
  ['bright-video', 'contrast', /background/],
  ['shortcuts', 'shortcuts', /composedPath/],
  ['flash', 'motion', /prefers-reduced-motion/],
  ['trap', 'keyboard', /focus trap/],
  ['re-parented', 'region-lifecycle', /last child of body/],
  ['told-twice', 'announced-once', /aria-live/],
];

describe('a page with a mistake', () => {
  const { browser } = useBrowser();
  let relay: Relay;
  let site: BrokenSite;

  beforeAll(async () => {
    relay = await createRelay({ port: 0 });
    site = await startBrokenSite(await relay.listen());
  });
  afterAll(async () => {
    await site?.close();
    await relay?.close();
  });

  async function found(name: string, axe?: false) {
    const context = await browser().newContext();
    try {
      const views = ['wide', 'narrow'] as const;
      return await audit(await context.newPage(), {
        url: `${site.url}/${name}.html`,
        views,
        ...(axe === false && { axe }),
      });
    } finally {
      await context.close();
    }
  }

  test('and one without: nothing is found', async () => {
    expect((await found('good')).violations).toEqual([]);
  });

  test.for(mistakes)('%s is caught by %s, and the fix is named', async ([name, check, fix]) => {
    const { violations } = await found(name, false);
    const meant = violations.filter((violation) => alsoFound[name] !== violation.check);
    expect([...new Set(meant.map((violation) => violation.check))], JSON.stringify(meant)).toEqual([check]);
    for (const violation of meant) expect(violation.fix).toMatch(fix);
  });
});
