// Style sheets of the panel's shadow tree.

/** The part of a style sheet that the widget uses. */
export type Sheet = Pick<CSSStyleSheet, 'replaceSync'>;

/** Appends an empty sheet. */
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
