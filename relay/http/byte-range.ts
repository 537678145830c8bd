// A part of an answer, asked for by bytes (RFC 9110, 14): one range; several are answered with the whole, as a server may.

/** From the first to the last byte, both included, of all there are. Nothing is there where the last comes before the first. */
export type ByteRange = { readonly first: number; readonly last: number; readonly length: number };

/** The range that a header asks for; undefined where it asks for none, or for one in a form that is not known here. */
export function readRange(header: string | undefined, length: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const end = length - 1;
  if (from === '') return { first: Math.max(0, length - Number(to)), last: end, length };
  if (to !== '' && Number(to) < Number(from)) return undefined;
  return { first: Number(from), last: to === '' ? end : Math.min(Number(to), end), length };
}

/** Those bytes of a text that comes in pieces; what lies behind them is not waited for, unless they are its end. */
export async function* bytesOf(
  pieces: AsyncIterable<string>,
  { first, last, length }: ByteRange,
): AsyncGenerator<Buffer> {
  let at = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    const part = bytes.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at));
    if (part.length > 0) yield part;
    at += bytes.length;
    if (at > last && last < length - 1) return;
  }
}

/** How many bytes a text has that comes in pieces. */
export async function countBytes(pieces: AsyncIterable<string>): Promise<number> {
  let bytes = 0;
  for await (const piece of pieces) bytes += Buffer.byteLength(piece);
  return bytes;
}
