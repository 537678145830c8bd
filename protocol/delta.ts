// Interim text as a delta: keep the first n code points of the last revision, then add (PROTOCOL.md, "Interim text").
// Code points, so that a cut never halves a character of two code units; equal text gives an empty addition.

export type TextDelta = {
  /** Code points of the previous revision that stay; 0 sends the whole text. */
  readonly keep: number;
  /** What follows them. */
  readonly add: string;
};

/** The delta that turns `previous` into `next`. */
export function textDelta(previous: string, next: string): TextDelta {
  const length = Math.min(previous.length, next.length);
  let same = 0;
  let keep = 0;
  while (same < length) {
    const point = next.codePointAt(same) as number;
    if (previous.codePointAt(same) !== point) break;
    same += point > 0xffff ? 2 : 1;
    keep++;
  }
  return { keep, add: next.slice(same) };
}

/** The next revision, or undefined when `previous` is shorter than the delta needs. */
export function applyDelta(previous: string, delta: TextDelta): string | undefined {
  let units = 0;
  for (let points = 0; points < delta.keep; points++) {
    if (units >= previous.length) return undefined;
    units += (previous.codePointAt(units) as number) > 0xffff ? 2 : 1;
  }
  return previous.slice(0, units) + delta.add;
}
