// The bar of tools under the panel's head, and the drawer of the one that is open. Buttons are disclosures: what they open
// follows them, Escape closes it and gives the focus back. In a small window the drawer replaces the bar, under a button
// that leads back to it, and in a low one it lies beside the captions, so that two rows of captions always stay in sight.
import type { ComponentChildren } from 'preact';

import type { Desk, Tool } from './desk.ts';
import { watched } from './kit.ts';

export const barStyles = `
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:0 4px;flex:0 1 auto;min-height:44px;overflow:hidden auto;padding:0 8px}
.bar>*{flex:none}
:is([aria-expanded=true],[aria-pressed=true]){text-decoration:underline .2em var(--hue);text-underline-offset:.4em}
.drawer{flex:0 99 auto;min-height:0;overflow:auto;overscroll-behavior:contain;border-block:1px solid var(--rim);padding:8px 16px}
.feedback,.move,.move div{display:flex;flex-wrap:wrap;gap:8px}
:is(.feedback,.move,.choice,.reply) button{border:1px solid var(--rim)}
.open:has(.bar){max-height:min(85vh,100dvh - 16px)}
:host([target]) .open:has(.drawer){min-height:min(36em,85vh)}
:host([target]) .open:has(.bar):not(:has(.drawer)){height:auto;min-height:var(--captionwire-height,calc(50px + 1.75em + var(--lines)))}
:host([target]) .open:has(.bar)>.stage{flex:1 0 min(var(--lines),40vh)}
.drawer~.status{flex:none}
.open>.drawer~.stage:has(.empty){min-height:1.875em}
.back{display:none}
[dir=rtl] .back span{scale:-1 1}
@media(max-width:40em),(max-height:30em){
.bar:has(~.drawer),.open:has(.drawer)>.head>:not(.toggle){display:none}
.open:has(.drawer)>.head{position:absolute;inset-block-start:0;inset-inline-end:0}
.back{display:inline-flex;flex:none;justify-content:start;align-self:start;margin:4px 4px 0;margin-inline-end:min(9em,40%);white-space:normal;line-height:1.3}
}
@media(max-height:30em){
.open:has(.bar){max-height:calc(100dvh - 16px)}
.bar button{padding:0 8px}
}
@media(max-height:30em) and (min-width:35em){
.open:has(.drawer){display:grid;grid-template:auto auto minmax(0,1fr) auto/minmax(0,3fr) minmax(0,2fr)}
:host(:not([target])) .open:has(.drawer){min-width:min(60em,100vw - 32px)}
.drawer{grid-area:2/1/5/2;border-block-end:0;border-inline-end:1px solid var(--rim)}
.drawer~*{grid-column:2}
.drawer~.status{grid-row:2}
.drawer~.stage{grid-row:3}
.drawer~.foot{grid-row:4}
}
`;

/** Apart from the bar, which does not follow what a drawer shows. */
const Drawer = watched(({ draw }: { draw: () => ComponentChildren }) => draw());

/** Gives the focus to the first of these that is shown, once the panel is as it will be. */
const focusSoon = ({ root }: Desk, ...selectors: readonly string[]) =>
  queueMicrotask(() => {
    const shown = selectors.map((one) => root.querySelector<HTMLElement>(one));
    shown.find((one) => one?.getClientRects()[0])?.focus();
  });

/** Closes the drawer; the focus goes to the button that opened it. */
function closeDrawer(desk: Desk): void {
  const closed = desk.opened.peek();
  desk.opened.value = undefined;
  focusSoon(desk, `[data-tool="${closed}"]`, '.head button');
}

export const Bar = watched(({ desk, tools }: { desk: Desk; tools: readonly Tool[] }) => {
  const words = desk.words.value;
  const opened = desk.opened.value;
  const here = tools.filter(({ isHere }) => isHere?.() ?? true);
  const open = here.find(({ id, drawer }) => drawer && id === opened);
  return [
    <div class="bar" key="bar">
      {here.map(({ id, name, note, drawer: has, press, isOn }) => [
        <button
          key={id}
          data-tool={id}
          aria-expanded={has && id === opened}
          aria-pressed={isOn?.()}
          onClick={({ currentTarget }) => {
            press?.();
            if (has) desk.opened.value = id === opened ? undefined : id;
            setTimeout(() => {
              // In a small window the drawer takes the place of the bar, and of the focus unless it has put it somewhere itself.
              if (!desk.root.activeElement?.closest('.drawer'))
                focusSoon(desk, '.back', `[data-tool="${id}"]`);
              // With a drawer open the bar may show less of itself.
              currentTarget.scrollIntoView({ block: 'nearest' });
            });
          }}
        >
          {name(words)}
        </button>,
        note?.(words) && <b key={`${id} note`}>{note(words)}</b>,
      ])}
    </div>,
    open && (
      <button
        class="back"
        key="back"
        aria-label={`${words.back}: ${open.name(words)}`}
        onClick={() => closeDrawer(desk)}
      >
        <span aria-hidden="true">←</span>
        {open.name(words)}
      </button>
    ),
    open?.drawer && (
      <div class={`drawer ${opened}`} key={opened}>
        <Drawer draw={open.drawer} />
      </div>
    ),
  ];
});

/** Escape closes the drawer, then the bar; the focus goes to the button that opened it. */
export function closeOnEscape(desk: Desk): void {
  const { root, parts, opened, listen } = desk;
  listen(root, 'keydown', (event) => {
    const { toolsOpen } = parts.state;
    if ((event as KeyboardEvent).key !== 'Escape' || !toolsOpen.peek()) return;
    event.stopPropagation();
    if (opened.peek()) return closeDrawer(desk);
    toolsOpen.value = false;
    focusSoon(desk, '.head button');
  });
}
