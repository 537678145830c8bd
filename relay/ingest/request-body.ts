// The body of a posted request as text: UTF-8 whatever its headers say, never form-decoded, because what tools send under
// any content type are captions.
import type { FastifyInstance } from 'fastify';

import { errorCodes } from '../../protocol/codes.ts';
import { relayLimits } from '../../protocol/limits.ts';
import { ProblemError } from '../http/problems.ts';

/** Lets the routes of this scope read any body, up to relayLimits.postBytes. */
export function readBodiesAsBytes(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: relayLimits.postBytes },
    (_request, body, done) => done(null, body),
  );
}

/** @throws ProblemError 400 `malformed` when the bytes are no UTF-8. */
export function textOf(body: unknown): string {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw malformed('the body is not UTF-8');
  }
}

/** @throws ProblemError 400 `malformed` when the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('the body is not JSON');
  }
}

const malformed = (detail: string) => new ProblemError({ status: 400, code: errorCodes.malformed, detail });

/** What ends a line in a body of plain text. */
export const lineEnd = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;

/** What is said in a body of plain text: each line that has words. */
export function linesOf(text: string): string[] {
  return text
    .split(lineEnd)
    .map((line) => line.trim())
    .filter(Boolean);
}
