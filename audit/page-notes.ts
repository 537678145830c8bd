// What runs inside the audited page, before its own scripts: it notes what cannot be asked for afterwards, and names places.
// Invariant: the page sees nothing of it but one property under a symbol, and no behaviour of the page changes.

/** A text that came into a live region of the page. */
export type Announced = {
  readonly text: string;
  /** The region's name where it is the widget's own; its place in the page where it is somebody else's. */
  readonly region: string;
  readonly isWidget: boolean;
  readonly atMs: number;
};

export type PageNotes = {
  readonly announced: Announced[];
  /** Regions of the widget that were taken out of their place, or changed. */
  readonly regionChanges: { readonly what: string; readonly where: string }[];
  readonly policy: { readonly directive: string; readonly blocked: string }[];
  /** Layout shifts of the page's own elements. */
  readonly shifts: { readonly value: number; readonly where: string; readonly atMs: number }[];
  readonly webSocket: typeof WebSocket;
  /** A selector of an element for people and tools. */
  where(node: Element): string;
  /** The element of the widget that has the focus, or else the page's. */
  focused(): Element | null;
};

/** Where the notes lie: `window[Symbol.for(notesKey)]`. */
export const notesKey = 'captionwire.audit';

/** The init script. MUST NOT use anything from outside of itself. */
export function takeNotes(key: string): void {
  const live = '[aria-live]:not([aria-live=off]),[role=log],[role=status],[role=alert],output';
  const regionName = 'data-captionwire-region';

  const local = (node: Element): string => {
    const tag = node.localName;
    if (node.id) return `#${CSS.escape(node.id)}`;
    const region = node.getAttribute(regionName);
    if (region) return `[${regionName}="${region}"]`;
    const tool = node.getAttribute('data-tool');
    if (tool) return `${tag}[data-tool="${tool}"]`;
    const name = node.classList[0];
    return name ? `${tag}.${CSS.escape(name)}` : tag;
  };
  const nth = (node: Element): string => {
    const alike = [...(node.parentNode?.children ?? [])].filter((other) => local(other) === local(node));
    return alike.length > 1 ? `${local(node)}:nth-of-type(${sameTag(node)})` : local(node);
  };
  const sameTag = (node: Element): number =>
    [...(node.parentNode?.children ?? [])]
      .filter((other) => other.localName === node.localName)
      .indexOf(node) + 1;
  const where = (node: Element): string => {
    const root = node.getRootNode();
    if (root instanceof ShadowRoot) {
      const label = node.matches('button,summary')
        ? ` (${(node.textContent ?? '').trim().slice(0, 30)})`
        : '';
      return `${where(root.host)} >> ${nth(node)}${label}`;
    }
    const parts: string[] = [];
    for (let at: Element | null = node; at; at = at.parentElement) {
      parts.unshift(nth(at));
      if (at.id || at.localName === 'caption-wire' || at === document.body) break;
    }
    return parts.join(' > ');
  };

  const notes: PageNotes = {
    announced: [],
    regionChanges: [],
    policy: [],
    shifts: [],
    webSocket: globalThis.WebSocket,
    where,
    focused: () => {
      const node = document.activeElement;
      return node?.shadowRoot?.activeElement ?? node;
    },
  };
  Object.defineProperty(window, Symbol.for(key), { value: notes });

  const noteText = (target: Element | null, text: string) => {
    const region = target?.closest(live);
    if (!region || !text.trim()) return;
    const name = region.getAttribute(regionName);
    notes.announced.push({
      text: text.replace(/\u00a0$/, ''),
      region: name ?? where(region),
      isWidget: name !== null,
      atMs: performance.now(),
    });
  };
  const noteRegion = (what: string, node: Element) => notes.regionChanges.push({ what, where: local(node) });
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes, removedNodes, attributeName } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      if (type === 'characterData') noteText(element, target.textContent ?? '');
      for (const node of addedNodes) noteText(element, node.textContent ?? '');
      for (const node of removedNodes) {
        if (!(node instanceof Element)) continue;
        const isRegion = node.hasAttribute(regionName);
        // A clone that never was in the page, or the end of the whole widget, is no move.
        if (isRegion) noteRegion('was taken out of its place in the page', node);
        else if (node.querySelector(`[${regionName}]`))
          noteRegion('was moved or taken away together with its region', node);
      }
      if (type === 'attributes' && element?.hasAttribute(regionName)) {
        noteRegion(`had its attribute ${attributeName} changed`, element);
      }
    }
  }).observe(document, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: [
      'aria-live',
      'role',
      'aria-hidden',
      'hidden',
      'style',
      'class',
      'aria-atomic',
      'aria-busy',
    ],
  });

  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    notes.policy.push({ directive: effectiveDirective, blocked: blockedURI }),
  );

  type Shift = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null }[];
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      const moved = entry.sources
        .map(({ node }) => (node instanceof Element ? node : node?.parentElement))
        .find((node) => node?.getRootNode() === document && !node.closest('caption-wire'));
      if (entry.hadRecentInput || !moved) continue;
      notes.shifts.push({ value: entry.value, where: where(moved), atMs: entry.startTime });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** For use inside the page. */
export type NotesWindow = { readonly [key: symbol]: PageNotes };
