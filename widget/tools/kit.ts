// What the script hands over, for the modules here to import as if it were theirs. Invariant: filled before anything is
// rendered; nothing of it may be called while modules load.
import type { ComponentChildren, ComponentType, RenderableProps } from 'preact';

import type { Kit } from '../on-demand.ts';

/** Each element in these modules becomes a call of it: vite.config.ts. @public */
export let h: Kit['h'];
export let render: Kit['render'];
export let signal: Kit['signal'];
export let watch: Kit['watch'];
export let spokenLine: Kit['spokenLine'];
export let languageAttributes: Kit['languageAttributes'];
export let Panel: Kit['Panel'];
export let styles: Kit['styles'];
export let addSheet: Kit['addSheet'];
let watchedOfKit: Kit['watched'];

export function fill(kit: Kit): void {
  ({
    h,
    render,
    signal,
    watch,
    spokenLine,
    languageAttributes,
    Panel,
    styles,
    addSheet,
    watched: watchedOfKit,
  } = kit);
}

/** As `watched` of ../watch.ts, made when it is first rendered. */
export function watched<Props>(
  view: (props: RenderableProps<Props>) => ComponentChildren,
): ComponentType<Props> {
  let made: ComponentType<Props> | undefined;
  return (props) => {
    made ??= watchedOfKit(view) as ComponentType<Props>;
    return h(made as ComponentType<object>, props as object);
  };
}
