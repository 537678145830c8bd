// Errors over HTTP as problem documents (RFC 9457). `type` is relative: PROTOCOL.md lists each code.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import type { FastifyReply } from 'fastify';

import type { ErrorCode } from '../../protocol/codes.ts';
import { relayTiming } from '../../protocol/limits.ts';

export type Problem = {
  readonly status: number;
  readonly code: ErrorCode;
  /** One sentence: what was wrong and what to do. */
  readonly detail: string;
  /** The limit that was reached, with `too-many`. */
  readonly limit?: string | undefined;
  /** Seconds after which the same request may succeed (RFC 9110, 10.2.3). */
  readonly retryAfterS?: number | undefined;
};

/** Thrown where an answer cannot be given: the app's error handler sends it. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export const problemError = (status: number, code: ErrorCode, detail: string): ProblemError =>
  new ProblemError({ status, code, detail });

/** The document's members. */
function problemBody({ status, code, detail, limit }: Problem) {
  const title = STATUS_CODES[status] ?? 'Error';
  return { type: `/problems/${code}`, title, status, code, detail, ...(limit ? { limit } : {}) };
}

/** Sends an error as a problem document. */
export function sendProblem(reply: FastifyReply, problem: Problem) {
  if (problem.retryAfterS !== undefined) void reply.header('retry-after', problem.retryAfterS);
  // As bytes, because the media type has no charset parameter and Fastify would add one to text.
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problemBody(problem))));
}

/** Answers by hand, where no route can: the document goes onto the socket, and the socket is closed. */
export function endWithProblem(socket: Duplex, problem: Problem): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = problemBody(problem);
  const text = JSON.stringify(body);
  // What still comes is dropped: destroyed with data unread, the socket would take the answer along (RFC 9112, 9.6). A peer that
  // does not close its side must not keep it.
  socket.once('finish', () => {
    const linger = setTimeout(() => socket.destroy(), relayTiming.refusedLingerMs);
    socket.once('close', () => clearTimeout(linger));
    socket.once('end', () => socket.destroy());
    socket.resume();
  });
  socket.end(
    `HTTP/1.1 ${problem.status} ${body.title}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
