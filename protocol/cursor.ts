// A place in a session's log: epoch, number of the last record seen, rolling checksum over all records up to it.
// The checksum tells a log that lost its tail and reused the numbers from the log the viewer knew (PROTOCOL.md, "Cursor").

export type Cursor = {
  /** Names one life of a session's log, `[a-z0-9]{1,16}`; `0` before the first record. */
  readonly epoch: string;
  /** Number of the last record seen; 0 before the first. */
  readonly seq: number;
  /** 32-bit rolling checksum over the records 1 to seq. */
  readonly sum: number;
};

/** The place before the first record of any log. */
export const genesis: Cursor = { epoch: '0', seq: 0, sum: 0x811c9dc5 };

const pattern = /^([a-z0-9]{1,16})\.(0|[1-9][0-9]{0,14})\.([0-9a-f]{1,8})$/;

/** `epoch.seq.sum`, the sum in hexadecimal: what travels in `?cursor=` and in `id:`. */
export function formatCursor({ epoch, seq, sum }: Cursor): string {
  return `${epoch}.${seq}.${sum.toString(16)}`;
}

/** The cursor that a text spells, or undefined when it spells none. */
export function parseCursor(text: string): Cursor | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  return { epoch: match[1] as string, seq: Number(match[2]), sum: Number.parseInt(match[3] as string, 16) };
}

/** The number in a cursor's text that is known to spell one: all that clients look at. */
export function seqOfCursor(text: string): number {
  return Number(text.split('.')[1]);
}

/** The sum after one more record, given as the JSON text that travels (FNV-1a over its UTF-16 code units). */
export function nextSum(sum: number, recordJson: string): number {
  let hash = sum;
  for (let i = 0; i < recordJson.length; i++) {
    const unit = recordJson.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}
