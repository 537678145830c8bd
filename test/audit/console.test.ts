// The console passes the audit too. The widget in it is its preview, which is a picture: hidden from assistive technology and out
// of reach of keys, because its own lines and fields say the same; and the page around it is the console itself, which
// grows as it should. What that leaves out of the audit is looked at by test/browser (keyboard, restart, accessibility).
import { expect } from 'vitest';

import { allChecks, audit, failures, type StateName, stateNames } from '../../audit/index.ts';
import { pageTest } from '../helpers/page-test.ts';

const ofAPicture = ['region-lifecycle', 'keyboard'];
/** States that are got into by the widget’s own tools, or by its connection, which is the console’s here. */
const outOfReach: ReadonlySet<StateName> = new Set([
  'before-connecting',
  'settings-open',
  'transcript-open',
  'paused',
  'reconnecting',
]);
const ofOthersPages = ['layout-shift', 'page-unharmed'];

const test = pageTest();

test('the audit finds nothing on the console with its preview, in any state or view', async ({
  relay,
  session,
  invite,
  newPage,
}) => {
  const { console: url, token } = await invite();
  const page = await newPage({
    prepare: (empty) =>
      empty.addInitScript(() => localStorage.setItem('captionwire.console.preview', 'true')),
  });
  const result = await audit(page, {
    url,
    relay: { url: relay.url, session, token },
    states: stateNames.filter((state) => !outOfReach.has(state)),
    checks: allChecks.filter(({ id }) => ![...ofAPicture, ...ofOthersPages].includes(id)),
  });
  expect(failures(result)).toEqual([]);
  expect(result.skipped).toEqual([]);
  expect(result.checks).toHaveLength(allChecks.length + 1 - ofAPicture.length - ofOthersPages.length);
});
