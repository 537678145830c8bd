// The page is the same with the widget and without: its elements, their look and place, scrolling, and the order of focus.
import type { Portrait } from '../baseline.ts';
import type { Check, Finding } from '../contract.ts';

/** Differences that are told; they usually have one cause. */
const mostTold = 5;

function differences(without: Portrait, again: Portrait, within: Portrait): Finding[] {
  const found: Finding[] = [];
  for (const [path, look] of Object.entries(without.elements)) {
    const now = within.elements[path];
    // What differs between two loads without the widget is the page's own.
    if (again.elements[path] !== look || now === look) continue;
    if (now === undefined) found.push({ what: 'an element of the page is gone', where: path });
    else {
      const [before, after] = [look.split('; '), now.split('; ')];
      const at = before.findIndex((part, index) => part !== after[index]);
      found.push({
        what: `an element of the page has changed: ${before[at]} became ${after[at]}`,
        where: path,
      });
    }
  }
  for (const path of Object.keys(within.elements)) {
    const isNew = !(path in without.elements) && !(path in again.elements);
    if (isNew)
      found.push({ what: 'the page has an element that it has not without the widget', where: path });
  }
  if (without.scroll === again.scroll && without.scroll !== within.scroll) {
    found.push({ what: `scrolling: ${without.scroll} became ${within.scroll}`, where: 'the page' });
  }
  const [order, orderAgain, orderNow] = [without, again, within].map(({ focusOrder }) =>
    focusOrder.join('\n'),
  );
  if (order === orderAgain && order !== orderNow) {
    const at = within.focusOrder.findIndex((name, index) => name !== without.focusOrder[index]);
    found.push({
      what: 'the order of focus in the page has changed',
      where: within.focusOrder[at] ?? 'its end',
    });
  }
  return found.slice(0, mostTold);
}

export const pageUnharmed: Check = {
  id: 'page-unharmed',
  title: 'The page is the same with the widget and without',
  why: 'What the page was for, for everybody who reads it, must not break because captions were added.',
  fix: 'Look at your own scripts and style sheets that act on the widget or its events; the widget itself changes nothing outside of it.',
  clause: 'WCAG 2.2 4.1.2',
  async act({ page, state, baseline }) {
    if (state !== 'idle') return [];
    // A skip link shows itself while it has the focus.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    return differences(baseline.first, baseline.second, await baseline.portrait(page));
  },
};
