// What `--profile` found, as tables. Invariant: without it there is none.
import { rounded } from '../measure/samples.mjs';

/** @import { Part } from '../measure/profile.mjs' */
/** @import { Table } from '../rows/row.d.ts' */

/** One table for each that was profiled. @param {string[]} names @param {(Part[] | undefined)[]} parts @returns {Table[]} */
export const profileTables = (names, parts) =>
  parts.flatMap((ofOne, at) =>
    ofOne
      ? [
          {
            title: `where the core's time goes: ${names[at]}`,
            rows: ofOne.map(({ what, share }) => ({ 'by itself in': what, share: rounded(share, 3) })),
          },
        ]
      : [],
  );
