// The viewer page passes the whole audit, by the command as people run it: every state, every view, axe and every check.
// The other pages of the project's own: console, support-page and video-page, beside this file.
import { expect } from 'vitest';

import { allChecks, type AuditResult, stateNames, viewNames } from '../../audit/index.ts';
import { pageTest } from '../helpers/page-test.ts';
import { captionwire } from '../helpers/relay-process.ts';

const test = pageTest();

test('the command finds nothing on the viewer page, in any state or view', async ({ relay }) => {
  const url = `${relay.url}/s/talk`;
  const { code, stdout, stderr } = await captionwire(['audit', url, '--json']);
  const [page] = (JSON.parse(stdout) as { pages: AuditResult[] }).pages;
  expect(page?.violations).toEqual([]);
  expect(page?.skipped).toEqual([]);
  expect([page?.states, page?.views]).toEqual([stateNames, viewNames]);
  expect(page?.checks.map(({ id }) => id)).toEqual(['axe', ...allChecks.map(({ id }) => id)]);
  expect(stderr).toBe(`Auditing ${url}…\n`);
  expect(code).toBe(0);
});
