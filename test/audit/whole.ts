// A page of the project's own under the whole audit: every state, every view, axe and every check. It takes a minute, so each
// page has a file of its own, and workers take the files side by side.
import { expect } from 'vitest';

import { allChecks, audit, stateNames, viewNames } from '../../audit/index.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest();

/** @param path of the page at the relay */
export function passesTheWholeAudit(path: string): void {
  test(`the audit finds nothing on ${path}, in any state or view`, async ({ relay, newPage }) => {
    const result = await audit(await newPage({ serviceWorkers: 'block' }), { url: relay.url + path });
    expect(result.violations).toEqual([]);
    expect(result.skipped).toEqual([]);
    expect([result.states, result.views]).toEqual([stateNames, viewNames]);
    expect(result.checks.map(({ id }) => id)).toEqual(['axe', ...allChecks.map(({ id }) => id)]);
  });
}
