// Finds the element that a page wants the captions in. A selector that is wrong, or matches nothing, is the page
// author's mistake and told as one.

/** @throws TypeError when nothing in the page matches. */
export function findTarget(selector: string): Element {
  let found: Element | null = null;
  try {
    found = document.querySelector(selector);
  } catch {
    // Not a selector at all: told in the same words, for the cure is the same.
  }
  if (!found) throw new TypeError(`target "${selector}": give a CSS selector of the page`);
  return found;
}
