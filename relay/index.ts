// What `captionwire/relay` gives: a relay to run inside a Node process of your own.
export { createRelay } from './relay.ts';
export type { Invitation, Relay } from './relay.ts';
export type { RelayOptions } from './options.ts';
