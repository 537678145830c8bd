// Bytes of a text file as text.

/** UTF-16 by its mark (Unicode, 2.6), or by the empty halves of its first letters where a tool left the mark out. */
function encodingOf([a, b, c, d]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((a === 0xff && b === 0xfe) || (b === 0 && d === 0 && a)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && c === 0 && b)) return 'utf-16be';
  return 'utf-8';
}

/**
 * What a text file says, without its byte order mark: UTF-8 or UTF-16.
 * @returns undefined for bytes that are neither, which must not be read with wrong letters
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    // Only a fatal decoder throws, and only for bytes that are not of its encoding.
    return undefined;
  }
}
