// What `captionwire` gives to a page's own scripts: `mount`, and the types of the element and its events.
export type { CaptionWireElement } from './element.ts';
export type { CaptionWireEventName, CaptionWireEvents, LineDetail } from './events.ts';
export type { Announce } from './on-demand.ts';
export { mount } from './mount.ts';
export type { Mounted, MountOptions } from './mount.ts';
