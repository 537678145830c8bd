// The bar of tools under the panel's head, and the drawer of the one that is open. Buttons are disclosures: what they open
// follows them, Escape closes it and gives the focus back.
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
@media(max-width:40em),(max-height:30em){.bar:has(+.drawer){max-height:min(6.4em,28vh);overflow:hidden auto}}
@media(max-height:30em){.drawer~*{display:none}.drawer~.foot{display:flex}}
`;

/** Apart from the bar, which does not follow what a drawer shows. */
const Drawer = watched(({ draw }: { draw: () => ComponentChildren }) => draw());

export const Bar = watched(({ desk, tools }: { desk: Desk; tools: readonly Tool[] }) => {
  const words = desk.words.value;
  const opened = desk.opened.value;
  const here = tools.filter(({ isHere }) => isHere?.() ?? true);
  const drawer = here.find(({ id }) => id === opened)?.drawer;
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
            // With a drawer open the bar may show less of itself.
            setTimeout(() => currentTarget.scrollIntoView({ block: 'nearest' }));
          }}
        >
          {name(words)}
        </button>,
        note?.(words) && <b key={`${id} note`}>{note(words)}</b>,
      ])}
    </div>,
    drawer && (
      <div class={`drawer ${opened}`} key={opened}>
        <Drawer draw={drawer} />
      </div>
    ),
  ];
});

/** Escape closes the drawer, then the bar; the focus goes to the button that opened it. */
export function closeOnEscape({ root, parts, opened, listen }: Desk): void {
  listen(root, 'keydown', (event) => {
    const { toolsOpen } = parts.state;
    if ((event as KeyboardEvent).key !== 'Escape' || !toolsOpen.peek()) return;
    const closed = opened.peek();
    event.stopPropagation();
    if (closed) opened.value = undefined;
    else toolsOpen.value = false;
    const button = closed ? `[data-tool="${closed}"]` : '.head button';
    root.querySelector<HTMLElement>(button)?.focus();
  });
}
