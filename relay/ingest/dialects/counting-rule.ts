// Counting the requests of tools that number them. One rule for all dialects: a number above the last one is new. A number that was
// there before is a repeat if it comes with the same words; with other words the tool was restarted, and a new count begins. An
// unknown number a little below the last one is late: another request overtook it.
import { fingerprintOf } from '../publisher-ids.ts';

/** The relay remembers the words of so many numbers; tools retry fewer. */
const remembered = 50;
/** A late number is at most so far below the last one; a page has fewer requests in flight. */
const mostOvertaken = 8;

/** The state of one count. */
export type Count = {
  readonly seq: number;
  /** Number and fingerprint of the last requests, newest last. */
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
