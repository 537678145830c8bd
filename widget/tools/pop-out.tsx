// The panel in a window of its own, above all others where the browser can (Document Picture-in-Picture). The regions that
// announce stay in the page, and so do the tools: their button there brings the page to the front. Until the panel is back, the page
// says where it is.
import type { Desk, Tool } from './desk.ts';
import { Panel, render, signal, watch, watched } from './kit.ts';

type Pip = { requestWindow(options: { width: number; height: number }): Promise<Window> };
type OwnWindow = Window & typeof globalThis;

const width = 480;
const height = 300;
/** What a page themes the panel with: another window inherits none of it. */
const themed = ['background', 'text', 'accent', 'font', 'size', 'lines'];

export const popOutStyles = `
.apart{display:flex;flex-wrap:wrap;align-items:center;justify-content:center;gap:8px;padding:8px 16px;background:var(--bg);border:1px solid var(--rim);border-radius:14px;pointer-events:auto}
div:has(~div>.apart)>section:not(.open){display:none}
:host([target]) .apart{min-height:var(--captionwire-height,0)}
`;

async function openWindow(): Promise<Window | null> {
  const { documentPictureInPicture: pip } = window as { documentPictureInPicture?: Pip };
  try {
    if (pip) return await pip.requestWindow({ width, height });
  } catch {
    // In a frame there is none; an ordinary window does as well.
  }
  return open('', '', `popup,width=${width},height=${height}`);
}

export function createPopOutTool({
  parts,
  root,
  words,
  say,
  preferences,
  isElsewhere,
  follow,
  listen,
  onStop,
}: Desk): Tool {
  const { element, state, session } = parts;
  const own = signal<{ there: OwnWindow; shadow: ShadowRoot } | undefined>(undefined);
  const close = () => own.peek()?.there.close();

  /** In the place of the panel, unless that is shown as well. */
  const Apart = watched(() => {
    const { lang, dir, words: captionWords } = state.tongue.value;
    if (!isElsewhere.value || parts.open.value) return null;
    return (
      <section class="apart" aria-label={captionWords.captions} lang={lang} dir={dir}>
        <span>{words.value.inOwnWindow}</span>
        <button onClick={close}>{words.value.bringBack}</button>
      </section>
    );
  });
  const apart = root.appendChild(document.createElement('div'));
  render(<Apart />, apart);

  async function popOut(): Promise<void> {
    const there = (await openWindow()) as OwnWindow | null;
    if (!there) return say(words.peek().noWindow);
    const { document: page } = there;
    page.title = `${state.tongue.peek().words.captions} · ${session}`;
    page.body.style.margin = '0';
    // As in a box of a page, which is the whole window.
    const host = page.createElement('main');
    host.setAttribute('target', '');
    host.setAttribute('theme', element.getAttribute('theme') ?? '');
    const look = getComputedStyle(element);
    const theme = (name: string, value: string) => host.style.setProperty(`--captionwire-${name}`, value);
    for (const name of themed) theme(name, look.getPropertyValue(`--captionwire-${name}`));
    theme('height', '100dvh');
    page.body.replaceChildren(host);
    const shadow = host.attachShadow({ mode: 'open' });
    const mount = page.createElement('div');
    shadow.append(mount);

    const shown = signal(true);
    // To hide it there is to have it back here.
    watch(() => shown.value, close);
    render(
      <Panel
        state={{ ...state, tools: signal(null) }}
        open={shown}
        onTools={() => {
          parts.open.value = state.toolsOpen.value = true;
          focus();
        }}
      />,
      mount,
    );
    isElsewhere.value = true;
    const hadFocus = !!root.activeElement;
    parts.open.value = false;
    // What had the focus goes away; the button that brings the panel back stays.
    if (hadFocus) queueMicrotask(() => apart.querySelector('button')?.focus());
    own.value = { there, shadow };
    there.addEventListener('pagehide', () => {
      render(null, mount);
      const heldFocus = apart.contains(root.activeElement);
      own.value = undefined;
      parts.open.value = true;
      isElsewhere.value = false;
      if (heldFocus) queueMicrotask(() => root.querySelector<HTMLElement>('.head button')?.focus());
    });
  }

  /** The other window is dressed as this one is. */
  follow(() => {
    const { lang, dir } = state.tongue.value;
    const window_ = own.value;
    if (!preferences.now.value || !window_) return;
    const { there, shadow } = window_;
    Object.assign(there.document.documentElement, { lang, dir });
    // After this one's sheets are written.
    queueMicrotask(() => {
      shadow.adoptedStyleSheets = root.adoptedStyleSheets.map(({ cssRules }) => {
        const sheet = new there.CSSStyleSheet();
        sheet.replaceSync([...cssRules].map(({ cssText }) => cssText).join(''));
        return sheet;
      });
    });
  });
  listen(window, 'pagehide', close);
  onStop(() => {
    void close();
    render(null, apart);
    apart.remove();
  });

  return {
    id: 'pop-out',
    name: ({ popOut: name }) => name,
    // A browser that constructs no style sheets could not dress it.
    isHere: () => !root.querySelector('style'),
    isOn: () => !!own.value,
    press: () => void (own.peek() ? close() : popOut()),
  };
}
