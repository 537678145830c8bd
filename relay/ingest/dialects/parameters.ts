// What stands in a captioning tool's URL. Tools add parameters of their own, which mean nothing here; one that is needed
// must be there once. What a missing or wrong one is answered with is each dialect's own.
import { errorCodes } from '../../../protocol/codes.ts';
import { type Problem, ProblemError } from '../../http/problems.ts';

export type Parameters = {
  /** A parameter's text; undefined where it is not there, or empty. @throws ProblemError when it is there twice. */
  find(name: string): string | undefined;
  /** @throws ProblemError when it is not there. */
  need(name: string): string;
  /** The tool's own number of a request, from 0. @throws ProblemError when it is none. */
  number(name: string): number;
};

/** Who sends, and which of its requests this is. */
export type Address = {
  readonly token: string;
  /** The session that the URL names, where it names one: it must be the token's. */
  readonly session?: string | undefined;
  readonly seq?: number | undefined;
  /** The language of what is said. */
  readonly lang?: string | undefined;
};

/** Numbers that stay integers when one is added. */
const largestNumber = Number.MAX_SAFE_INTEGER - 1;

/** @param status what a parameter that is missing or wrong is answered with. */
export function readParameters(
  query: Readonly<Record<string, unknown>>,
  status: Problem['status'],
): Parameters {
  const wrong = (detail: string) => new ProblemError({ status, code: errorCodes.invalid, detail });
  const find = (name: string) => {
    const value = query[name];
    if (value !== undefined && typeof value !== 'string') throw wrong(`${name} is there twice`);
    return value || undefined;
  };
  const need = (name: string) => {
    const value = find(name);
    if (value === undefined) throw wrong(`${name} is missing`);
    return value;
  };
  return {
    find,
    need,
    number(name) {
      const value = need(name);
      const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
      if (number <= largestNumber) return number;
      throw wrong(`${name} must be an integer from 0 to ${largestNumber}`);
    },
  };
}
