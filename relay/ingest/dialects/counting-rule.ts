// Tools that number their requests. The rule, for all dialects alike: a number above the last one is new. One that was there
// before is a repeat where its words are those that came with it; with other words the tool was started again, and counts anew.
// One that was not there, a little below the last, was overtaken on its way.
import { fingerprintOf } from '../publisher-ids.ts';

/** Numbers of which the words are remembered: more than a tool sends again. */
const remembered = 50;
/** So far below the last number may one be that was overtaken: more than a page has under way at once. */
const mostOvertaken = 8;

/** What is remembered of a count. */
export type Count = {
  readonly seq: number;
  /** Number and fingerprint of its last requests, the newest last. */
  readonly recent: readonly (readonly [seq: number, fingerprint: number])[];
};

export type Counted = { readonly count: Count; readonly isLate: boolean };

/**
 * @param words without times: a tool that sends a caption again may write the time anew
 * @returns undefined for a repeat
 */
export function countRequest(count: Count | undefined, seq: number, words: string): Counted | undefined {
  const { seq: last, recent } = count ?? { seq: -1, recent: [] };
  const known = recent.find(([number]) => number === seq);
  const own = [seq, fingerprintOf('', words)] as const;
  const withOwn = (before: Count['recent']) => [...before, own].slice(-remembered);
  if (seq > last) return { count: { seq, recent: withOwn(recent) }, isLate: false };
  if (known?.[1] === own[1]) return undefined;
  const isLate = known === undefined && last - seq <= mostOvertaken;
  return { count: isLate ? { seq: last, recent: withOwn(recent) } : { seq, recent: [own] }, isLate };
}
