// `createViewer`: everything a page needs to show a session, without drawing anything.
import { isSessionName, sessionNameRule } from '../protocol/session-name.ts';
import type { ServerMessage } from '../protocol/server-messages.ts';
import { type Connection, type ConnectionState, createConnection } from './connection.ts';
import { createFollow, type SessionView, type ViewChange } from './follow.ts';
import type { Transport } from './transport.ts';
import { watchBrowserWake } from './wake.ts';
import { createReadingTransport } from './reading-transport.ts';

export type ViewerOptions = {
  /** The relay's URL, `https://captions.example.org`. */
  readonly relay: string;
  readonly session: string;
  /** Needed for private sessions and for presenters. A function is asked at each try. */
  readonly token?: string | (() => string | undefined);
  /** Tracks to be sent; `['main']` when undefined. */
  readonly tracks?: readonly string[];
  /** By default WebSocket, and Server-Sent Events where that does not get through. */
  readonly transport?: Transport;
  /** Called for each change in order, after the view has it. */
  readonly onChange?: (change: ViewChange, view: SessionView) => void;
  readonly onConnection?: (state: ConnectionState) => void;
  /** Every message as it came, after it was applied; for those who draw more than the view. */
  readonly onMessage?: (message: ServerMessage) => void;
};

export type Viewer = {
  view(): SessionView;
  connection(): ConnectionState;
  /** Sends a frame if live; says whether it did. */
  send(text: string): boolean;
  bufferedBytes(): number;
  /** Ends the connection; the view stays as it is. */
  close(): void;
  /** Connects again after the connection has ended, and goes on from where the view stands. */
  restart(): void;
};

/**
 * Follows a session: connects, resumes after every loss, and reports each change once and in order.
 * @throws TypeError when the session's name or the relay's URL is not one.
 * @example
 * const viewer = createViewer({ relay, session: 'talk', onChange(change, view) { draw(view); } });
 */
export function createViewer(options: ViewerOptions): Viewer {
  const { relay, session, token, tracks } = options;
  if (!isSessionName(session)) throw new TypeError(`session "${session}": ${sessionNameRule}`);
  if (!/^https?:\/\/[^/]/.test(relay)) {
    throw new TypeError(`relay "${relay}": give its URL, https://…`);
  }

  const follow = createFollow({
    onChange: (change, view) => options.onChange?.(change, view),
    onGap: (reason) => connection.resync(reason),
  });
  const connection: Connection = createConnection({
    transport: options.transport ?? createReadingTransport(),
    target: () => ({
      relay,
      session,
      token: typeof token === 'function' ? token() : token,
      tracks,
      cursor: follow.cursor(),
    }),
    onState: (state) => options.onConnection?.(state),
    onMessage(message) {
      follow.receive(message);
      options.onMessage?.(message);
    },
    watchWake: watchBrowserWake,
  });

  return {
    // As they are: what is only for the inside is not in the type.
    ...connection,
    view: follow.view,
    connection: connection.state,
  };
}
