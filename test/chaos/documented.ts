// Which answers of a relay are documented: every message by its schema, every error by its code, every close code, every
// HTTP answer; and which lines a relay may write to its log. Collects what is not, in words.
import { readFileSync } from 'node:fs';

import { Compile } from 'typebox/compile';

import { closeCodes, errorCodes } from '../../protocol/codes.ts';
import { type ServerMessage, serverMessageSchemas } from '../../protocol/server-messages.ts';
import { refusalReasons } from '../../relay/metrics/refusals.ts';

const validators = new Map(
  Object.entries(serverMessageSchemas).map(([type, schema]) => [type, Compile(schema)] as const),
);
const knownErrors: ReadonlySet<string> = new Set(Object.values(errorCodes));

/** The close codes that PROTOCOL.md lists; those of RFC 6455 that the relay's library uses among them. */
const listed = readFileSync('PROTOCOL.md', 'utf8').matchAll(/^\| `(\d{4})` \|/gm);
const knownCloses: ReadonlySet<number> = new Set([
  ...Object.values(closeCodes),
  ...[...listed].map(([, code]) => Number(code)),
]);

/** What is wrong with a message of the relay; undefined when nothing is. */
export function faultOfMessage(message: ServerMessage): string | undefined {
  if (!validators.get(message.type)?.Check(message)) return `a message by no schema: ${shorten(message)}`;
  if (message.type === 'error' && !knownErrors.has(message.code)) return `an error ${shorten(message)}`;
  if (message.type === 'error' && message.code === errorCodes.storeFailed) return 'a record was not stored';
  if (message.type === 'bye' && !knownCloses.has(message.code)) return `a bye ${shorten(message)}`;
  return undefined;
}

export function faultOfClose(code: number): string | undefined {
  return knownCloses.has(code) ? undefined : `a close with ${code}`;
}

export type HttpAnswer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
};

const goodStatuses: ReadonlySet<number> = new Set([100, 101, 200, 204, 206, 301, 302, 304]);

export function faultOfAnswer(answer: HttpAnswer, hasBody: boolean): string | undefined {
  const { status, headers, body } = answer;
  if (goodStatuses.has(status)) return undefined;
  const said = `${status} ${body.toString().slice(0, 200)}`;
  if (status < 400 || (status >= 500 && status !== 503)) return `an answer ${said}`;
  if (headers.get('content-type') !== 'application/problem+json') return `no problem document: ${said}`;
  if (!hasBody) return undefined;
  try {
    const problem = JSON.parse(body.toString()) as Record<string, unknown>;
    const { code } = problem;
    const fits = problem.status === status && problem.type === `/problems/${String(code)}`;
    const tells = typeof problem.title === 'string' && typeof problem.detail === 'string';
    return fits && tells && knownErrors.has(String(code)) ? undefined : `a problem ${said}`;
  } catch {
    return `a problem that is not JSON: ${said}`;
  }
}

const knownLines: ReadonlySet<string> = new Set([
  'listening',
  'session opened',
  'session put away',
  'presenter joined',
  'presenter left',
  'slow viewer closed',
  'refused',
  'more happens than is logged; /metrics counts all of it',
  'closing',
  'closed',
]);
const infoLevel = 30;
const warnLevel = 40;

/** What is wrong with a line of the relay's log. */
export function faultOfLogLine(line: string): string | undefined {
  if (line === 'Stopping…') return undefined;
  try {
    const { level, msg, reason } = JSON.parse(line) as { level: number; msg: string; reason?: string };
    const isKnown = knownLines.has(msg) && (level === infoLevel || level === warnLevel);
    const why = msg !== 'refused' || (refusalReasons as readonly (string | undefined)[]).includes(reason);
    return isKnown && why ? undefined : line;
  } catch {
    return line;
  }
}

const shorten = (value: unknown): string => JSON.stringify(value).slice(0, 300);
