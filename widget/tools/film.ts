// The page's film: finds it, says whether it can be seen at a point, and measures its player's controls.

/** Height of a browser's own controls at most, in CSS pixels; they are there while the film rests, or is pointed at. */
const controlsPx = 76;
/** A box around the film belongs to its player while it is hardly larger: as wide, and as high with a bar below. */
const mostWider = 1.05;
const mostHigher = 1.3;
/** So near to its lower edge a player has its bar, in CSS pixels. */
const edgePx = 4;

function filmIn(node: ParentNode): HTMLVideoElement | null {
  if (node instanceof HTMLVideoElement) return node;
  const inside = node.querySelector('video');
  if (inside) return inside;
  for (const each of [node as Element, ...node.querySelectorAll('*')]) {
    const found = each.shadowRoot && filmIn(each.shadowRoot);
    if (found) return found;
  }
  return null;
}

/**
 * The film that a selector names, or that is inside what it names: players give their element the name, and put the film into it
 * or into its shadow tree.
 */
export function findFilm(selector: string): HTMLVideoElement | undefined {
  try {
    for (const named of document.querySelectorAll(selector)) {
      const film = filmIn(named);
      if (film) return film;
    }
  } catch {
    // An invalid selector. The caller reports it.
  }
  return undefined;
}

const parentOf = (element: Element): Element | null =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null;

/** The largest box around a film that is about as large as the film. */
function playerOf(film: HTMLVideoElement): Element {
  const { width, height } = film.getBoundingClientRect();
  const isAsLarge = (element: Element) => {
    const box = element.getBoundingClientRect();
    return box.width <= width * mostWider && box.height <= height * mostHigher;
  };
  let player: Element = film;
  for (let next = parentOf(film); next && isAsLarge(next); next = parentOf(next)) player = next;
  return player;
}

/** The topmost element at a point, in whatever shadow tree it is. */
function topAt(x: number, y: number, root: DocumentOrShadowRoot = document): Element | null {
  const top = root.elementFromPoint(x, y);
  const isOutside = root instanceof ShadowRoot && top?.getRootNode() !== root;
  return (!isOutside && top?.shadowRoot && topAt(x, y, top.shadowRoot)) || top;
}

/** Whether an element is another one or inside it, shadow trees included. */
function isWithin(element: Element | null, outer: Element): boolean {
  for (let each = element; each; each = parentOf(each)) if (each === outer) return true;
  return false;
}

/**
 * Whether a film can be seen at a point of the window: nothing but its player's own controls lies over it there, and no box around
 * it cuts it off.
 */
export function isSeenAt(film: HTMLVideoElement, x: number, y: number): boolean {
  if (film.checkVisibility?.({ opacityProperty: true, visibilityProperty: true }) === false) return false;
  // Hit testing skips such a film.
  return getComputedStyle(film).pointerEvents === 'none' || isWithin(topAt(x, y), playerOf(film));
}

/** Height of the controls over a film's lower edge, in CSS pixels of the window; 0 while there are none. */
export function controlsHeight(film: HTMLVideoElement): number {
  const { x, bottom, width, height } = film.getBoundingClientRect();
  const own = film.controls && (film.paused || film.matches(':hover,:focus')) ? controlsPx : 0;
  const player = playerOf(film);
  let bar = topAt(x + width / 2, bottom - edgePx);
  if (!bar || bar === film || isWithin(film, bar) || !isWithin(bar, player)) return own;
  const isBar = (element: Element) =>
    element !== player && !isWithin(film, element) && element.getBoundingClientRect().height < height / 2;
  if (!isBar(bar)) return own;
  for (let next = parentOf(bar); next && isBar(next); next = parentOf(next)) bar = next;
  return Math.max(own, bottom - bar.getBoundingClientRect().top);
}
