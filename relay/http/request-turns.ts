// Requests that a client sends one behind the other without waiting for answers (pipelining; RFC 9112, 9.3.2). Each begins when
// the answer before it has gone out: an answer that waits for the connection holds a file, a place or a reader of the log, and
// Node tells nobody when the client leaves before the answer had its turn.
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import { relayLimits } from '../../protocol/limits.ts';

export type RequestTurns = {
  /**
   * Calls `begin` when it is this request's turn; never, when the connection is gone by then.
   * @param response the answer to this request; none where the connection is handed over to something else.
   * @returns false for one too many behind the first: nothing will be called.
   */
  enter(socket: Duplex, begin: () => void, response?: ServerResponse): boolean;
  /**
   * Ends a connection on which something came that cannot be read.
   * @param answer says so; called where it does not get into the middle of another answer, else the connection is cut.
   */
  fail(socket: Duplex, answer: () => void): void;
};

/** `isOver` while the connection is to be handed over, or ended, after the last answer. */
type Line = { last: ServerResponse | undefined; waiting: number; isOver: boolean };

export function createRequestTurns(): RequestTurns {
  const lines = new WeakMap<Duplex, Line>();

  const turns: RequestTurns = {
    enter(socket, begin, response) {
      const line = lines.get(socket) ?? { last: undefined, waiting: 0, isOver: false };
      lines.set(socket, line);
      const before = line.last;
      // Nothing that comes behind has a turn.
      if (line.isOver) return true;
      if (line.waiting >= relayLimits.pipelinedRequests) return false;
      if (response) line.last = response;
      if (!before || before.closed) {
        begin();
        return true;
      }
      line.waiting++;
      // Node stops telling the answer that there is room again once the connection is to be handed over.
      const wake = () => before.emit('drain');
      if (!response) socket.on('drain', wake);
      line.isOver = !response;
      // Node never closes an answer that had not begun when the connection went. The requests behind it are forgotten with it.
      before.once('close', () => {
        socket.off('drain', wake);
        if (!response) line.isOver = false;
        line.waiting--;
        if (!socket.destroyed) begin();
      });
      return true;
    },
    fail(socket, answer) {
      const last = lines.get(socket)?.last;
      // The unreadable bytes are the rest of that request, so no handler answers it.
      if (last && !last.closed && !last.req.complete) {
        if (last.socket && !last.headersSent) answer();
        else socket.destroy();
      } else if (!turns.enter(socket, answer)) socket.destroy();
    },
  };
  return turns;
}
