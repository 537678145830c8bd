// The page as it is without the widget: loaded twice with the element never defined, so that what differs between the two is
// known to be the page's own doing.
import type { Page } from 'playwright-core';

import type { ViewName } from './contract.ts';
import { notesKey, type NotesWindow, type PageNotes } from './page-notes.ts';
import { focusable } from './focus.ts';
import { showView } from './views.ts';
import { watchPage } from './watcher.ts';

/** What a page looks like, the widget left out: each element's own by its path. */
export type Portrait = {
  readonly elements: Readonly<Record<string, string>>;
  readonly scroll: string;
  /** What Tab goes through, in order. */
  readonly focusOrder: readonly string[];
};

export type Baseline = {
  readonly first: Portrait;
  readonly second: Portrait;
  /** What the console says without the widget too. */
  readonly errors: readonly string[];
  readonly policy: PageNotes['policy'];
  /** Of the page itself, with every script of its own at rest. */
  portrait(page: Page): Promise<Portrait>;
};

/** Elements of one page that are compared; more than a reader meets on one. */
const mostElements = 3_000;

/** @param view the one that the page is compared in */
export async function takeBaseline(
  page: Page,
  url: string,
  view: ViewName,
  fail: (what: string) => Error,
): Promise<Baseline> {
  const portraits: Portrait[] = [];
  const errors = new Set<string>();
  let policy: PageNotes['policy'] = [];
  for (let time = 0; time < 2; time++) {
    const bare = await anotherPage(page);
    try {
      const watcher = await watchPage(bare);
      await bare.addInitScript(() => {
        const { define } = CustomElementRegistry.prototype;
        CustomElementRegistry.prototype.define = function (name, ...rest) {
          if (name !== 'caption-wire') define.call(this, name, ...rest);
        };
      });
      await showView(bare, view);
      await bare.goto(url);
      portraits.push(await portrait(bare));
      for (const error of watcher.errors()) errors.add(error);
      ({ policy } = await watcher.notes());
    } catch (error) {
      throw Object.assign(fail(`${url} cannot be loaded: ${(error as Error).message.split('\n')[0]}`), {
        cause: error,
      });
    } finally {
      await bare.close();
    }
  }
  const [first, second] = portraits as [Portrait, Portrait];
  return { first, second, errors: [...errors], policy, portrait };
}

async function anotherPage(page: Page): Promise<Page> {
  try {
    return await page.context().newPage();
  } catch (error) {
    // A page that was made without a context of its own has room for no other.
    throw new TypeError('page: give one from (await browser.newContext()).newPage()', { cause: error });
  }
}

function portrait(page: Page): Promise<Portrait> {
  return page.evaluate(
    ([key, selector, most]) => {
      const { where } = (window as unknown as NotesWindow)[Symbol.for(key)] as PageNotes;
      const elements: Record<string, string> = {};
      const order: { readonly tabIndex: number; readonly name: string }[] = [];
      const host = document.querySelector('caption-wire');
      const properties = [
        'display',
        'position',
        'visibility',
        'opacity',
        'color',
        'backgroundColor',
        'fontFamily',
        'fontSize',
        'overflow',
        'textTransform',
      ] as const;
      const walk = (node: Element, path: string) => {
        if (Object.keys(elements).length >= most) return;
        const style = getComputedStyle(node);
        const box = node.getBoundingClientRect();
        // A panel inside of the page takes room where its author wants it: what holds it and what follows moves down.
        const isFree = !host || host.parentElement === document.body;
        const place = isFree ? [box.x + scrollX, box.y + scrollY, box.width, box.height] : [box.x, box.width];
        elements[path] = [
          node.id,
          node.className,
          node.getAttribute('style'),
          node.getAttribute('aria-hidden'),
          ...properties.map((name) => style[name]),
          ...(host && node.contains(host) ? [] : place.map(Math.round)),
        ].join('; ');
        if (
          node instanceof HTMLElement &&
          node.matches(selector) &&
          node.tabIndex >= 0 &&
          node.checkVisibility()
        ) {
          order.push({ tabIndex: node.tabIndex, name: where(node) });
        }
        let index = 0;
        for (const child of node.children) {
          if (/^(caption-wire|script|style|link)$/.test(child.localName)) continue;
          walk(child, `${path}/${child.localName}[${index++}]`);
        }
      };
      // How far an animation is at this moment is no difference between two pages: each is looked at where it ends, or begins
      // again, and goes on from where it was.
      const moving = document.getAnimations().flatMap((animation) => {
        const { currentTime } = animation;
        const { endTime } = animation.effect?.getComputedTiming() ?? {};
        if (typeof currentTime !== 'number' || typeof endTime !== 'number') return [];
        animation.currentTime = endTime === Infinity ? 0 : endTime;
        return [{ animation, currentTime }];
      });
      walk(document.body, 'body');
      for (const { animation, currentTime } of moving) animation.currentTime = currentTime;
      const { scrollWidth, scrollHeight } = document.documentElement;
      const first = order.filter(({ tabIndex }) => tabIndex > 0).sort((a, b) => a.tabIndex - b.tabIndex);
      return {
        elements,
        scroll: `${scrollWidth} x ${host && host.parentElement !== document.body ? 'any' : scrollHeight} px, root ${getComputedStyle(document.documentElement).overflow}`,
        focusOrder: [...first, ...order.filter(({ tabIndex }) => tabIndex === 0)].map(({ name }) => name),
      };
    },
    [notesKey, focusable, mostElements] as const,
  );
}
