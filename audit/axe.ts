// axe-core in the audited page: the whole page once per view, the widget alone in every further state, because nothing else
// has changed. What it finds is told in the same form as what the checks find.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { AxeResults, NodeResult, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

import type { Violation } from './contract.ts';

const require = createRequire(import.meta.url);
const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
export const axeVersion = (require('axe-core/package.json') as { version: string }).version;

export type AxeOptions = {
  /** Which rules, by their tags. */
  readonly tags: readonly string[];
  /** CSS selectors of parts of the page that are not looked at. */
  readonly exclude: readonly string[];
  /** Options for axe.run that win over the rest. */
  readonly config: RunOptions;
};

type AxeFinding = Omit<Violation, 'stages'>;

/** Finds what breaks a rule. @param scope the whole page, or the widget */
export async function runAxe(
  page: Page,
  scope: 'page' | 'widget',
  options: AxeOptions,
): Promise<AxeFinding[]> {
  // The page's policy allows no foreign script; the debugger's own evaluation is not under it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const found = await page.evaluate(
    async ({ context, tags, config }) => {
      // With forced colours text has the reader's own; axe reads -webkit-text-fill-color, which still says the page's.
      const forced = matchMedia('(forced-colors: active)').matches;
      const { rules, ...rest } = config;
      // What is announced is clipped to nothing: no eye sees its colour, which axe does not notice in a slot.
      const isSeen = (id: string) => (node: NodeResult) =>
        id !== 'color-contrast' || !node.element?.closest('[data-captionwire-region]');
      // An announcement is taken away after a while, also while axe looks: nobody meets what is gone.
      const isThere = ({ element }: NodeResult) => element?.isConnected !== false;
      const runner = window as unknown as { axe: { run(where: object, how: object): Promise<AxeResults> } };
      const { violations } = await runner.axe.run(context, {
        runOnly: tags,
        resultTypes: ['violations'],
        iframes: false,
        elementRef: true,
        ...rest,
        rules: { ...rules, ...(forced ? { 'color-contrast': { enabled: false } } : {}) },
      });
      return violations.map(({ id, help, description, helpUrl, tags: ruleTags, nodes }) => ({
        id,
        help,
        description,
        helpUrl,
        tags: ruleTags,
        nodes: nodes
          .filter(isThere)
          .filter(isSeen(id))
          .map(({ target, failureSummary }) => ({
            where: target.map((part) => (Array.isArray(part) ? part.join(' >> ') : part)).join(' >> '),
            fix: failureSummary ?? '',
          })),
      }));
    },
    {
      context: {
        ...(scope === 'widget' ? { include: ['caption-wire'] } : {}),
        exclude: options.exclude.map((selector) => [selector]),
      },
      tags: [...options.tags],
      config: options.config,
    },
  );
  return found.flatMap(({ id, help, description, helpUrl, tags, nodes }) =>
    nodes.map(({ where, fix }) => ({
      check: `axe/${id}`,
      what: help,
      where,
      why: description,
      fix: fix.replace(/\s+/g, ' ').trim(),
      clause: clauseOf(tags),
      help: helpUrl,
    })),
  );
}

/** `wcag143` is 1.4.3, `wcag1412` 1.4.12. */
function clauseOf(tags: readonly string[]): string {
  const criteria = tags.flatMap((tag) => {
    const [, a, b, c] = /^wcag(\d)(\d)(\d+)$/.exec(tag) ?? [];
    return a ? [`${a}.${b}.${c}`] : [];
  });
  return criteria.length > 0 ? `WCAG 2.2 ${criteria.join(', ')}` : 'best practice of axe-core';
}
