// Twelve pages with one real mistake each. Where it shows, the check that is meant for it finds it and names the fix; where it
// does not show, that check finds nothing. On the page without a mistake nothing is found wherever another page has one.
// Each page is audited in the fewest states and views that tell; at the whole effort in every state, wide and narrow.
import { describe, expect } from 'vitest';

import { audit, type AuditOptions, stateNames, type Violation } from '../../audit/index.ts';
import { isWhole } from '../helpers/effort.ts';
import { pageTest } from '../helpers/page-test.ts';
import { startBrokenSite } from './broken-site.ts';
import { mistakes } from './mistakes.ts';

const test = pageTest()
  .extend('broken', { scope: 'file' }, async ({ relay }, { onCleanup }) => {
    const site = await startBrokenSite(relay.url);
    onCleanup(site.close);
    return site;
  })
  .extend('find', ({ broken, newPage }) => async (name: string, options: AuditOptions) => {
    const url = `${broken.url}/${name}.html`;
    return (await audit(await newPage(), { url, ...options })).violations;
  });

const whole = { states: stateNames, views: ['wide', 'narrow'] } as const;
const idsOf = (violations: readonly Violation[]) => [...new Set(violations.map(({ check }) => check))];

describe('a page', () => {
  test('without a mistake: nothing is found', async ({ find }) => {
    const shows = mistakes.map((mistake) => mistake.shows);
    const states = stateNames.filter((name) => shows.some(({ state }) => state === name));
    expect(await find('good', isWhole() ? whole : { ...whole, states })).toEqual([]);
  });

  test.for(mistakes)(
    'with the mistake $page: $check finds it and names the fix',
    async (mistake, { find }) => {
      const { page, check, fix, shows, also, quiet, together } = mistake;
      const places = together && quiet !== 'good' ? [shows, quiet] : [shows];
      const few = {
        states: [...new Set(places.map(({ state }) => state))],
        views: [...new Set(places.map(({ view }) => view))],
      };
      const found = await find(page, { ...(isWhole() ? whole : few), axe: false });
      const meant = found.filter((violation) => violation.check !== also);
      expect(idsOf(meant), JSON.stringify(meant)).toEqual([check]);
      for (const violation of meant) expect(violation.fix).toMatch(fix);
      const stages = meant.flatMap((violation) => violation.stages);
      if (together && quiet !== 'good') expect(stages).not.toContain(`${quiet.state}, ${quiet.view}`);
    },
  );

  test('where nothing but the widget can have the focus is no trap', async ({
    relay,
    site,
    newPage,
    session,
  }) => {
    site.show({
      body: `<p>Nothing here.</p><script src="${relay.url}/widget.js" data-session="${session}"></script>`,
    });
    const page = await newPage();
    const options = { url: site.url, states: ['finished'], views: ['wide'], axe: false } as const;
    expect(idsOf((await audit(page, options)).violations)).not.toContain('keyboard');
    expect(await page.locator('[data-captionwire-neighbour]').count()).toBe(0);
  });

  const quiet = mistakes.flatMap((mistake) =>
    mistake.quiet === 'good' || mistake.together ? [] : [{ ...mistake, ...mistake.quiet }],
  );
  test.for(quiet)('$page is not blamed by $check in the state $state, $view', async (place, { find }) => {
    const { page, check, state, view } = place;
    const found = await find(page, { states: [state], views: [view], axe: false });
    expect(idsOf(found)).not.toContain(check);
  });
});
