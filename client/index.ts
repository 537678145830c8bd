// What `captionwire/client` gives: a session without any drawing, for pages and for Node.
export { newId } from './new-id.ts';
export { createPresenter } from './presenter.ts';
export type { FloorChange, Presenter, PresenterOptions, TeamMessage } from './presenter.ts';
export { createPoster, PostError } from './poster.ts';
export type { Poster, PosterOptions } from './poster.ts';
export type { Publication } from './outbox.ts';
export type { KeptRecord, LeftOutbox, OutboxKeeper } from './outbox-keeper.ts';
export type { Voice } from './outgoing-interims.ts';
export { createViewer } from './viewer.ts';
export type { Viewer, ViewerOptions } from './viewer.ts';
export type { ConnectionState } from './connection.ts';
export type { SessionView, ViewChange } from './follow.ts';
export type { InterimText, InterimTexts } from './interim-texts.ts';
export { createWebSocketTransport } from './websocket-transport.ts';
export type { WebSocketClass } from './websocket-transport.ts';
export type { Transport, TransportHandlers, TransportLine, TransportTarget } from './transport.ts';
