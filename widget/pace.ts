// The one pace of the page: whatever elements it has, their announcements enter the regions one at a time. Assistive
// technology hears the page and not the element, so what waits stands in one queue.

/** Chromium scrambles the order of announcements that are closer together than this. */
const paceMs = 150;

export type Waiting = {
  /** Who may take it back. */
  readonly owner: object;
  /** Goes before everything that is not urgent, in order among what is. */
  readonly urgent: boolean;
  announce(): void;
};

let queue: Waiting[] = [];
/** A rest follows every announcement, also the last one. */
let resting = false;
/** When the page had seen the last announcement: putting it there takes a while itself, which is no rest. */
let seenAtMs = -paceMs;

function next(): void {
  const lacksMs = seenAtMs + paceMs - performance.now();
  if (lacksMs > 0 && lacksMs < paceMs) return void setTimeout(next, lacksMs);
  const first = queue.shift();
  resting = !!first;
  if (!first) return;
  setTimeout(next, paceMs);
  first.announce();
  queueMicrotask(() => (seenAtMs = performance.now()));
}

/** How many wait in the whole page. */
export const waitingInPage = () => queue.length;

/** Announces it now, or in its turn. */
export function enqueue(waiting: Waiting): void {
  // What is urgent stands together at the front; for the rest every place is taken.
  const place = queue.filter(({ urgent }) => urgent || !waiting.urgent).length;
  queue.splice(place, 0, waiting);
  if (!resting) next();
}

/** Takes back what an owner has waiting. */
export function forget(owner: object): void {
  queue = queue.filter((waiting) => waiting.owner !== owner);
}
