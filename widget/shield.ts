// Keeps the page's CSS away from nodes of ours that sit in the page's own tree. Inline important declarations
// win over every rule of the page; they are set through the CSSOM, which a strict style-src allows.

/** Makes a node an ordinary visible block whatever the page's style sheets say. */
export function shield(node: HTMLElement): void {
  node.style.cssText = 'all:initial!important;display:block!important';
}
