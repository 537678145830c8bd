// <caption-wire>: attributes in, a running session and its panel out. Its regions are created once, empty, and stay
// its children for good. Everything else follows in a microtask, so an element that is moved, or whose attributes
// are set one after the other, is looked at once and goes on as if nothing had happened. It stays where its author put it:
// with a target, another element stands there for it.
import type { Transport } from '../client/transport.ts';
import { complain } from './complaint.ts';
import type { CaptionWireEventName, CaptionWireEvents } from './events.ts';
import { createLiveSession, type LiveSession } from './live-session.tsx';
import { loadTools, type Manner, needsTools } from './on-demand.ts';
import { createRegions, type Regions, regionSlot } from './regions.ts';
import { addSheet } from './sheet.ts';
import { signal } from './signal.ts';
import { styles } from './styles.ts';
import { findTarget } from './target.ts';

/** Attributes that say what to follow: another value is another connection. */
const following = ['session', 'relay', 'token'] as const;
/** All that the element looks at. */
export const attributes = [
  ...following,
  'target',
  'video',
  'position',
  'lang',
  'announce',
  'delay',
  'theme',
  'reply',
  'start',
] as const;

/** Attributes that an element with a target copies to the element in the target. */
const handedOn = [...attributes, 'hidden', 'style'];

/**
 * An element that was in the page before its class was defined gets its regions when the page is idle: hydration fails if it finds more
 * children than the server wrote. setTimeout, in browsers without requestIdleCallback, takes this for 0 ms.
 */
const mostIdleWait = { timeout: 2_000 };

/** Longer than this nobody waits for the tools before the words. */
const patienceMs = 2_000;

// Outside a browser the module can be imported and its types used; there is nothing to instantiate.
const Base = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/**
 * The captions of one session. Attributes: `session`, `relay`, `token`, `target`, `video`, `position`, `lang`,
 * `announce`, `delay`, `theme`, `reply`, `start`. Events: see CaptionWireEvents.
 * @example <caption-wire session="town-hall" relay="https://captions.example.org"></caption-wire>
 */
export class CaptionWireElement extends Base {
  static readonly observedAttributes = handedOn;

  /** The relay of elements that name none; the page's own origin when undefined. */
  static relay: string | undefined;

  /** Elements that script tags keep in the page: whichever copy of the script runs, it finds them here. */
  static readonly placed = new Set<CaptionWireElement>();

  /** Another way to the relay, for elements that are not connected yet. WebSocket by default. */
  transport: Transport | undefined;

  #open = signal(true);
  /** The element was in the page before its class was defined. */
  readonly #wasThere = this.isConnected;
  /** The element that renders in the target. */
  #standIn: CaptionWireElement | undefined;
  #mount: Element | undefined;
  #regions: Regions | undefined;
  #live: LiveSession | undefined;
  /** What the running session follows. */
  #followed = '';
  /** One time of beginning to follow it. */
  #turn: object | undefined;
  #settling = false;

