// Reads a socket's messages one by one and no faster than it is told to. While it waits nothing is read from the
// network, so what comes meanwhile waits in the kernel; what came in the same chunk waits here, which bounds it.
import type { RawData, WebSocket } from 'ws';

export type PacedReader = {
  /** Begins to read; before that everything waits. */
  start(): void;
};

/**
 * @param read takes one message; returns the milliseconds to wait before the next, 0 for none.
 * @param onPaced a wait began.
 */
export function createReader(
  socket: WebSocket,
  read: (data: RawData, isBinary: boolean) => number,
  onPaced: () => void,
): PacedReader {
  const held: [data: RawData, isBinary: boolean][] = [];
  let waiting = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes what is held, as far as it may. */
  function go(): void {
    waiting = false;
    for (;;) {
      const next = held.shift();
      if (!next) return socket.resume();
      const waitMs = read(...next);
      if (waitMs > 0) return pauseFor(waitMs);
    }
  }
  function pauseFor(waitMs: number): void {
    onPaced();
    waiting = true;
    socket.pause();
    timer = setTimeout(go, waitMs);
  }

  socket.on('message', (data, isBinary) => {
    if (waiting) return void held.push([data, isBinary]);
    const waitMs = read(data, isBinary);
    if (waitMs > 0) pauseFor(waitMs);
  });
  socket.on('close', () => clearTimeout(timer));
  socket.pause();
  return { start: go };
}
