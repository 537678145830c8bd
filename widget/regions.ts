// The announcing regions: plain DOM in the light tree, so that no rendering can read old lines again.
// A region is created empty, stays the same node for good, and is never hidden or switched: a region that was
// switched on later stays silent in real screen readers. Some of them miss regions in shadow trees altogether.
import { shield } from './shield.ts';
import { languageAttributes } from './voice.ts';

export type RegionName = 'log' | 'status' | 'alert';

export type Regions = {
  /** The three nodes, to be put into the element once. */
  readonly nodes: readonly HTMLElement[];
  /** Says a text by appending it as one block. */
  append(region: RegionName, text: string, lang?: string): void;
  /** Empties the regions; they stay. */
  clear(): void;
};

/** The name of the slot that shows the regions to assistive technology. */
export const regionSlot = 'captionwire-regions';

/** A text leaves its region after this long; by then it was spoken or queued by the screen reader. */
const keepMs = 7_000;
/** Texts that one region holds at most. */
const keepTexts = 20;

const alternate = '\u00a0';
/**
 * The text announced last, in whichever region of whichever element: what drops a repeated text listens to the page,
 * where two sessions that both say "Yes." are one text twice. Not forgotten with an element, for the ear is the same.
 */
let last = '';

function createRegion(name: RegionName): HTMLElement {
  const node = document.createElement('div');
  node.slot = regionSlot;
  node.dataset.captionwireRegion = name;
  node.setAttribute('role', name);
  // Firefox says nothing for role=alert alone. No label, tabindex or aria-atomic: names of regions are read with
  // every text, and atomic regions read all of their content again.
  node.setAttribute('aria-live', name === 'alert' ? 'assertive' : 'polite');
  node.setAttribute('aria-relevant', 'additions');
  shield(node);
  return node;
}

export function createRegions(): Regions {
  const regions = {
    log: createRegion('log'),
    status: createRegion('status'),
    alert: createRegion('alert'),
  };
  const removals = new Map<Element, ReturnType<typeof setTimeout>>();

  const remove = (text: Element) => {
    clearTimeout(removals.get(text));
    removals.delete(text);
    text.remove();
  };

  return {
    nodes: Object.values(regions),
    append(name, text, lang) {
      const region = regions[name];
      // A block: appended text nodes and inline elements make screen readers read the whole region again.
      const block = document.createElement('p');
      shield(block);
      block.lang = languageAttributes(lang).lang;
      // Chromium drops a text equal to the one before; a trailing no-break space makes it another one.
      block.textContent = last = text === last ? text + alternate : text;
      region.append(block);
      removals.set(block, setTimeout(remove, keepMs, block));
      if (region.childElementCount > keepTexts) remove(region.firstElementChild as Element);
    },
    clear() {
      for (const text of removals.keys()) remove(text);
    },
  };
}
