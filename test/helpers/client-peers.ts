// Our own client in Node, over real sockets that a test can break, closed when the test ends.
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import {
  createPresenter,
  createViewer,
  createWebSocketTransport,
  type Presenter,
  type PresenterOptions,
  type Viewer,
  type ViewerOptions,
  type WebSocketClass,
} from '../../client/index.ts';

/** A transport over `ws` whose connections can be cut. */
export function breakableTransport() {
  const sockets: WebSocket[] = [];
  class Recorded extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  }
  return {
    transport: createWebSocketTransport(Recorded as unknown as WebSocketClass),
    /** Every connection that was tried, oldest first. */
    sockets,
    /** Breaks the newest connection without a word. */
    cut: () => sockets.at(-1)?.terminate(),
  };
}

export function startViewer(options: ViewerOptions): Viewer & { cut(): void } {
  const { transport, cut } = breakableTransport();
  const viewer = createViewer({ transport, ...options });
  onTestFinished(viewer.close);
  return { ...viewer, cut };
}

export function startPresenter(options: PresenterOptions): Presenter & { cut(): void } {
  const { transport, cut } = breakableTransport();
  const presenter = createPresenter({ transport, ...options });
  onTestFinished(presenter.close);
  return { ...presenter, cut };
}