  connectedCallback(): void {
    if (!this.#regions && !this.getAttribute('target')) this.#build();
    this.#settleSoon();
  }

  disconnectedCallback(): void {
    this.#settleSoon();
  }

  attributeChangedCallback(): void {
    this.#settleSoon();
  }

  /** Shows the panel. */
  open(): void {
    this.#open.value = true;
  }

  /** Leaves only a button that shows the panel again. Announcements go on. */
  close(): void {
    const { shadowRoot } = this.#standIn ?? this;
    // What has focus goes away; the button that brings it back stays.
    if (shadowRoot?.activeElement) shadowRoot.querySelector<HTMLElement>('.toggle')?.focus();
    this.#open.value = false;
  }

  /** Ends the connection and takes the element out of the page. */
  destroy(): void {
    this.remove();
    this.#stop();
  }

  #build(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    addSheet(root).replaceSync(styles);
    // What is typed into the widget, and what its buttons do, is not the page's: slides would turn.
    for (const type of ['keydown', 'keypress', 'keyup']) {
      root.addEventListener(type, (event) => {
        const { key, ctrlKey, altKey, metaKey } = event as KeyboardEvent;
        if (!ctrlKey && !altKey && !metaKey && !/^(Tab|Esc|F\d|Con|Alt|Meta|Sh)/.test(key))
          event.stopPropagation();
      });
    }
    // In sight of assistive technology only.
    const slot = document.createElement('slot');
    slot.name = regionSlot;
    this.#mount = document.createElement('div');
    root.append(slot, this.#mount);
    const { nodes } = (this.#regions = createRegions());
    // Also takes away what a page wrote inside for the time before the script came, and regions of a cloned element.
    const put = () => this.replaceChildren(...nodes);
    if (this.#wasThere) (globalThis.requestIdleCallback ?? setTimeout)(put, mostIdleWait as never);
    else put();
    if (this.getAttribute('start') === 'closed') this.#open.value = false;
  }

  #settleSoon(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      if (this.isConnected) void this.#settle();
      else this.#stop();
    });
  }

  async #settle(): Promise<void> {
    const followed = following.map((name) => this.getAttribute(name)).join('\n');
    try {
      const selector = this.getAttribute('target');
      // Empty: it stands where it should.
      if (selector) return this.#standInFor(findTarget(selector));
      if (!this.#regions) this.#build();
      if (this.#followed === followed) return this.#live?.setManner(this.#manner());
      this.#stop();
      this.#followed = followed;
      const turn = (this.#turn = {});
      // Without what they need they begin all the same: words late or plain are better than none.
      const tools = needsTools(this, this.#manner())
        ? await Promise.race([loadTools(), new Promise<undefined>((go) => setTimeout(go, patienceMs))]).catch(
            () => undefined,
          )
        : undefined;
      if (this.#turn !== turn) return;
      this.#live = createLiveSession({
        session: this.getAttribute('session') ?? '',
        relay: this.getAttribute('relay') ?? CaptionWireElement.relay ?? location.origin,
        token: this.getAttribute('token') ?? undefined,
        transport: this.transport,
        manner: this.#manner(),
        element: this,
        tools,
        regions: this.#regions as Regions,
        mount: this.#mount as Element,
        open: this.#open,
        emit: (name, detail) => this.#emit(name, detail),
      });
    } catch (error) {
      const { message } = error as Error;
      complain(message);
      this.#emit('error', { message });
    }
  }

  /** Renders in the target by a second element: a framework can remove the author's element only from where it put it. */
  #standInFor(target: Element): void {
    if (!this.#standIn) this.#stop();
    // Hides the author's fallback content.
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    const other = (this.#standIn ??= document.createElement('caption-wire'));
    other.#open = this.#open;
    // Pages listen on the author's element.
    other.dispatchEvent = (event) => this.dispatchEvent(event);
    other.transport = this.transport;
    for (const name of handedOn) {
      const value = name === 'target' ? '' : this.getAttribute(name);
      if (value === null) other.removeAttribute(name);
      else other.setAttribute(name, value);
    }
    if (!target.contains(other)) target.append(other);
  }

  #manner(): Manner {
    const announce = this.getAttribute('announce');
    return {
      lang: this.lang || document.documentElement.lang,
      announce: announce === 'off' || announce === 'on-demand' ? announce : 'phrases',
    };
  }

  #stop(): void {
    this.#followed = '';
    this.#turn = undefined;
    this.#live?.stop();
    this.#live = undefined;
    this.#standIn?.destroy();
    this.#standIn = undefined;
  }

  #emit<Name extends CaptionWireEventName>(name: Name, detail: CaptionWireEvents[Name]): void {
    this.dispatchEvent(new CustomEvent(`captionwire:${name}`, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'caption-wire': CaptionWireElement;
  }
}
