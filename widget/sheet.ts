// Style sheets of the panel's shadow tree.

/** What is written into a style sheet. */
export type Sheet = Pick<CSSStyleSheet, 'replaceSync'>;

/** One more sheet, empty, after all that are there. */
export function addSheet(root: ShadowRoot): Sheet {
  try {
    const sheet = new CSSStyleSheet();
    root.adoptedStyleSheets.push(sheet);
    return sheet;
  } catch {
    // Safari before 16.4 constructs none.
    const style = root.appendChild(document.createElement('style'));
    return {
      replaceSync(text) {
        style.textContent = text;
      },
    };
  }
}
