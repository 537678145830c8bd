// Puts the captions of a session into the page from script. A mistake in the options is told before the page is
// touched.
import type { Transport } from '../client/transport.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { define, tagName } from './define.ts';
import type { CaptionWireElement } from './element.ts';
import type { Announce } from './live-session.tsx';
import { findTarget } from './target.ts';

export type MountOptions = {
  /** What to follow. */
  readonly session: string;
  /** The relay's URL; that of the script tag, or else the page's own origin, by default. */
  readonly relay?: string | undefined;
  /** Needed for private sessions. */
  readonly token?: string | undefined;
  /** An element, or a CSS selector of one, to render inside; docked to the window by default. */
  readonly target?: Element | string | undefined;
  /** Where to dock; `bottom` by default. */
  readonly position?: 'bottom' | 'top' | 'float' | undefined;
  /** Language of the widget's own words (BCP 47); the page's by default. */
  readonly lang?: string | undefined;
  /** What assistive technology is told by itself; `phrases` by default. */
  readonly announce?: Announce | undefined;
  /** `auto`, the default, follows the reader's system. */
  readonly theme?: 'auto' | 'dark' | 'light' | undefined;
  /** Another way to the relay; WebSocket by default. */
  readonly transport?: Transport | undefined;
};

export type Mounted = {
  readonly element: CaptionWireElement;
  /** Shows the panel. */
  open(): void;
  /** Leaves only a button that shows the panel again. */
  close(): void;
  /** Ends the connection and takes the element out of the page. */
  destroy(): void;
};

/** Options that the element takes as attributes of the same name. */
const attributeNames = ['session', 'relay', 'token', 'position', 'lang', 'announce', 'theme'] as const;

/**
 * Puts one `<caption-wire>` into the page and follows the session.
 * @throws TypeError when the session's name is not one, or the target is not in the page.
 * @example
 * const captions = mount({ session: 'town-hall', relay: 'https://captions.example.org' });
 */
export function mount(options: MountOptions): Mounted {
  const { session, target, transport } = options;
  if (!isSessionName(session)) throw new TypeError(`session "${session ?? ''}": ${sessionNameRule}`);
  const place = typeof target === 'string' ? findTarget(target) : (target ?? document.body);
  define();
  const element = document.createElement(tagName);
  for (const name of attributeNames) {
    const value = options[name];
    if (value !== undefined) element.setAttribute(name, value);
  }
  // Empty: it stands where it should already.
  if (target) element.setAttribute('target', '');
  element.transport = transport;
  place.append(element);
  return {
    element,
    open: () => element.open(),
    close: () => element.close(),
    destroy: () => element.destroy(),
  };
}
