// The selectors on the script tag lead to one element each: of several the widget takes the first, which may be another one.
import type { Check } from '../contract.ts';

export const placement: Check = {
  id: 'placement',
  title: 'The tag’s selectors lead to one element',
  why: 'Captions come up in a wrong or hidden place, where nobody looks for them.',
  fix: 'Make the ids in the page unique, or give data-target and data-video a selector that only one element meets.',
  clause: 'HTML 3.2.6',
  async act({ page }) {
    return page.evaluate(() => {
      const tags = [...document.querySelectorAll('script[data-session],caption-wire')];
      return tags.flatMap((tag) =>
        ['target', 'video'].flatMap((name) => {
          const selector = tag.getAttribute(tag.localName === 'script' ? `data-${name}` : name);
          if (!selector) return [];
          const count = document.querySelectorAll(selector).length;
          const what =
            count === 0
              ? `${name} “${selector}” leads nowhere`
              : `${name} “${selector}” leads to ${count} elements`;
          return count === 1 ? [] : [{ what, where: selector }];
        }),
      );
    });
  },
};
