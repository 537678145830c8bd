// axe in a page that goes on living while axe looks at it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect } from 'vitest';

import { runAxe } from '../../audit/axe.ts';
import { pageTest } from '../helpers/page-test.ts';

const test = pageTest();
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('what a page takes away while axe looks is not blamed, what stays is', async ({ newPage }) => {
  const page = await newPage();
  await page.setContent(
    '<body style="background:#fff">' +
      '<p id="stays" style="color:#eee">Hard to read</p><p id="goes" style="color:#eee">Gone by now</p>',
  );
  await page.evaluate(source);
  // A rule that comes after the contrast takes the second paragraph away, as the page would at that moment.
  await page.evaluate(() => {
    (window as unknown as { axe: { configure(spec: object): void } }).axe.configure({
      checks: [{ id: 'leave', evaluate: (node: Element) => node.remove() ?? true }],
      rules: [{ id: 'leave', selector: '#goes', any: ['leave'], tags: ['wcag2aa'] }],
    });
  });
  const found = await runAxe(page, 'page', {
    tags: ['wcag2aa'],
    exclude: [],
    config: { runOnly: ['color-contrast', 'leave'] },
  });
  expect(found.map(({ check, where }) => [check, where])).toEqual([['axe/color-contrast', '#stays']]);
});
