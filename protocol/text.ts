// Text hygiene: what every text becomes before it is stored, sent or shown. `cleanText` is idempotent.
// NFC (Unicode Annex 15), no control characters but newline, and bidirectional controls closed in the
// paragraph that opened them (Unicode Annex 9, X8), so that no line can turn the text around it.

const lineEnds = /\r\n?|[\u2028\u2029]/g;
// Cc but newline, lone surrogates, and noncharacters that only serve to upset parsers.
const forbidden = /[\p{Cs}\ufeff\ufffe\uffff]|(?!\n)\p{Cc}/gu;
const bidiControl = /[\u202a-\u202e\u2066-\u2069]/;

const popFormatting = '\u202c';
const popIsolate = '\u2069';

function closerOf(char: string): string {
  return char >= '\u2066' ? popIsolate : popFormatting;
}

/** Closes what a paragraph opens and drops closers that close nothing. */
function isolateParagraph(paragraph: string): string {
  if (!bidiControl.test(paragraph)) return paragraph;
  const open: string[] = [];
  let out = '';
  for (const char of paragraph) {
    if (!bidiControl.test(char)) {
      out += char;
    } else if (char === popFormatting) {
      if (open.at(-1) === popFormatting) out += open.pop();
    } else if (char === popIsolate) {
      // A closing isolate also closes every embedding opened inside it (UAX 9, X6a).
      const at = open.lastIndexOf(popIsolate);
      if (at >= 0) out += open.splice(at).reverse().join('');
    } else {
      open.push(closerOf(char));
      out += char;
    }
  }
  return out + open.reverse().join('');
}

/** The text as it may be stored and shown: NFC, `\n` line ends, no control characters, closed directions. */
export function cleanText(text: string): string {
  const plain = text.replace(lineEnds, '\n').replace(/\t/g, ' ').replace(forbidden, '');
  const closed = bidiControl.test(plain) ? plain.split('\n').map(isolateParagraph).join('\n') : plain;
  // Last, because a control that was taken out may have stood between a letter and its accent.
  return closed.normalize('NFC');
}

/** A name on one line, without spaces around it. */
export function cleanName(name: string): string {
  return cleanText(name).replace(/\s+/g, ' ').trim();
}

/** Length in Unicode code points, the unit of every length on the wire. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** Whether a text has anything a reader would see. */
export function hasVisibleText(text: string): boolean {
  return /[^\s\p{Cf}]/u.test(text);
}
