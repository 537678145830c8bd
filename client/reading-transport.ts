// How a viewer reads: by WebSocket, and by Server-Sent Events where that does not get through. The second is a room of
// its own that is loaded when it is needed, because most never need it.
import type { Transport } from './transport.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

/** So many lines in a row that ended before they brought anything mean that WebSocket is blocked here. */
const patience = 3;

export function createReadingTransport(webSocket: Transport = createWebSocketTransport()): Transport {
  let failures = 0;
  let fallback: Transport | undefined;

  async function fallBack(): Promise<void> {
    try {
      const { createEventsTransport } = await import('./events-transport.ts');
      fallback = createEventsTransport(webSocket, () => {
        fallback = undefined;
      });
    } catch {
      // The relay is away altogether; WebSocket goes on being tried.
    }
  }

  return (target, handlers) => {
    if (fallback) return fallback(target, handlers);
    failures++;
    return webSocket(target, {
      ...handlers,
      onFrame(text) {
        failures = 0;
        handlers.onFrame(text);
      },
      onClose(code, reason) {
        if (failures >= patience) void fallBack();
        handlers.onClose(code, reason);
      },
    });
  };
}
