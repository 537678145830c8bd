// The script tag: its data-attributes say what to follow, and its own address says which relay. A tag that is
// wrong logs one line and leaves the page alone; a second one for the same session does nothing.
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { complain } from './complaint.ts';
import { define, tagName } from './define.ts';
import type { CaptionWireElement } from './element.ts';
import { mount, type MountOptions } from './mount.ts';
import { queryTarget } from './target.ts';

export { mount };

// A module has no current script.
const tag = (document.currentScript ??
  document.querySelector('script[src*="/widget.js"]')) as HTMLScriptElement | null;
const address = tag?.src && new URL(tag.src);
// Tag managers drop attributes, and leave the address alone.
const options = {
  ...(address && Object.fromEntries(address.searchParams)),
  ...tag?.dataset,
} as Partial<MountOptions> & { readonly target?: string };
const { session = '', relay = address && address.origin, target } = options;
define(relay);

/** How long a target may be missing before the author is told. */
const patienceMs = 5_000;

/**
 * Elements of script tags that are in the page, or that the page threw away with what stood around them; an older version of the
 * script knows none.
 */
const placed =
  (customElements.get(tagName) as Partial<typeof CaptionWireElement> | undefined)?.placed ??
  new Set<CaptionWireElement>();
const all = document.getElementsByTagName(tagName);

const isSame = (other: Element) =>
  (other.getAttribute('relay') ?? relay) === relay && other.getAttribute('session') === session;

/** Pages that keep a copy of a body put it back with a copy of the element in it. */
const isCopy = (other: Element, of: Element) => other !== of && other.cloneNode().isEqualNode(of.cloneNode());

/**
 * Puts the element into the page as soon as its place is there, and again whenever the page throws it away with what stood around
 * it: sites that go from page to page by putting in another body, or that draw their target anew. One that its author took out,
 * by `remove()` or `destroy()`, stays out.
 */
function keepInPage(): void {
  let element: CaptionWireElement | undefined;

  function settle(): void {
    const where = target ? queryTarget(target) : document.body;
    if (!element && where) {
      // A transport is no text; what else stands on the tag is the page's own.
      element = mount({ ...options, session, relay, target: target && where, transport: undefined }).element;
      placed.add(element);
      const { remove } = element;
      element.remove = function () {
        observer.disconnect();
        placed.delete(this);
        remove.call(this);
      };
    }
    const copies = [...all].filter((other) => element && isCopy(other, element));
    for (const copy of copies) copy.remove();
    if (element && where && !element.isConnected) where.append(element);
  }

  const observer = new MutationObserver(settle);
  settle();
  observer.observe(document, { childList: true, subtree: true });
  setTimeout(
    () => element ?? complain(`target "${target}" is not in the page yet; it is waited for`),
    patienceMs,
  );
}

function start(): void {
  if ([...all, ...placed].some(isSame)) return;
  try {
    if (!session) throw new Error('no session; where attributes are dropped, write widget.js?session=NAME');
    // Checked before waiting for the target, because mount would fail again at each change of the page.
    if (!isSessionName(session)) throw new Error(`session "${session}": ${sessionNameRule}`);
    keepInPage();
  } catch (error) {
    complain(`<script data-session="NAME">: ${(error as Error).message}`);
  }
}

// In the head of a page that is still being read there is no body yet; a target may come later still.
if (document.readyState === 'loading' && (target || !document.body)) {
  document.addEventListener('DOMContentLoaded', start);
} else start();
