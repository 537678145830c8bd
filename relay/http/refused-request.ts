// A request that never reached a route: no HTTP, headers too large, or too slow in coming (slow-header attacks).
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

import { errorCodes } from '../../protocol/codes.ts';
import type { Watch } from '../metrics/watch.ts';
import { endWithProblem, type Problem } from './problems.ts';
import type { RequestTurns } from './request-turns.ts';

const tooSlow: Problem = {
  status: 408,
  code: errorCodes.tooSlow,
  detail: 'the request was not there in time',
};
const tooLarge: Problem = { status: 431, code: errorCodes.invalid, detail: 'the headers are too large' };
const noHttp: Problem = {
  status: 400,
  code: errorCodes.invalid,
  detail: 'this is not a request of HTTP/1.1',
};

const problems: Record<string, Problem> = {
  ERR_HTTP_REQUEST_TIMEOUT: tooSlow,
  HPE_HEADER_OVERFLOW: tooLarge,
};

const unexpected: Problem = {
  status: 417,
  code: errorCodes.invalid,
  detail: 'expect nothing but 100-continue',
};

/** Answers an `Expect` of anything but 100-continue (RFC 9110, 10.1.1); Node would do so without a word. */
export function refuseExpectation({ socket }: IncomingMessage, watch: Watch): void {
  watch.refused({ reason: 'request', code: unexpected.code, address: socket.remoteAddress });
  endWithProblem(socket, unexpected);
}

/** Answers what Node's server reports as `clientError`. A peer that is gone is nobody's mistake. */
export function refuseRequest(
  error: NodeJS.ErrnoException,
  socket: Socket,
  { turns, watch }: { readonly turns: RequestTurns; readonly watch: Watch },
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return void socket.destroy();
  // It has its answer; the parser stumbles over all that comes behind.
  if (socket.writableEnded) return;
  const problem = problems[error.code ?? ''] ?? noHttp;
  watch.refused({ reason: 'request', code: problem.code, address: socket.remoteAddress });
  turns.fail(socket, () => endWithProblem(socket, problem));
}
