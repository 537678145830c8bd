// What the author of a page must know and nobody else can see: one line in the browser's console.

/** Logs a mistake of the page's author; the sentence says what to write instead. */
export function complain(sentence: string): void {
  // oxlint-disable-next-line no-console -- a script tag has no other way to reach who wrote it
  console.error(`captionwire: ${sentence}`);
}
