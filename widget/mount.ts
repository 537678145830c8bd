// Puts the captions of a session into the page from script. A mistake in the options is told before the page is
// touched.
import type { Transport } from '../client/transport.ts';
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import { define, tagName } from './define.ts';
import { attributes, type CaptionWireElement } from './element.ts';
import type { Announce } from './on-demand.ts';
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
  /** A CSS selector of a `<video>`, or of its player, that the captions lie over. */
  readonly video?: string | undefined;
  /** Where to dock; `bottom` by default. */
  readonly position?: 'bottom' | 'top' | 'float' | undefined;
  /** Language of the widget's own words (BCP 47); the page's by default. */
  readonly lang?: string | undefined;
  /** What assistive technology is told by itself; `phrases` by default. */
  readonly announce?: Announce | undefined;
  /** Seconds to hold captions back, so that they meet a delayed video; 0 by default, 180 at most. */
  readonly delay?: number | string | undefined;
  /** `auto`, the default, follows the reader's system. */
  readonly theme?: 'auto' | 'dark' | 'light' | undefined;
  /** Lets readers write to the captioners, who alone read it; false by default. */
  readonly reply?: boolean | string | undefined;
  /** How the panel begins: `closed` is the button alone; `auto`, the default, is one line high until the first words. */
  readonly start?: 'auto' | 'open' | 'closed' | undefined;
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
  // Empty: it stands where it should already.
  const given = { ...options, target: target && '' };
  for (const name of attributes) {
    const value = given[name];
    if (value !== undefined) element.setAttribute(name, `${value}`);
  }
  element.transport = transport;
  place.append(element);
  return {
    element,
    open: () => element.open(),
    close: () => element.close(),
    destroy: () => element.destroy(),
  };
}
