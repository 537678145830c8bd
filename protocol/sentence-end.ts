// Where a sentence is over while it is being typed: after . ! ? … ؟ । and a space, after 。！？ as soon as the next word
// begins. A single letter, a short number or a title before the full stop ends none: `e.g. this`, `on 3. May`, `Mr. Smith`.

const closers = `["'”’»)\\]]*`;
const spaced = new RegExp(`[.!?…؟।]+${closers}\\s+`, 'gu');
const wide = new RegExp(`[。！？]+[」』”’）]*(?=[^。！？」』”’）])`, 'u');
const shortened = /(?:^|[^\p{L}\p{N}])(?:\p{L}|\p{N}{1,2}|Mr|Mrs|Ms|Dr|Prof|St|vs|No|Nr)$/u;

/** Where the first sentence of a text ends, in UTF-16 units, with the space after it; undefined while none does. */
export function sentenceEnd(text: string): number | undefined {
  const ends: number[] = [];
  for (const {
    0: { length },
    index,
  } of text.matchAll(spaced)) {
    const isFullStop = text[index] === '.' && text[index + 1] !== '.';
    if (isFullStop && shortened.test(text.slice(0, index))) continue;
    ends.push(index + length);
    break;
  }
  const found = wide.exec(text);
  if (found) ends.push(found.index + found[0].length);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}
