// Finds the element that a page wants the captions in. A selector that is wrong, or matches nothing, is the page
// author's mistake and told as one.

/** The element that a selector names; null where it is not in the page. @throws TypeError for text that is not a selector */
export function queryTarget(selector: string): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    throw missing(selector);
  }
}

/** @throws TypeError when nothing in the page matches. */
export function findTarget(selector: string): Element {
  const found = queryTarget(selector);
  if (!found) throw missing(selector);
  return found;
}

// Not a selector at all, or of nothing: told in the same words, for the cure is the same.
const missing = (selector: string) => new TypeError(`target "${selector}": give a CSS selector of the page`);
