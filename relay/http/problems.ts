// Errors over HTTP as problem documents (RFC 9457). `type` is relative: PROTOCOL.md lists each code.
import { STATUS_CODES } from 'node:http';

import type { FastifyReply } from 'fastify';

import type { ErrorCode } from '../../protocol/codes.ts';

export type Problem = {
  readonly status: number;
  readonly code: ErrorCode;
  /** One sentence: what was wrong and what to do. */
  readonly detail: string;
};

/** The document's members. */
function problemBody({ status, code, detail }: Problem) {
  return { type: `/problems/${code}`, title: STATUS_CODES[status] ?? 'Error', status, code, detail };
}

/** For answers that are written by hand: the status line's end, and the document as text. */
export function problemText(problem: Problem): { statusLine: string; body: string } {
  const body = problemBody(problem);
  return { statusLine: `${problem.status} ${body.title}`, body: JSON.stringify(body) };
}

/** Sends an error as a problem document. */
export function sendProblem(reply: FastifyReply, status: number, code: ErrorCode, detail: string) {
  // As bytes, because the media type has no charset parameter and Fastify would add one to text.
  return reply
    .code(status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problemBody({ status, code, detail }))));
}
