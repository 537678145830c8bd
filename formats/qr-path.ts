// A QR code (ISO/IEC 18004) as one path: each run of dark modules is a rectangle one unit high. Pure.
import { encode } from 'uqr';

export type QrPath = {
  /** Units in a side, the quiet zone included. */
  readonly size: number;
  readonly path: string;
};

/** Light modules around the code; readers need them (9.1). */
const quietZone = 4;
/** What the largest code holds at this level of correction. */
const bytesMost = 2_331;

/** Undefined when the text is too long for any code. */
export function qrPath(text: string): QrPath | undefined {
  if (new TextEncoder().encode(text).length > bytesMost) return undefined;
  const { size, data } = encode(text, { ecc: 'M', border: quietZone });
  let path = '';
  for (const [y, row] of data.entries()) {
    const modules = row.map((dark) => (dark ? '#' : ' ')).join('');
    for (const { 0: run, index: x } of modules.matchAll(/#+/g)) {
      path += `M${x} ${y}h${run.length}v1h-${run.length}z`;
    }
  }
  return { size, path };
}
