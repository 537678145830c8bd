// The row with a cue's times: as WebVTT has it (W3C WebVTT, 6.3 and 4.1.1), and as files in the field have it besides.

export type CueTimes = {
  readonly startMs: number;
  readonly endMs: number;
  /** What stands behind the times: settings, or words. */
  readonly rest: string;
};

const msOf = (hours: string | undefined, minutes: string, seconds: string, ms: number) =>
  (Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + ms;

const strictTime = String.raw`(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})(?!\d)`;
const strictRow = new RegExp(String.raw`^[ \t\f]*${strictTime}[ \t\f]*-->[ \t\f]*${strictTime}(.*)$`);

/** Reads a row of times by the rules of WebVTT; undefined where a browser would not read it. */
export function readStrictTimes(row: string): CueTimes | undefined {
  const found = strictRow.exec(row);
  if (!found) return undefined;
  const [, h1, m1 = '', s1 = '', f1, h2, m2 = '', s2 = '', f2, rest = ''] = found;
  if ([m1, s1, m2, s2].some((value) => Number(value) > 59)) return undefined;
  return { startMs: msOf(h1, m1, s1, Number(f1)), endMs: msOf(h2, m2, s2, Number(f2)), rest };
}

// `1:2:3,4`, `00: 00: 01,000`, `00:01.5`, `00:00:59:999`, `00:00:60,000`. Hours or a fraction tell times from the clock times
// that people speak of: `10:30 -> 11:00` is words.
const looseTime = String.raw`(?:(?:(\d{1,9}) ?: ?)(\d{1,3}) ?: ?(\d{1,2})(?: ?[.,:;] ?(\d{1,9}))?|(\d{1,3}) ?: ?(\d{1,2}) ?[.,;] ?(\d{1,9}))(?!\w)`;
const arrow = String.raw`(?:-{1,4}|[–—])>`;
const looseRow = new RegExp(String.raw`^\s*\[?${looseTime}\s{0,9}${arrow}\s{0,9}${looseTime}\]?(.*)$`);

const fractionMs = (digits = '0') => Math.round(Number(`0.${digits}`) * 1000);

/** A time's groups: with hours, or without. */
function looseMs([h, m = '', s = '', fraction, m2 = '', s2 = '', fraction2]: readonly (
  | string
  | undefined
)[]): number {
  return h === undefined ? msOf(h, m2, s2, fractionMs(fraction2)) : msOf(h, m, s, fractionMs(fraction));
}

/** Reads a row of times as tools write it by mistake or habit; undefined for a row that is not one. */
export function readLooseTimes(row: string): CueTimes | undefined {
  const [, ...groups] = looseRow.exec(row) ?? [];
  if (groups.length === 0) return undefined;
  return {
    startMs: looseMs(groups.slice(0, 7)),
    endMs: looseMs(groups.slice(7, 14)),
    rest: groups[14] ?? '',
  };
}
