// Registers <caption-wire>. Safe to load twice, from two relays or bundles: the first one in the page stays.
import { CaptionWireElement } from './element.ts';

/** The element's name. */
export const tagName = 'caption-wire';

/**
 * Registers the element; does nothing where it is registered already, or where there is no page.
 * @param relay the relay of elements that name none; the page's own origin when undefined.
 */
export function define(relay?: string): void {
  CaptionWireElement.relay ??= relay;
  const { customElements } = globalThis;
  if (customElements && !customElements.get(tagName)) customElements.define(tagName, CaptionWireElement);
}

define();
