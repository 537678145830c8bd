// Looks again and again whether a WebSocket gets through, while something else carries the session.
import type { Transport, TransportLine, TransportTarget } from './transport.ts';

/**
 * Tries after `firstMs` (from half of it to all of it), then every `everyMs`.
 * @param onThrough a line brought its first frame; it has been closed again.
 * @returns how to stop.
 */
export function watchWayBack(
  webSocket: Transport,
  target: TransportTarget,
  { firstMs, everyMs }: { readonly firstMs: number; readonly everyMs: number },
  onThrough: () => void,
): () => void {
  let line: TransportLine | undefined;
  let timer = setTimeout(look, firstMs * (0.5 + Math.random() / 2));

  function look(): void {
    const opened = webSocket(target, {
      onOpen() {},
      onFrame() {
        if (line !== opened) return;
        stop();
        onThrough();
      },
      onClose() {
        if (line !== opened) return;
        line = undefined;
        timer = setTimeout(look, everyMs);
      },
    });
    line = opened;
  }
  function stop(): void {
    clearTimeout(timer);
    const trying = line;
    line = undefined;
    trying?.close(1000, '');
  }
  return stop;
}
