// The script tag: its data-attributes say what to follow, and its own address says which relay. A tag that is
// wrong logs one line and leaves the page alone; a second one for the same session does nothing.
import { complain } from './complaint.ts';
import { define, tagName } from './define.ts';
import { mount, type MountOptions } from './mount.ts';

export { mount };

// A module has no current script.
const tag = (document.currentScript ??
  document.querySelector('script[src*="/widget.js"]')) as HTMLScriptElement | null;
const address = tag?.src && new URL(tag.src);
// Tag managers drop attributes, and leave the address alone.
const options = {
  ...(address && Object.fromEntries(address.searchParams)),
  ...tag?.dataset,
} as Partial<MountOptions>;
const { session = '', relay = address && address.origin, target } = options;
define(relay);

function start(): void {
  for (const other of document.querySelectorAll(tagName)) {
    const sameRelay = (other.getAttribute('relay') ?? relay) === relay;
    if (sameRelay && other.getAttribute('session') === session) return;
  }
  try {
    if (!session) throw new Error('no session; where attributes are dropped, write widget.js?session=NAME');
    // A transport is no text; what else stands on the tag is the page's own.
    const { element } = mount({ ...options, session, relay, transport: undefined });
    // A site that goes from page to page by putting in another body throws the panel away with the old one.
    new MutationObserver(() => {
      if (!target && element.parentNode && !element.isConnected) document.body.append(element);
    }).observe(document.documentElement, { childList: true });
  } catch (error) {
    complain(`<script data-session="NAME">: ${(error as Error).message}`);
  }
}

// In the head of a page that is still being read there is no body yet; a target may come later still.
if (document.readyState === 'loading' && (target || !document.body)) {
  document.addEventListener('DOMContentLoaded', start);
} else start();
