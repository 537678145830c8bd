// A presenter in Node: the client over the `ws` package (Node 20 has no WebSocket of its own), with the ends of a
// connection turned into errors that say what to do.
import { WebSocket } from 'ws';

import {
  createPresenter,
  type ConnectionState,
  createWebSocketTransport,
  type Presenter,
  type Publication,
  type WebSocketClass,
} from '../client/index.ts';
import { CommandError } from './exit.ts';

export type NodePresenterOptions = {
  readonly relay: string;
  readonly session: string;
  /** A function is asked again before the token in use runs out. */
  readonly token: string | (() => string);
  readonly onPublication?: (publication: Publication) => void;
  readonly onConnection?: (state: ConnectionState) => void;
};

export type NodePresenter = {
  readonly presenter: Presenter;
  /** Rejects with a CommandError when the relay sends this presenter away for good. */
  readonly failed: Promise<never>;
};

/** How long the first connection may take. */
const connectLimitMs = 10_000;

/** Connects; resolves when words can be sent and the relay's clock is known. @throws CommandError when the relay cannot be reached or refuses. */
export async function connectPresenter(options: NodePresenterOptions): Promise<NodePresenter> {
  const { relay, session } = options;
  let presenter: Presenter | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;
  let fail: (error: CommandError) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const ready = new Promise<void>((resolve) => {
    const due = new Set(['welcome', 'clock']);
    presenter = createPresenter({
      ...options,
      transport: createWebSocketTransport(WebSocket as unknown as WebSocketClass),
      onMessage({ type }) {
        due.delete(type);
        if (due.size === 0) resolve();
      },
      onConnection(state) {
        options.onConnection?.(state);
        if (state.phase === 'closed' && state.code !== 1000) {
          fail(new CommandError(`the relay refused: ${state.reason || `code ${state.code}`}`));
        }
      },
    });
    limit = setTimeout(() => {
      const what = `cannot reach the relay at ${relay} (session ${session})`;
      fail(new CommandError(`${what}; start it with "captionwire serve", or name it with --relay`));
    }, connectLimitMs);
  });
  try {
    await Promise.race([ready, failed]);
  } catch (error) {
    presenter?.close();
    throw error;
  } finally {
    clearTimeout(limit);
  }
  // Whoever is interested races against it; nobody being interested is no error of its own.
  failed.catch(() => {});
  return { presenter: presenter as Presenter, failed };
}
