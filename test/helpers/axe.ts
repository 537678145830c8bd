// axe-core in a whole page: what it finds, in words that say where.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Every rule of WCAG 2.2 A and AA. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const tags = [...wcag, 'best-practice'];

/**
 * What axe finds.
 * @param rules by their tags; those of WCAG and the best practices by default
 * @param within a selector, where only a part of the page is looked at
 */
export async function violations(
  page: Page,
  rules: readonly string[] | 'every' = tags,
  within?: string,
): Promise<string[]> {
  // The page's policy allows no foreign script; the debugger's own evaluation is not under it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(
    async ({ runOnly, within }) => {
      // With forced colours text has the reader's own; axe reads -webkit-text-fill-color, which still says the page's.
      const forced = matchMedia('(forced-colors: active)').matches;
      const without = forced ? { 'color-contrast': { enabled: false } } : {};
      type Axe = { run(where: Document | { include: string[] }, options: object): Promise<AxeResults> };
      const { axe } = window as unknown as { axe: Axe };
      const where = within === undefined ? document : { include: [within] };
      return (await axe.run(where, { ...runOnly, rules: without, resultTypes: ['violations'] })).violations;
    },
    { runOnly: rules === 'every' ? {} : { runOnly: [...rules] }, within },
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
